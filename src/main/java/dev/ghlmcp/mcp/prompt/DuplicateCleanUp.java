package dev.ghlmcp.mcp.prompt;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.lookup.RecordKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Contacts that may be the same person.
final class DuplicateCleanUp {
    private static final int PAGE = 100;
    private static final int MAX = 25;

    /// A number with and without its country code.
    private static final int DIGITS = 9;

    static final Prompt PROMPT = new Prompt(
            "duplicate_clean_up",
            "Clean up duplicate contacts",
            "Contacts that share an email address, a phone number or a name, and a proposal which to keep.",
            List.of(
                    PromptInput.naming(RecordKind.TAG, "Only contacts with this tag"),
                    PromptInput.number(
                            "newest",
                            "How many contacts to compare, the newest first, up to 1000; 500 if omitted",
                            2,
                            1000),
                    PromptInput.LOCATION),
            List.of("search_contacts"),
            List.of(
                    "get_contact",
                    "list_contact_notes",
                    "search_opportunities",
                    "update_contact",
                    "add_contact_tags",
                    "delete_contact"),
            """
            Help me clean up duplicate contacts with the data above.

            1. For each group: is it likely one person? The same name alone proves nothing; families share numbers.
            2. For those that are: which to keep (the one with more history, else the older) and what to copy over \
            from the others before they go. Read the contacts first.
            3. A table of the proposal: keep, remove, copy, why.

            HighLevel's API cannot merge contacts, and a deleted one is gone with its notes, tasks and conversations. \
            So change or delete nothing before I have seen the table and named the groups to clean up, and then ask \
            again before each deletion.""",
            DuplicateCleanUp::gather);

    private DuplicateCleanUp() {}

    private static void gather(PromptData data) {
        int newest = data.number("newest", 500);
        String tag = data.id(RecordKind.TAG);
        PageReader contacts = data.call("search_contacts")
                .with(
                        "filters",
                        tag == null ? null : List.of(Map.of("field", "tags", "operator", "contains", "value", tag)))
                .with("sort", List.of(Map.of("field", "dateAdded", "direction", "desc")))
                .with("pageLimit", Math.min(PAGE, newest))
                .fields(
                        "contacts",
                        "email phone firstName lastName firstNameLowerCase lastNameLowerCase companyName"
                                + " dateAdded dateUpdated tags")
                .pages("contacts", (newest + PAGE - 1) / PAGE);
        data.add("Contacts that may be the same", groups(contacts));
    }

    private static ObjectNode groups(PageReader contacts) {
        Map<String, List<JsonNode>> same = new LinkedHashMap<>();
        for (JsonNode contact : contacts.items) {
            keys(contact)
                    .forEach(key ->
                            same.computeIfAbsent(key, _ -> new ArrayList<>()).add(contact));
        }
        same.values().removeIf(group -> group.size() < 2);
        ObjectNode all = Json.MAPPER
                .createObjectNode()
                .put("contactsLookedAt", contacts.looked())
                .put("groups", same.size());
        if (same.size() > MAX) {
            all.put("shown", "the first " + MAX);
        }
        ArrayNode list = all.putArray("sameBy");
        same.entrySet().stream().limit(MAX).forEach(group -> {
            ObjectNode row = list.addObject().put("same", group.getKey());
            group.getValue().forEach(row.putArray("contacts")::add);
        });
        return all;
    }

    private static Set<String> keys(JsonNode contact) {
        Set<String> keys = new LinkedHashSet<>();
        String email = text(contact, "email");
        if (!email.isEmpty()) {
            keys.add("email " + email);
        }
        String digits = text(contact, "phone").replaceAll("\\D", "");
        if (digits.length() >= DIGITS) {
            keys.add("phone ending in " + digits.substring(digits.length() - DIGITS));
        }
        String first = either(contact, "firstName");
        String last = either(contact, "lastName");
        if (!first.isEmpty() && !last.isEmpty()) {
            keys.add("name " + first + " " + last);
        }
        return keys;
    }

    private static String either(JsonNode contact, String name) {
        return contact.has(name) ? text(contact, name) : text(contact, name + "LowerCase");
    }

    private static String text(JsonNode contact, String name) {
        return contact.path(name).asString("").strip().toLowerCase(Locale.ROOT);
    }
}
