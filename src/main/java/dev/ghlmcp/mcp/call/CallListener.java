package dev.ghlmcp.mcp.call;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.account.TargetAccount;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Is told of every call of a tool that there is. Thread-safe and quick: the caller waits for it.
public interface CallListener extends AutoCloseable {
    /// A call that writes is about to be sent.
    ///
    /// @param arguments the same object as in [CompletedCall#arguments] when it has ended
    /// @param touched   what it works on
    default void started(Caller caller, ToolDefinition tool, ObjectNode arguments, TargetAccount touched) {}

    /// A call has ended.
    void ended(CompletedCall call);

    @Override
    default void close() {}

    /// This one, and then another, which is told whatever happens to the first.
    default CallListener and(CallListener other) {
        return new CallListeners(List.of(this, other), System.err);
    }
}
