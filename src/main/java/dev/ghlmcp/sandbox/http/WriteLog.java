package dev.ghlmcp.sandbox.http;

import dev.ghlmcp.sandbox.api.AppliedWrite;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.contract.EndpointContract;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// Runs calls, one at a time, and keeps the latest writes among them in their order.
public final class WriteLog {
    private static final int KEPT = 50_000;

    private final SandboxStore store;
    private final ReentrantLock turn = new ReentrantLock();
    private final Deque<AppliedWrite> writes = new ArrayDeque<>();

    public WriteLog(SandboxStore store) {
        this.store = store;
    }

    /// Carries out a call and notes it if it writes.
    ///
    /// @param path as it stood in the request
    public JsonNode run(Route route, EndpointContract endpoint, RouteCall call, String path) {
        boolean writing = !endpoint.reads() && writes(route);
        // Taken before the route may rename what is in it.
        String body = writing ? call.body().toString() : "";
        // Copied, so that nothing of the store is read once this call's turn is over.
        Supplier<JsonNode> action = () -> route.answer().apply(call).deepCopy();
        return inTurn(() -> {
            if (!writing) {
                return action.get();
            }
            JsonNode answer = store.whole(action);
            if (writes.size() == KEPT) {
                writes.remove();
            }
            writes.add(new AppliedWrite(call.bearer().owner(), route.method(), path, body));
            return answer;
        });
    }

    public List<AppliedWrite> writes() {
        return inTurn(() -> List.copyOf(writes));
    }

    /// Runs what looks into the store while no call does.
    <T> T inTurn(Supplier<T> look) {
        turn.lock();
        try {
            return look.get();
        } finally {
            turn.unlock();
        }
    }

    private static boolean writes(Route route) {
        return !route.method().equals("GET")
                && !route.path().startsWith("/oauth/")
                && !route.path().endsWith("/validate-slug");
    }
}
