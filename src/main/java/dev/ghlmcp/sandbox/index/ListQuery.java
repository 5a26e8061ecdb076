package dev.ghlmcp.sandbox.index;

import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.RouteCall;
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
                if (asked.valueStream()
                        .noneMatch(member ->
                                member.isString() && Documents.text(member).contains(words))) {
                    return false;
                }
            } else if (asked.path(name).isValueNode()
                    && !asked.path(name).asString("").equals(text)) {
                return false;
            }
        }
        return true;
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
