package dev.ghlmcp.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Every argument that is a time is known as one, so that the one rule for times is held to it.
class TimeArgumentTest {
    private static final Pattern NAME = Pattern.compile(
            "(?i).*(time|date|day|birth|expir|until|since|deadline|timestamp).*|.*(At|After|Before)|from|to");
    private static final Pattern TEXT = Pattern.compile(
            "(?i).*(\\bdates?\\b|date-time|epoch|millis|\\bISO\\b|YYYY|20\\d\\d-\\d\\d|\\btimes?\\b|\\bday\\b).*");

    /// What sounds like a time and is none, and why.
    private static final Map<String, String> OTHERS = Map.of(
            "timezone", "a zone's name",
            "startAfter", "the cursor of the previous page, sent back as it came",
            "startAfterDate", "the cursor of the previous page, sent back as it came",
            "searchAfter", "the cursor of the previous page, sent back as it came",
            "rrule", "a rule of RFC 5545",
            "locationId", "no time");

    /// Switches, counts and lists whose members are looked at by themselves.
    private static final Set<String> TYPES = Set.of("boolean", "integer", "number", "object", "array");

    @Test
    void everyArgumentThatSoundsLikeATimeIsOne() {
        Set<String> missed = new TreeSet<>();
        Set<String> known = new HashSet<>();
        Map<String, JsonNode> entries = WholeSchemas.entries();
        for (ToolDefinition tool : Catalog.load().tools()) {
            tool.times().forEach(time -> known.add(tool.name() + " " + time.name()));
            look(tool.name() + " ", entries.get(tool.name()).path("inputSchema"), known, missed);
        }
        assertEquals(Set.of(), missed);
        // The 17 that were not checked when they were written, and the 12 that were, among others.
        assertTrue(known.containsAll(List.of(
                "create_blog_post publishedAt",
                "update_blog_post publishedAt",
                "create_appointment startTime",
                "create_appointment endTime",
                "update_appointment startTime",
                "update_appointment endTime",
                "create_block_slot startTime",
                "create_block_slot endTime",
                "update_block_slot startTime",
                "update_block_slot endTime",
                "add_contact_to_workflow eventStartTime",
                "remove_contact_from_workflow eventStartTime",
                "create_contact_task dueDate",
                "update_contact_task dueDate",
                "create_contact dateOfBirth",
                "update_contact dateOfBirth",
                "upsert_contact dateOfBirth",
                "get_free_slots startDate",
                "get_free_slots endDate",
                "list_calendar_events startTime",
                "list_calendar_events endTime",
                "list_blocked_slots startTime",
                "list_blocked_slots endTime",
                "search_conversations startDate",
                "search_conversations endDate",
                "search_opportunities date",
                "search_opportunities endDate",
                "upsert_invoice issueDate",
                "upsert_invoice dueDate",
                "create_calendar availabilities.date",
                "update_calendar availabilities.date",
                "search_contacts filters")));
    }

    /// A client must not refuse for us what we take.
    @Test
    void noTimeHasAFormatAndEveryOneIsDescribed() {
        Map<String, JsonNode> entries = WholeSchemas.entries();
        for (ToolDefinition tool : Catalog.load().tools()) {
            for (TimeArgument time : tool.times()) {
                JsonNode schema = entries.get(tool.name()).path("inputSchema");
                for (String step : time.path()) {
                    schema = schema.path("properties").path(step);
                    schema = schema.has("items") && time.kind() != TimeArgument.Kind.FILTER
                            ? schema.path("items")
                            : schema;
                }
                assertTrue(schema.isObject(), tool.name() + " " + time.name());
                assertTrue(schema.path("format").isMissingNode(), tool.name() + " " + time.name());
                assertTrue(schema.has("description"), tool.name() + " " + time.name() + " does not say its form");
            }
        }
    }

    private static void look(String path, JsonNode schema, Set<String> known, Set<String> missed) {
        schema.path("properties").forEachEntry((name, property) -> {
            String text = property.path("description").asString("");
            boolean sounds = NAME.matcher(name).matches() || TEXT.matcher(text).matches();
            boolean leaf = !TYPES.contains(property.path("type").asString())
                    || (property.path("type").asString().equals("integer") && text.contains("epoch"));
            if (sounds && leaf && !property.has("enum") && !OTHERS.containsKey(name) && !known.contains(path + name)) {
                missed.add(path + name);
            }
            look(path + name + ".", property, known, missed);
            look(path + name + ".", property.path("items"), known, missed);
        });
    }
}
