package dev.ghlmcp.sandbox;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The documents that a search found, in order.
record Hits(List<Hit> all) {
    /// @param cursor where to go on after this one
    record Hit(ObjectNode document, ArrayNode cursor) {}

    static Hits of(Stream<ObjectNode> documents, Ordering ordering) {
        return new Hits(documents
                .map(document -> new Hit(document, ordering.cursor(document)))
                .sorted((one, other) -> ordering.compare(one.cursor(), other.cursor()))
                .toList());
    }

    /// How many come up to and including the cursor.
    int upTo(ArrayNode cursor, Ordering ordering) {
        return (int) all.stream()
                .filter(hit -> ordering.compare(hit.cursor(), cursor) <= 0)
                .count();
    }

    List<Hit> page(long skip, int limit) {
        return all.stream().skip(skip).limit(limit).toList();
    }

    int total() {
        return all.size();
    }
}
