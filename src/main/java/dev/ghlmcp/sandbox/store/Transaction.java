package dev.ghlmcp.sandbox.store;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// A write under way: the records that are its own to change, and how to take back what it did.
final class Transaction {
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final Set<ObjectNode> drafts = Collections.newSetFromMap(new IdentityHashMap<>());

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
