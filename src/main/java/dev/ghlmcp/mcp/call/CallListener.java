package dev.ghlmcp.mcp.call;

import java.util.List;

/// Is told of every call of a tool that there is. Thread-safe and quick: the caller waits for it.
public interface CallListener extends AutoCloseable {
    /// A call has ended.
    void ended(CompletedCall call);

    @Override
    default void close() {}

    /// This one, and then another, which is told whatever happens to the first.
    default CallListener and(CallListener other) {
        return new CallListeners(List.of(this, other), System.err);
    }
}
