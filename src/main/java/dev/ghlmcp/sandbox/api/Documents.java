package dev.ghlmcp.sandbox.api;

import dev.ghlmcp.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Documents and their values, as the search index and the answers show them.
public final class Documents {
    private Documents() {}

    public static ObjectNode empty() {
        return Json.MAPPER.createObjectNode();
    }

    public static ObjectNode of(String key, JsonNode value) {
        return empty().set(key, value);
    }

    /// That it is done, in the word of the endpoint.
    public static ObjectNode done(String key) {
        return empty().put(key, true);
    }

    public static ObjectNode list(String key, Stream<? extends JsonNode> items) {
        return of(key, array(items));
    }

    public static ArrayNode array(Stream<? extends JsonNode> items) {
        return Json.MAPPER.createArrayNode().addAll(items.toList());
    }

    /// The values under a field such as `email`, `dndSettings.Email.status` or `customFields.<id>`; a list counts as
    /// its items, and null, an empty text or an empty list as nothing.
    public static List<JsonNode> values(ObjectNode document, String field) {
        JsonNode value = document;
        for (String step : field.split("\\.", -1)) {
            value = value.isArray()
                    ? value.valueStream()
                            .filter(item -> item.path("id").stringValue("").equals(step))
                            .findFirst()
                            .map(item -> item.path("value"))
                            .orElse(value.path(step))
                    : value.path(step);
        }
        Stream<JsonNode> all = value.isArray() ? value.valueStream() : Stream.of(value);
        return all.filter(item ->
                        !item.isMissingNode() && !item.isNull() && !text(item).isEmpty())
                .toList();
    }

    /// The fields of these names, separated by spaces, as far as there are such.
    public static ObjectNode pick(ObjectNode from, String names) {
        ObjectNode view = empty();
        for (String name : names.split(" ", -1)) {
            if (from.has(name)) {
                view.set(name, from.get(name));
            }
        }
        return view;
    }

    /// Writes a request into a record: null and an empty text clear, all else overwrites.
    public static ObjectNode merge(ObjectNode body, ObjectNode record) {
        return merge(body, record, (_, value) -> value);
    }

    /// Writes the fields of a request into a record.
    ///
    /// @param selected what the record keeps of a field, by its name and value
    public static ObjectNode merge(
            ObjectNode body, ObjectNode record, BiFunction<String, JsonNode, JsonNode> selected) {
        body.forEachEntry((name, value) -> {
            JsonNode now = blank(value) ? value : selected.apply(name, value);
            if (blank(now)) {
                record.remove(name);
            } else {
                record.set(name, now);
            }
        });
        return record;
    }

    public static boolean blank(JsonNode value) {
        return value.isNull() || value.asString("-").isEmpty();
    }

    /// Whether the document is as asked in these fields, as far as anything is asked.
    public static boolean matches(ObjectNode asked, ObjectNode document, String... fields) {
        return Stream.of(fields)
                .filter(asked::hasNonNull)
                .allMatch(field ->
                        document.path(field).asString().equals(asked.get(field).asString()));
    }

    /// Whether one of these fields contains the words as they stand, in whatever case.
    public static boolean mentions(ObjectNode document, String words, String... fields) {
        return Stream.of(fields).anyMatch(field -> text(document.path(field)).contains(words.toLowerCase(Locale.ROOT)));
    }

    public static String text(JsonNode value) {
        return (value.isContainer() ? value.toString() : value.asString()).toLowerCase(Locale.ROOT);
    }

    /// Numbers and dates by size, all else as text without regard to case.
    public static int compare(JsonNode one, JsonNode other) {
        BigDecimal left = number(one);
        BigDecimal right = number(other);
        return left == null || right == null ? text(one).compareTo(text(other)) : left.compareTo(right);
    }

    /// The number, or a date as epoch milliseconds; null for all else.
    public static BigDecimal number(JsonNode value) {
        if (value.isNumber()) {
            return value.decimalValue();
        }
        Instant instant = Timestamps.of(value);
        return instant == null ? null : BigDecimal.valueOf(instant.toEpochMilli());
    }
}
