package dev.ghlmcp.sandbox.store;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// A write under way: the records that are its own to change, and how to take back what it did.
final class Transaction {
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final Map<String, Supplier<RecordChange>> touched = new LinkedHashMap<>();
    private final Set<ObjectNode> drafts = Collections.newSetFromMap(new IdentityHashMap<>());

    /// @param before as the record was; null if it was not there
    /// @param now    gives it as it is; null if it is gone
    void touched(String collection, String id, ObjectNode before, Supplier<ObjectNode> now) {
        touched.putIfAbsent(collection + " " + id, () -> new RecordChange(collection, before, now.get()));
    }

    /// What it has done so far, in its order.
    List<RecordChange> changes() {
        return touched.values().stream()
                .map(Supplier::get)
                .filter(change -> !Objects.equals(change.before(), change.after()))
                .toList();
    }

    /// @param draft a record that no reader has seen
    /// @param back  takes it out again
    void wrote(ObjectNode draft, Runnable back) {
        drafts.add(draft);
        undo.push(back);
    }

    void did(Runnable back) {
        undo.push(back);
    }

    boolean owns(ObjectNode record) {
        return drafts.contains(record);
    }

    /// Takes everything back, the latest first.
    void rollBack() {
        undo.forEach(Runnable::run);
    }
}
