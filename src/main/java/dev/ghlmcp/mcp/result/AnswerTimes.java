package dev.ghlmcp.mcp.result;

import dev.ghlmcp.catalog.ToolDefinition;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes dates that HighLevel answers as milliseconds since 1970 as people and assistants read them: a birthday as
/// `1990-09-25`, the times of a conversation as `2030-01-31T14:00:00Z`. What pages are asked for by stays as it is.
final class AnswerTimes {
    private static final long DAY = 86_400_000L;

    /// As milliseconds this is 1973; smaller numbers are something else.
    private static final long MIN = 100_000_000_000L;

    private static final Pattern TIME = Pattern.compile("date[A-Z]\\w*|\\w+Date");

    /// The tools whose records have such dates, and whether these are birthdays alone.
    private static final Map<String, Boolean> TOOLS = Map.of(
            "search_contacts", true,
            "list_contacts", true,
            "list_business_contacts", true,
            "find_contact", true,
            "search_conversations", false,
            "get_conversation", false);

    private AnswerTimes() {}

    /// Writes those of a result, in place.
    static void spell(ToolDefinition tool, ObjectNode answer) {
        if (!TOOLS.containsKey(tool.name())) {
            return;
        }
        boolean birthdays = TOOLS.get(tool.name());
        Iterable<JsonNode> records = tool.listing() == null ? List.of(answer) : ResultItems.of(tool, answer);
        for (JsonNode each : records) {
            if (each instanceof ObjectNode item) {
                item.propertyNames().stream().toList().forEach(name -> spell(item, name, birthdays));
            }
        }
    }

    private static void spell(ObjectNode item, String name, boolean birthdays) {
        JsonNode value = item.get(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            return;
        }
        long millis = value.longValue();
        if (birthdays) {
            if (name.equals("dateOfBirth") && millis % DAY == 0) {
                item.put(name, LocalDate.ofEpochDay(millis / DAY).toString());
            }
        } else if (TIME.matcher(name).matches() && millis >= MIN) {
            item.put(name, Instant.ofEpochMilli(millis).toString());
        }
    }
}
