package dev.ghlmcp.sandbox.store;

import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.Timestamps;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;

/// What a search asks of a document.
public sealed interface SearchCondition extends Predicate<ObjectNode> {
    /// Reads filters, all of which must hold.
    ///
    /// @param fields which fields there are and what may be asked of them
    /// @param zone   whose days a bare date means
    static SearchCondition of(JsonNode filters, SearchFields fields, ZoneId zone) {
        return new All(
                filters.valueStream().map(filter -> one(filter, fields, zone)).toList());
    }

    private static SearchCondition one(JsonNode filter, SearchFields fields, ZoneId zone) {
        if (filter.has("group")) {
            List<SearchCondition> parts = filter.path("filters")
                    .valueStream()
                    .map(part -> one(part, fields, zone))
                    .toList();
            return switch (filter.get("group").asString("")) {
                case "AND" -> new All(parts);
                case "OR" -> new Any(parts);
                default ->
                    throw ApiError.badRequest(
                            "Invalid group " + filter.get("group").asString(""));
            };
        }
        String field = filter.path("field").asString("");
        String operator = filter.path("operator").asString("");
        fields.check(field, operator);
        JsonNode value = filter.path("value");
        if (alternatives(value)
                .anyMatch(alternative -> alternative.stringValue("").length() > 75)) {
            throw ApiError.badRequest("Invalid value for field " + field);
        }
        return switch (operator) {
            case "eq" -> new Equal(field, value);
            case "not_eq" -> new Not(new Equal(field, value));
            case "contains" -> new Contains(field, value);
            case "not_contains" -> new Not(new Contains(field, value));
            case "exists" -> new Exists(field);
            case "not_exists" -> new Not(new Exists(field));
            case "range" -> new Range(field, value, zone);
            default -> throw new IllegalStateException("No operator is called " + operator);
        };
    }

    private static Stream<JsonNode> alternatives(JsonNode value) {
        return value.isArray() ? value.valueStream() : Stream.of(value);
    }

    record All(List<SearchCondition> parts) implements SearchCondition {
        @Override
        public boolean test(ObjectNode document) {
            return parts.stream().allMatch(part -> part.test(document));
        }
    }

    record Any(List<SearchCondition> parts) implements SearchCondition {
        @Override
        public boolean test(ObjectNode document) {
            return parts.stream().anyMatch(part -> part.test(document));
        }
    }

    record Not(SearchCondition condition) implements SearchCondition {
        @Override
        public boolean test(ObjectNode document) {
            return !condition.test(document);
        }
    }

    record Equal(String field, JsonNode wanted) implements SearchCondition {
        @Override
        public boolean test(ObjectNode document) {
            return Documents.values(document, field).stream()
                    .anyMatch(value ->
                            alternatives(wanted).anyMatch(alternative -> Documents.compare(value, alternative) == 0));
        }
    }

    record Contains(String field, JsonNode wanted) implements SearchCondition {
        @Override
        public boolean test(ObjectNode document) {
            return Documents.values(document, field).stream()
                    .anyMatch(value -> alternatives(wanted)
                            .anyMatch(part -> Documents.text(value).contains(Documents.text(part))));
        }
    }

    record Exists(String field) implements SearchCondition {
        @Override
        public boolean test(ObjectNode document) {
            return !Documents.values(document, field).isEmpty();
        }
    }

    record Range(String field, JsonNode bounds, ZoneId zone) implements SearchCondition {
        private static final Set<String> BOUNDS = Set.of("gte", "gt", "lte", "lt");

        public Range {
            if (!bounds.isObject() || bounds.isEmpty() || !BOUNDS.containsAll(bounds.propertyNames())) {
                throw ApiError.badRequest("Invalid range for field " + field);
            }
        }

        @Override
        public boolean test(ObjectNode document) {
            return Documents.values(document, field).stream()
                    .anyMatch(value -> bounds.propertyStream()
                            .allMatch(bound -> within(
                                    bound.getKey(),
                                    Documents.compare(value, edge(value, bound.getKey(), bound.getValue())))));
        }

        /// A date bounds points in time by its start or end in the location's zone, as observed at the real one.
        private JsonNode edge(JsonNode value, String bound, JsonNode date) {
            boolean day = date.stringValue("").matches("\\d{4}-\\d\\d-\\d\\d")
                    && value.stringValue("").length() > 10;
            if (!day || Timestamps.of(date) == null) {
                return date;
            }
            LocalDate on = LocalDate.parse(date.stringValue());
            long start = on.atStartOfDay(zone).toInstant().toEpochMilli();
            long end = on.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli() - 1;
            return LongNode.valueOf(bound.equals("lte") || bound.equals("gt") ? end : start);
        }

        private static boolean within(String bound, int order) {
            return switch (bound) {
                case "gte" -> order >= 0;
                case "gt" -> order > 0;
                case "lte" -> order <= 0;
                default -> order < 0;
            };
        }
    }
}
