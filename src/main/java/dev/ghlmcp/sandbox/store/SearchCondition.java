package dev.ghlmcp.sandbox.store;

import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.Timestamps;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads what a search asks of a document.
///
/// @param fields which fields there are and what may be asked of them
/// @param zone   whose days a bare date means
public record SearchCondition(SearchFields fields, ZoneId zone) {
    private static final Set<String> BOUNDS = Set.of("gte", "gt", "lte", "lt");

    /// All filters must hold.
    public Predicate<ObjectNode> of(JsonNode filters) {
        return filters.valueStream().map(this::one).reduce(document -> true, Predicate::and);
    }

    private Predicate<ObjectNode> one(JsonNode filter) {
        return switch (filter.path("group").asString("")) {
            case "" -> field(filter);
            case "AND" -> of(filter.path("filters"));
            case "OR" -> filter.path("filters").valueStream().map(this::one).reduce(document -> false, Predicate::or);
            case String group -> throw ApiError.badRequest("Invalid group " + group);
        };
    }

    private Predicate<ObjectNode> field(JsonNode filter) {
        String field = filter.path("field").asString("");
        String operator = filter.path("operator").asString("");
        fields.check(field, operator);
        JsonNode value = filter.path("value");
        List<JsonNode> wanted = value.isArray() ? value.valueStream().toList() : List.of(value);
        if (wanted.stream().anyMatch(each -> each.stringValue("").length() > 75)) {
            throw ApiError.badRequest("Invalid value for field " + field);
        }
        if (operator.equals("range")) {
            return range(field, value);
        }
        Predicate<JsonNode> fits = switch (operator.replace("not_", "")) {
            case "eq" -> own -> wanted.stream().anyMatch(each -> Documents.compare(own, each) == 0);
            case "contains" ->
                own -> wanted.stream().anyMatch(each -> Documents.text(own).contains(Documents.text(each)));
            default -> own -> true;
        };
        boolean negated = operator.startsWith("not_");
        return document -> Documents.values(document, field).stream().anyMatch(fits) != negated;
    }

    private Predicate<ObjectNode> range(String field, JsonNode bounds) {
        if (!bounds.isObject() || bounds.isEmpty() || !BOUNDS.containsAll(bounds.propertyNames())) {
            throw ApiError.badRequest("Invalid range for field " + field);
        }
        return document -> Documents.values(document, field).stream()
                .anyMatch(value ->
                        bounds.propertyStream().allMatch(bound -> within(bound.getKey(), value, bound.getValue())));
    }

    private boolean within(String bound, JsonNode value, JsonNode limit) {
        int order = Documents.compare(value, edge(value, bound, limit));
        return switch (bound) {
            case "gte" -> order >= 0;
            case "gt" -> order > 0;
            case "lte" -> order <= 0;
            default -> order < 0;
        };
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
}
