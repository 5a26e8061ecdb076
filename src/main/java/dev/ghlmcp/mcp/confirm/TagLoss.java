package dev.ghlmcp.mcp.confirm;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.HighLevelClient;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The tags that a contact loses when a call replaces all of them.
///
/// @param lost  by name; empty if none is
/// @param known whether the tags it has could be read
record TagLoss(Set<String> lost, boolean known) {
    private static final String TAGS = "tags";
    private static final String CONTACT = "get_contact";
    private static final String ID = "contactId";
    private static final int MAX_NAMED = 20;
    private static final TagLoss NONE = new TagLoss(Set.of(), true);

    /// Of a call that has `tags`; for another, none.
    ///
    /// @param callable the tools that may be called
    static TagLoss of(
            HighLevelClient client, List<ToolDefinition> callable, ToolDefinition tool, ObjectNode arguments) {
        if (!tool.hints().consent().when().contains(TAGS) || !arguments.has(TAGS)) {
            return NONE;
        }
        Set<String> kept = arguments
                .path(TAGS)
                .valueStream()
                .map(tag -> tag.asString("").strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        Set<String> lost = new LinkedHashSet<>();
        if (arguments.has(ID)) {
            return new TagLoss(lost, read(client, callable, arguments, CONTACT, ID, ID, kept, lost));
        }
        // Both are read: which of two matches HighLevel takes depends on a setting of the sub-account.
        boolean byEmail = read(client, callable, arguments, "get_duplicate_contact", "email", "email", kept, lost);
        boolean byPhone = read(client, callable, arguments, "get_duplicate_contact", "number", "phone", kept, lost);
        return new TagLoss(lost, byEmail && byPhone);
    }

    private static boolean read(
            HighLevelClient client,
            List<ToolDefinition> callable,
            ObjectNode arguments,
            String tool,
            String by,
            String argument,
            Set<String> kept,
            Set<String> lost) {
        JsonNode value = arguments.path(argument);
        if (value.isMissingNode()) {
            return true;
        }
        try (TimedReads reads = new TimedReads(client, callable, arguments)) {
            JsonNode answer = reads.start(tool, by, value).of(tool);
            JsonNode contact = answer == null ? null : answer.path("contact");
            if (contact != null && contact.has("id") && !contact.has(TAGS) && !tool.equals(CONTACT)) {
                answer = reads.start(CONTACT, ID, contact.path("id")).of(CONTACT);
            }
            if (answer == null) {
                return false;
            }
            answer.path("contact")
                    .path(TAGS)
                    .valueStream()
                    .map(tag -> tag.asString(""))
                    .forEach(tag -> {
                        if (!kept.contains(tag.strip().toLowerCase(Locale.ROOT))) {
                            lost.add(tag);
                        }
                    });
            return true;
        }
    }

    /// Whether nothing is lost for certain.
    boolean none() {
        return known && lost.isEmpty();
    }

    /// A sentence; empty if nothing is lost.
    String text() {
        if (none()) {
            return "";
        }
        String names = lost.stream()
                .limit(MAX_NAMED)
                .map(tag -> "\"" + SafeText.of(tag, 60).replace('"', '\'') + "\"")
                .collect(Collectors.joining(", "));
        String more = lost.size() > MAX_NAMED ? " and " + (lost.size() - MAX_NAMED) + " more" : "";
        return (lost.isEmpty() ? "" : "LOST, because tags replaces all: " + names + more + ".")
                + (known ? "" : " The tags it has now could not be read; those not named here are lost.");
    }
}
