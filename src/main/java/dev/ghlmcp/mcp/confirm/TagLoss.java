package dev.ghlmcp.mcp.confirm;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.text.ForeignText;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The tags that a contact loses when a call replaces all of them.
///
/// @param lost    by name; empty if none is
/// @param unknown why it is not certain that no others are lost, as a sentence; empty if it is
record TagLoss(Set<String> lost, String unknown) {
    private static final String TAGS = "tags";
    private static final String CONTACT = "get_contact";
    private static final String DUPLICATE = "get_duplicate_contact";
    private static final String ID = "contactId";
    private static final int MAX_NAMED = 20;
    private static final int MAX_MATCHES = 100;
    private static final TagLoss NONE = new TagLoss(Set.of(), "");
    private static final String UNREAD = "The tags it has now could not be read; those not named here are lost.";
    private static final String AMBIGUOUS =
            "This sub-account may have several contacts with this e-mail address or phone number, of which HighLevel"
                    + " updates one: it could not be read which tags they all have.";

    /// Of a call that has `tags`; for another, none.
    ///
    /// @param callable the tools that may be called
    static TagLoss of(
            HighLevelClient client, List<ToolDefinition> callable, ToolDefinition tool, ObjectNode arguments) {
        if (!tool.hints().consent().when().contains(TAGS) || !arguments.has(TAGS)) {
            return NONE;
        }
        Set<String> kept =
                arguments.path(TAGS).valueStream().map(TagLoss::folded).collect(Collectors.toSet());
        try (TimedReads reads = new TimedReads(client, callable, arguments)) {
            if (arguments.has(ID)) {
                JsonNode answer = reads.start(CONTACT, ID, arguments.path(ID)).of(CONTACT);
                return answer == null
                        ? new TagLoss(Set.of(), UNREAD)
                        : new TagLoss(lost(Stream.of(answer.path("contact")), kept), "");
            }
            return ofMatches(reads, arguments, kept);
        }
    }

    /// Of an upsert. Which of several matches HighLevel takes depends on a setting of the sub-account, and where that
    /// allows duplicates there may be more than the duplicate check names, so all are read.
    private static TagLoss ofMatches(TimedReads reads, ObjectNode arguments, Set<String> kept) {
        Map<String, JsonNode> matches = new LinkedHashMap<>();
        boolean byEmail = match(reads, "email", arguments.path("email"), matches);
        boolean byPhone = match(reads, "number", arguments.path("phone"), matches);
        if (!byEmail || !byPhone) {
            return new TagLoss(lost(matches.values().stream(), kept), UNREAD);
        }
        boolean certain = matches.isEmpty() || others(reads, arguments, matches);
        return new TagLoss(lost(matches.values().stream(), kept), certain ? "" : AMBIGUOUS);
    }

    private static boolean match(TimedReads reads, String by, JsonNode value, Map<String, JsonNode> matches) {
        if (value.isMissingNode()) {
            return true;
        }
        JsonNode answer = reads.start(DUPLICATE, by, value).of(DUPLICATE);
        JsonNode contact = answer == null ? null : answer.path("contact");
        if (contact != null && contact.has("id") && !contact.has(TAGS)) {
            answer = reads.start(CONTACT, ID, contact.path("id")).of(CONTACT);
            contact = answer == null ? null : answer.path("contact");
        }
        if (contact != null && contact.has("id")) {
            matches.put(contact.path("id").asString(""), contact);
        }
        return answer != null;
    }

    /// @return whether all that match are known now
    private static boolean others(TimedReads reads, ObjectNode arguments, Map<String, JsonNode> matches) {
        List<Map<String, Object>> filters = Stream.of("email", "phone")
                .filter(arguments::has)
                .map(field -> Map.<String, Object>of("field", field, "operator", "eq", "value", arguments.path(field)))
                .toList();
        reads.start("get_location")
                .start(
                        "search_contacts",
                        "filters",
                        List.of(Map.of("group", "OR", "filters", filters)),
                        "pageLimit",
                        MAX_MATCHES);
        JsonNode location = reads.of("get_location");
        JsonNode duplicates = location == null ? null : location.at("/location/settings/allowDuplicateContact");
        if (duplicates != null && duplicates.isBoolean() && !duplicates.booleanValue()) {
            return true;
        }
        JsonNode found = reads.of("search_contacts");
        if (found == null) {
            return false;
        }
        found.path("contacts")
                .forEach(contact -> matches.putIfAbsent(contact.path("id").asString(""), contact));
        return found.path("total").asInt(MAX_MATCHES + 1)
                <= found.path("contacts").size();
    }

    private static Set<String> lost(Stream<JsonNode> contacts, Set<String> kept) {
        return contacts.flatMap(contact -> contact.path(TAGS).valueStream())
                .filter(tag -> !kept.contains(folded(tag)))
                .map(tag -> tag.asString(""))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String folded(JsonNode tag) {
        return tag.asString("").strip().toLowerCase(Locale.ROOT);
    }

    /// Whether nothing is lost for certain.
    boolean none() {
        return unknown.isEmpty() && lost.isEmpty();
    }

    /// What a yes covers; empty if nothing is lost for certain.
    String shown() {
        return none() ? "" : lost + unknown;
    }

    /// Sentences; empty if nothing is lost.
    String text() {
        String names = lost.stream().limit(MAX_NAMED).map(ForeignText::quoted).collect(Collectors.joining(", "));
        String more = lost.size() > MAX_NAMED ? " and " + (lost.size() - MAX_NAMED) + " more" : "";
        return ((lost.isEmpty() ? "" : "LOST, because tags replaces all: " + names + more + ". ") + unknown).strip();
    }
}
