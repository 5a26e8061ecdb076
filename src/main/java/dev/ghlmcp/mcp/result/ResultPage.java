package dev.ghlmcp.mcp.result;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.endpoint.Parameter;
import dev.ghlmcp.json.Json;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One page of a list: whatever HighLevel's own style, the answer gets
/// `"paging": {"count": 20, "total": 135, "next": {...}}`, where `next` holds the arguments for the next page. Without
/// `next` there is no more.
///
/// @param tool      answers a list
/// @param arguments it was called with
/// @param answer    HighLevel's, an object
record ResultPage(ToolDefinition tool, ObjectNode arguments, ObjectNode answer) {
    private static final List<String> CURSORS =
            List.of("page", "searchAfter", "startAfter", "startAfterId", "startAfterDate", "lastMessageId");

    /// The answer of a tool that lists things, with what there is to say of the page; another as it is.
    static ObjectNode described(ToolDefinition tool, ObjectNode arguments, ObjectNode answer) {
        return tool.listing() == null ? answer : new ResultPage(tool, arguments, answer).described();
    }

    private ObjectNode described() {
        JsonNode items = ResultItems.of(tool, answer);
        ObjectNode paging = Json.MAPPER.createObjectNode().put("count", items.size());
        JsonNode total = total();
        if (total.isNumber()) {
            paging.set("total", total);
        }
        ObjectNode cursor = items.isEmpty() ? null : cursor(items, total);
        if (cursor != null) {
            paging.set("next", arguments.deepCopy().without(CURSORS).setAll(cursor));
        }
        return Json.MAPPER.createObjectNode().setAll(answer).set("paging", paging);
    }

    /// Some answers wrap the number: `"total": [{"total": 60}]`.
    private JsonNode total() {
        List<String> path = tool.listing().total();
        JsonNode total = path.isEmpty() ? Json.MAPPER.missingNode() : ResultItems.at(answer, path);
        JsonNode inner = total.isArray() ? total.path(0) : total;
        return inner.isObject() ? inner.path("total") : inner;
    }

    private ObjectNode cursor(JsonNode items, JsonNode total) {
        return switch (tool.listing().by()) {
            case NOT -> null;
            case SKIP -> further("skip", items, total);
            case OFFSET -> further("offset", items, total);
            case PAGE -> page(items, total);
            case SEARCH_AFTER -> after(items, total);
            case START_AFTER -> start(answer.path("meta"));
            case START_AFTER_DATE -> date(items);
            case LAST_MESSAGE -> message();
        };
    }

    private static boolean reached(JsonNode total, long seen) {
        return total.isNumber() && seen >= total.asLong(Long.MAX_VALUE);
    }

    private ObjectNode further(String name, JsonNode items, JsonNode total) {
        long seen = number(name, 0) + items.size();
        JsonNode more = answer.path("hasMore");
        boolean last = more.isBoolean()
                ? !more.booleanValue()
                : total.isNumber() ? reached(total, seen) : items.size() < number("limit", 1);
        return last ? null : Json.MAPPER.createObjectNode().put(name, seen);
    }

    private ObjectNode page(JsonNode items, JsonNode total) {
        long page = number("page", 1);
        long size = Stream.of("limit", "pageSize", "pageLimit")
                .mapToLong(name -> number(name, 0))
                .max()
                .orElse(0);
        boolean last = items.size() < size || (size > 0 && reached(total, page * size));
        return last ? null : Json.MAPPER.createObjectNode().put("page", page + 1);
    }

    private ObjectNode after(JsonNode items, JsonNode total) {
        long limit = number("pageLimit", 1);
        long page = number("page", 1);
        boolean byPage = !arguments.hasNonNull("searchAfter");
        if (items.size() < limit || (byPage && reached(total, page * limit))) {
            return null;
        }
        ObjectNode next = Json.MAPPER.createObjectNode();
        JsonNode cursor = items.path(items.size() - 1).path("searchAfter");
        return cursor.isArray() && !cursor.isEmpty() ? next.set("searchAfter", cursor) : next.put("page", page + 1);
    }

    private static ObjectNode start(JsonNode meta) {
        JsonNode id = meta.path("startAfterId");
        boolean more = meta.hasNonNull("nextPage")
                && !meta.path("nextPage").asString("").isEmpty();
        return !more || id.asString("").isEmpty()
                ? null
                : Json.MAPPER
                        .createObjectNode()
                        .set("startAfter", meta.path("startAfter"))
                        .set("startAfterId", id);
    }

    /// The value by which the last conversation was sorted: its `sort`, else the date that is sorted by unless told
    /// otherwise.
    private ObjectNode date(JsonNode items) {
        JsonNode last = items.path(items.size() - 1);
        JsonNode value = last.path("sort").path(0);
        JsonNode date = value.isNumber() ? value : last.path("lastMessageDate");
        return items.size() < number("limit", 1) || !date.isNumber()
                ? null
                : Json.MAPPER.createObjectNode().set("startAfterDate", date);
    }

    private ObjectNode message() {
        JsonNode page = answer.path("messages").isObject() ? answer.path("messages") : answer;
        return page.path("nextPage").asBoolean(false)
                ? Json.MAPPER.createObjectNode().set("lastMessageId", page.path("lastMessageId"))
                : null;
    }

    /// The argument as given, or as it is sent when left out.
    private long number(String name, long otherwise) {
        if (arguments.hasNonNull(name)) {
            return arguments.path(name).asLong(otherwise);
        }
        return tool.endpoints().getLast().parameters().stream()
                .filter(parameter -> parameter.name().equals(name) && parameter.fallback() != null)
                .map(Parameter::fallback)
                .findFirst()
                .map(fallback -> fallback.asLong(otherwise))
                .orElse(otherwise);
    }
}
