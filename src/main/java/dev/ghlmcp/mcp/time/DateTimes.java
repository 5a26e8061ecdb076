package dev.ghlmcp.mcp.time;

import dev.ghlmcp.catalog.TimeArgument;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.input.Complaints;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the times in the arguments of a call, by one rule for all tools, and puts them into ISO 8601: a date-time
/// without offset is one of the sub-account's time zone, a date is that day there, a number is seconds or milliseconds
/// since 1970. HighLevel is asked for the zone only where that is needed. Thread-safe.
///
/// @param zones of the sub-accounts
public record DateTimes(LocationZones zones) {
    /// Where a tool with times has this argument, it says in which zone they are.
    private static final Pattern ZERO = Pattern.compile("\\s*[-+]?0+(\\.0+)?\\s*");
    private static final String TIMEZONE = "timezone";

    /// A result has room for so many.
    private static final int MAX_SAID = 4;

    /// Reads them.
    ///
    /// @param arguments  valid but for their times; these are replaced by their plain form
    /// @param complaints gets a sentence for each that is no time; if there are some, nothing is read
    /// @return how those were read that were not in their plain form, and in which zone; null if there were none
    public ObjectNode read(HighLevelClient client, ToolDefinition tool, ObjectNode arguments, Complaints complaints) {
        if (!complaints.isEmpty()) {
            return null;
        }
        if (tool.toolset().equals("locations") && arguments.has(TIMEZONE)) {
            zones.forget(client.locations().of(arguments));
        }
        Reading reading = new Reading(
                new TimeZones(zones, client, arguments, arguments.path(TIMEZONE)),
                !tool.hints().readOnly(),
                complaints);
        for (TimeArgument time : tool.times()) {
            if (time.kind() == TimeArgument.Kind.FILTER) {
                arguments.path(time.name()).forEach(filter -> reading.filter(time, time.name(), filter));
            } else {
                reading.walk(time, time.path(), "", arguments);
            }
        }
        return reading.said();
    }

    /// A day such as `2030-01-31`, read as in the arguments of tools.
    ///
    /// @param name of the argument, for sentences
    /// @param zone asked where the text needs one
    /// @throws IllegalArgumentException with a sentence if it is none
    public static String day(String name, String text, Supplier<ZoneId> zone) {
        TimeArgument day = new TimeArgument(List.of(name), TimeArgument.Kind.DAY, false, null, List.of());
        return new TimeReading(day, false, name, zone).of(text);
    }

    private static final class Reading {
        private final TimeZones zones;
        private final boolean writes;
        private final Complaints complaints;
        private final ObjectNode read = Json.MAPPER.createObjectNode();

        Reading(TimeZones zones, boolean writes, Complaints complaints) {
            this.zones = zones;
            this.writes = writes;
            this.complaints = complaints;
        }

        ObjectNode said() {
            if (read.isEmpty()) {
                return null;
            }
            ObjectNode said = Json.MAPPER.createObjectNode();
            if (zones.used() != null) {
                said.put("zone", zones.used().getId());
            }
            return said.setAll(read);
        }

        void walk(TimeArgument time, List<String> path, String outer, JsonNode in) {
            if (in instanceof ArrayNode items) {
                for (int i = 0; i < items.size(); i++) {
                    walk(time, path, outer + "[" + i + "]", items.get(i));
                }
            } else if (in instanceof ObjectNode object && object.hasNonNull(path.getFirst())) {
                String name = outer.isEmpty() ? path.getFirst() : outer + "." + path.getFirst();
                JsonNode value = object.get(path.getFirst());
                if (path.size() > 1) {
                    walk(time, path.subList(1, path.size()), name, value);
                } else {
                    object.put(path.getFirst(), plain(time, time.endOfDay(), name, value));
                }
            }
        }

        void filter(TimeArgument time, String name, JsonNode filter) {
            filter.path("filters").forEach(inner -> filter(time, name, inner));
            String field = filter.path("field").asString("");
            if (!time.fields().contains(field) || !filter.hasNonNull("value")) {
                return;
            }
            switch (filter.get("value")) {
                case ObjectNode bounds ->
                    bounds.propertyNames().stream()
                            .filter(bounds::hasNonNull)
                            .forEach(bound ->
                                    bounds.put(bound, plain(time, false, field + " " + bound, bounds.get(bound))));
                case ArrayNode values -> {
                    for (int i = 0; i < values.size(); i++) {
                        values.set(i, plain(time, false, field, values.get(i)));
                    }
                }
                case JsonNode value -> ((ObjectNode) filter).put("value", plain(time, false, field, value));
            }
        }

        /// The plain form, or the text as it came where there is a complaint.
        private String plain(TimeArgument time, boolean endOfDay, String name, JsonNode value) {
            String text = value.isValueNode() ? value.asString("") : value.toString();
            if (writes && ZERO.matcher(text).matches()) {
                complaints.add(name + " is 0, the year 1970, which programs write that have no time: give one such as"
                        + " 2030-01-31T09:00:00-05:00, or leave it out");
                return text;
            }
            try {
                String plain = new TimeReading(time, endOfDay, name, zones::zone).of(text);
                if (!plain.equals(text) && read.size() < MAX_SAID) {
                    read.put(name, plain);
                }
                return plain;
            } catch (IllegalArgumentException e) {
                complaints.add(e.getMessage());
                return text;
            }
        }
    }
}
