package dev.ghlmcp.sandbox.store;

import dev.ghlmcp.json.Json;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The documents that a search found, in order.
public record SearchHits(List<Hit> all) {
    /// One document that was found.
    ///
    /// @param cursor where to go on after this one
    public record Hit(ObjectNode document, ArrayNode cursor) {}

    public static SearchHits of(Stream<ObjectNode> documents, SortOrder ordering) {
        return new SearchHits(documents
                .map(document -> new Hit(document, ordering.cursor(document)))
                .sorted((one, other) -> ordering.compare(one.cursor(), other.cursor()))
                .toList());
    }

    /// How many come up to and including the cursor.
    public int upTo(ArrayNode cursor, SortOrder ordering) {
        return (int) all.stream()
                .filter(hit -> ordering.compare(hit.cursor(), cursor) <= 0)
                .count();
    }

    /// How many come up to `startAfter` and `startAfterId`; none if the query does not go on from there.
    public int upTo(ObjectNode query, SortOrder ordering) {
        return query.has("startAfter") && query.has("startAfterId")
                ? upTo(
                        Json.MAPPER
                                .createArrayNode()
                                .add(query.get("startAfter").asLong())
                                .add(query.get("startAfterId")),
                        ordering)
                : 0;
    }

    public List<Hit> page(long skip, int limit) {
        return all.stream().skip(skip).limit(limit).toList();
    }

    /// What a list tells about its pages.
    ///
    /// @param path of the list, with what it was asked except for the page
    public ObjectNode meta(long skip, int limit, String path) {
        List<Hit> page = page(skip, limit);
        ObjectNode meta = Json.MAPPER.createObjectNode().put("total", total());
        long current = skip / limit + 1;
        if (!page.isEmpty() && skip + page.size() < total()) {
            ArrayNode last = page.getLast().cursor();
            meta.put(
                            "nextPageUrl",
                            "%s&startAfter=%s&startAfterId=%s"
                                    .formatted(
                                            path,
                                            last.get(0).asString(),
                                            last.get(1).asString()))
                    .put("startAfterId", last.get(1).asString())
                    .put("startAfter", last.get(0).asLong())
                    .put("currentPage", current)
                    .put("nextPage", current + 1);
        } else {
            meta.putNull("nextPageUrl").put("currentPage", current).putNull("nextPage");
        }
        return meta.set(
                "prevPage", current == 1 ? null : Json.MAPPER.getNodeFactory().numberNode(current - 1));
    }

    public int total() {
        return all.size();
    }
}
