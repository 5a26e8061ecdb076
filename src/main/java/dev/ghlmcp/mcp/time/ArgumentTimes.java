package dev.ghlmcp.mcp.time;

import dev.ghlmcp.catalog.TimeArgument;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.input.Complaints;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Replaces the times in the arguments of one call by their plain form. It asks for the zone at most once.
final class ArgumentTimes {
    private static final Pattern ZERO = Pattern.compile("\\s*[-+]?0+(\\.0+)?\\s*");

    /// More do not fit into the notice of a result.
    private static final int MAX_SAID = 4;

    private final Supplier<ZoneId> source;
    private final boolean writes;
    private final Complaints complaints;
    private final ObjectNode read = Json.MAPPER.createObjectNode();
    private ZoneId zone;
    private DateTimeException failed;

    /// @param source throws a [DateTimeException] with a phrase if the zone cannot be read
    ArgumentTimes(Supplier<ZoneId> source, boolean writes, Complaints complaints) {
        this.source = source;
        this.writes = writes;
        this.complaints = complaints;
    }

    /// The times that were not in their plain form as they were read, and their zone; null if there were none.
    ObjectNode read() {
        if (read.isEmpty()) {
            return null;
        }
        ObjectNode said = Json.MAPPER.createObjectNode();
        if (zone != null) {
            said.put("zone", zone.getId());
        }
        return said.setAll(read);
    }

    /// Replaces the times of one argument, or of a member of it.
    ///
    /// @param path  the names that lead to the time from here
    /// @param outer the names that lead here, for complaints
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

    /// Replaces the times of a filter and of the filters in it.
    void filter(TimeArgument time, JsonNode filter) {
        filter.path("filters").forEach(inner -> filter(time, inner));
        String field = filter.path("field").asString("");
        if (!time.fields().contains(field) || !filter.hasNonNull("value")) {
            return;
        }
        switch (filter.get("value")) {
            case ObjectNode bounds ->
                bounds.propertyNames().stream()
                        .filter(bounds::hasNonNull)
                        .forEach(
                                bound -> bounds.put(bound, plain(time, false, field + " " + bound, bounds.get(bound))));
            case ArrayNode values -> {
                for (int i = 0; i < values.size(); i++) {
                    values.set(i, plain(time, false, field, values.get(i)));
                }
            }
            case JsonNode value -> ((ObjectNode) filter).put("value", plain(time, false, field, value));
        }
    }

    /// The plain form; the text as it came if there is a complaint.
    private String plain(TimeArgument time, boolean endOfDay, String name, JsonNode value) {
        String text = value.isValueNode() ? value.asString("") : value.toString();
        if (writes && ZERO.matcher(text).matches()) {
            complaints.add(name + " is 0 (the year 1970), which programs write for no time: give one such as"
                    + " 2030-01-31T09:00:00-05:00, or leave it out");
            return text;
        }
        try {
            String plain = new TimeReading(time, endOfDay, name, this::zone).of(text);
            if (!plain.equals(text) && read.size() < MAX_SAID) {
                read.put(name, plain);
            }
            return plain;
        } catch (IllegalArgumentException e) {
            complaints.add(e.getMessage());
            return text;
        }
    }

    private ZoneId zone() {
        if (failed != null) {
            throw failed;
        }
        if (zone == null) {
            try {
                zone = source.get();
            } catch (DateTimeException e) {
                failed = e;
                throw e;
            }
        }
        return zone;
    }
}
