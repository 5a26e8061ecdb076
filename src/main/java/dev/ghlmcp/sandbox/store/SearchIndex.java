package dev.ghlmcp.sandbox.store;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// What searches see of a collection: what was there a while ago.
final class SearchIndex {
    private final SandboxStore store;
    private final Map<String, Deque<Former>> former = new HashMap<>();

    /// @param record null if there was none
    /// @param until  when it changed
    private record Former(ObjectNode record, Instant until) {}

    SearchIndex(SandboxStore store) {
        this.store = store;
    }

    /// A record is about to change in the write that runs.
    ///
    /// @param record as it is before; null if it is new
    void changes(String id, ObjectNode record) {
        if (store.searchLag().isZero()) {
            return;
        }
        Deque<Former> past = former.computeIfAbsent(id, _ -> new ArrayDeque<>());
        // Of the steps of one write only the first was ever there: it stands in front of the others.
        Former before = new Former(record, store.now());
        past.addLast(before);
        store.transaction().did(() -> past.remove(before));
    }

    /// What is seen of these.
    Stream<ObjectNode> of(Map<String, ObjectNode> records) {
        if (store.searchLag().isZero()) {
            return records.values().stream();
        }
        Iterator<Deque<Former>> pasts = former.values().iterator();
        while (pasts.hasNext()) {
            Deque<Former> past = pasts.next();
            past.removeIf(before -> !before.until().isAfter(seen()));
            if (past.isEmpty()) {
                pasts.remove();
            }
        }
        return Stream.concat(records.keySet().stream(), former.keySet().stream().filter(id -> !records.containsKey(id)))
                .map(id -> of(id, records.get(id)))
                .filter(Objects::nonNull);
    }

    /// What is seen of a record; null if it is not.
    ///
    /// @param record as it is; null if it is not there
    ObjectNode of(String id, ObjectNode record) {
        for (Former before : former.getOrDefault(id, new ArrayDeque<>())) {
            if (before.until().isAfter(seen())) {
                return before.record();
            }
        }
        return record;
    }

    private Instant seen() {
        return store.now().minus(store.searchLag());
    }
}
