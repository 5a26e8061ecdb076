package dev.ghlmcp.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;

/// Runs calls, one at a time, and keeps the latest writes among them in their order.
final class Ledger {
    private static final int KEPT = 50_000;

    private final ReentrantLock turn = new ReentrantLock();
    private final Deque<Write> writes = new ArrayDeque<>();

    /// @param path as it stood in the request
    JsonNode run(Route route, Call call, String path) {
        boolean writing = writes(route);
        // Taken before the route may rename what is in it.
        String body = writing ? call.body().toString() : "";
        turn.lock();
        try {
            // Copied, so that nothing of the store is read once this call's turn is over.
            JsonNode answer = route.answer().apply(call).deepCopy();
            if (writing) {
                if (writes.size() == KEPT) {
                    writes.remove();
                }
                writes.add(new Write(call.bearer().owner(), route.method(), path, body));
            }
            return answer;
        } finally {
            turn.unlock();
        }
    }

    List<Write> writes() {
        turn.lock();
        try {
            return List.copyOf(writes);
        } finally {
            turn.unlock();
        }
    }

    private static boolean writes(Route route) {
        return !Scopes.reads(route)
                && !route.path().startsWith("/oauth/")
                && !route.path().endsWith("/validate-slug");
    }
}
