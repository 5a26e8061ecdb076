package dev.ghlmcp.mcp.confirm;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.operation.annotation.Risk;
import dev.ghlmcp.text.ForeignText;
import java.util.Collection;
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

/// What a contact loses when a call replaces all its tags or lifts what it has blocked.
///
/// @param lost    tags by name; empty if none is
/// @param blocks  do-not-disturb that is lifted, in words; empty if none is
/// @param unknown why it is not certain that no others are lost, as a sentence; empty if it is
record TagLoss(Set<String> lost, Set<String> blocks, String unknown) {
    private static final String TAGS = "tags";
    private static final String DND = "dnd";
    private static final String SETTINGS = "dndSettings";
    private static final String CONTACT = "get_contact";
    private static final String DUPLICATE = "get_duplicate_contact";
    private static final String ID = "contactId";
    private static final int MAX_NAMED = 20;
    private static final int MAX_MATCHES = 100;
    private static final TagLoss NONE = new TagLoss(Set.of(), Set.of(), "");
    private static final String UNREAD =
            "What it has now could not be read; tags and do-not-disturb that the call does not keep are lost.";
    private static final String AMBIGUOUS =
            "This sub-account may have several contacts with this e-mail address or phone number, of which HighLevel"
                    + " updates one: it could not be read which tags and do-not-disturb they all have.";

    /// Of a call that may take tags or do-not-disturb off a contact; for another, none.
    ///
    /// @param callable the tools that may be called
    static TagLoss of(
            HighLevelClient client, List<ToolDefinition> callable, ToolDefinition tool, ObjectNode arguments) {
        if (!tool.hints().consent().when().contains(TAGS)
                || tool.hints().consent().of(arguments) == Risk.WRITES) {
            return NONE;
        }
        try (TimedReads reads = new TimedReads(client, callable, arguments)) {
            if (arguments.has(ID)) {
                JsonNode answer = reads.start(CONTACT, ID, arguments.path(ID)).of(CONTACT);
                return answer == null
                        ? new TagLoss(Set.of(), Set.of(), UNREAD)
                        : of(List.of(answer.path("contact")), arguments, "");
            }
            return ofMatches(reads, arguments);
        }
    }

    private static TagLoss of(Collection<JsonNode> contacts, ObjectNode arguments, String unknown) {
        Set<String> blocks = new LinkedHashSet<>();
        contacts.forEach(contact -> addLifted(contact, arguments, blocks));
        return new TagLoss(lost(contacts.stream(), arguments), blocks, unknown);
    }

    /// Of an upsert. Which of several matches HighLevel takes depends on a setting of the sub-account, and where that
    /// allows duplicates there may be more than the duplicate check names, so all are read.
    private static TagLoss ofMatches(TimedReads reads, ObjectNode arguments) {
        Map<String, JsonNode> matches = new LinkedHashMap<>();
        boolean byEmail = match(reads, "email", arguments.path("email"), matches);
        boolean byPhone = match(reads, "number", arguments.path("phone"), matches);
        if (!byEmail || !byPhone) {
            return of(matches.values(), arguments, UNREAD);
        }
        boolean certain = matches.isEmpty() || others(reads, arguments, matches);
        return of(matches.values(), arguments, certain ? "" : AMBIGUOUS);
    }

    private static boolean match(TimedReads reads, String by, JsonNode value, Map<String, JsonNode> matches) {
        if (value.isMissingNode()) {
            return true;
        }
        JsonNode answer = reads.start(DUPLICATE, by, value).of(DUPLICATE);
        JsonNode contact = answer == null ? null : answer.path("contact");
        if (contact != null && contact.has("id") && !(contact.has(TAGS) && contact.has(DND))) {
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

    private static Set<String> lost(Stream<JsonNode> contacts, ObjectNode arguments) {
        if (!arguments.has(TAGS)) {
            return Set.of();
        }
        Set<String> kept =
                arguments.path(TAGS).valueStream().map(TagLoss::folded).collect(Collectors.toSet());
        return contacts.flatMap(contact -> contact.path(TAGS).valueStream())
                .filter(tag -> !kept.contains(folded(tag)))
                .map(tag -> tag.asString(""))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// Channels are named in the case of the contact, which differs between generations of the API.
    private static void addLifted(JsonNode contact, ObjectNode arguments, Set<String> blocks) {
        if (contact.path(DND).asBoolean(false) && !arguments.path(DND).asBoolean(true)) {
            blocks.add("on all channels");
        }
        if (!arguments.has(SETTINGS)) {
            return;
        }
        Set<String> kept = arguments.path(SETTINGS).properties().stream()
                .filter(channel -> blocked(channel.getValue()))
                .map(channel -> channel.getKey().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        contact.path(SETTINGS).properties().stream()
                .filter(channel -> blocked(channel.getValue())
                        && !kept.contains(channel.getKey().toLowerCase(Locale.ROOT)))
                .forEach(channel -> blocks.add("on " + ForeignText.line(channel.getKey(), MAX_NAMED)));
    }

    private static boolean blocked(JsonNode channel) {
        String status = channel.path("status").asString("");
        return status.equals("active") || status.equals("permanent");
    }

    private static String folded(JsonNode tag) {
        return tag.asString("").strip().toLowerCase(Locale.ROOT);
    }

    /// Whether nothing is lost for certain.
    boolean none() {
        return unknown.isEmpty() && lost.isEmpty() && blocks.isEmpty();
    }

    /// What a yes covers; empty if nothing is lost for certain.
    String shown() {
        return none() ? "" : lost + (blocks.isEmpty() ? "" : blocks.toString()) + unknown;
    }

    /// Sentences; empty if nothing is lost.
    String text() {
        String names = lost.stream().limit(MAX_NAMED).map(ForeignText::quoted).collect(Collectors.joining(", "));
        String more = lost.size() > MAX_NAMED ? " and " + (lost.size() - MAX_NAMED) + " more" : "";
        return ((lost.isEmpty() ? "" : "LOST, because tags replaces all: " + names + more + ". ")
                        + (blocks.isEmpty() ? "" : "LIFTED, do not disturb " + String.join(", ", blocks) + ". ")
                        + unknown)
                .strip();
    }
}
