package dev.ghlmcp.sandbox.index;

import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.RouteCall;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a list asks for: members of records by their names, words, and a page.
///
/// @param given the arguments, wherever they stand
record ListQuery(ObjectNode given) {
    private static final Set<String> WORDS = Set.of("search", "query", "q", "searchterm", "searchtext", "searchfilter");
    private static final Set<String> SIZES = Set.of("limit", "pageSize", "pageLimit", "pageLength");
    private static final Set<String> ELSEWHERE =
            Set.of("locationId", "altId", "altType", "companyId", "userId", "limit");
    private static final int DEFAULT = 20;
    private static final BigDecimal DAY = BigDecimal.valueOf(Duration.ofDays(1).toMillis() - 1);

    ListQuery(RouteCall call) {
        this(call.query().deepCopy().setAll(call.body()));
    }

    /// A member that a record has not cannot be asked for.
    ///
    /// @param own whether the ids in it are of records that there are
    boolean wants(ObjectNode asked, boolean own) {
        for (String name : given.propertyNames()) {
            JsonNode value = given.get(name);
            String text = value.isValueNode() ? value.asString("") : "";
            if (text.isEmpty() || ELSEWHERE.contains(name) || (!own && name.endsWith("Id"))) {
                continue;
            }
            if (WORDS.contains(name.toLowerCase(Locale.ROOT)) || name.equals("name")) {
                String words = text.toLowerCase(Locale.ROOT);
                if (!says(asked, words)) {
                    return false;
                }
            } else if (name.matches("(start|from)(At|Date)?|(end|to)(At|Date)?")) {
                if (!made(asked, value, name)) {
                    return false;
                }
            } else if (asked.path(name).isValueNode()
                    && !asked.path(name).asString("").equals(text)) {
                return false;
            }
        }
        return true;
    }

    private static boolean says(JsonNode part, String words) {
        return part.isContainer()
                ? part.valueStream().anyMatch(each -> says(each, words))
                : part.isString() && Documents.text(part).contains(words);
    }

    /// Whether a record was made since or until then; a day is over when the next begins.
    private static boolean made(ObjectNode asked, JsonNode bound, String name) {
        JsonNode created = asked.has("createdAt") ? asked.get("createdAt") : asked.path("dateAdded");
        BigDecimal at = Documents.number(created);
        BigDecimal then = Documents.number(bound);
        if (at == null || then == null) {
            return true;
        }
        if (name.matches("start.*|from.*")) {
            return at.compareTo(then) >= 0;
        }
        boolean day = bound.asString("").length() == "2026-12-31".length();
        return at.compareTo(day ? then.add(DAY) : then) <= 0;
    }

    /// Whether an argument of this name asks for a part of a list.
    static boolean pages(String name) {
        return SIZES.contains(name) || name.matches("page|skip|offset|startAfter.*|cursor|last.*Id");
    }

    /// The number of the page.
    int number() {
        return given.path("page").asInt(1);
    }

    /// @param id the member that holds the id; the id of the last record of a page asks for the next
    List<ObjectNode> page(List<ObjectNode> all, String id) {
        int size = SIZES.stream()
                .filter(given::has)
                .mapToInt(name -> given.get(name).asInt(DEFAULT))
                .findFirst()
                .orElse(DEFAULT);
        int skip = Math.max(given.path("skip").asInt(0), given.path("offset").asInt(0));
        if (given.has("page")) {
            skip = Math.max(0, given.get("page").asInt(1) - 1) * size;
        }
        for (int at = 0; at < all.size(); at++) {
            String last = all.get(at).path(id).asString("");
            boolean named = given.properties().stream()
                    .anyMatch(each -> each.getKey().matches("startAfter.*|cursor|last.*Id")
                            && each.getValue().asString("").equals(last));
            skip = named ? at + 1 : skip;
        }
        return all.stream().skip(skip).limit(size).toList();
    }
}
