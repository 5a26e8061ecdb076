package dev.ghlmcp.mcp;

import dev.ghlmcp.catalog.Tool;

/// Is told of every call of a tool that there is. Thread-safe and quick: the caller waits for it.
public interface CallListener extends AutoCloseable {
    /// A call has ended.
    ///
    /// @param locationId that it worked on, or null
    /// @param nanos      that it took
    void ended(Caller caller, Tool tool, String locationId, ToolResult result, long nanos);

    @Override
    default void close() {}

    /// This one, and then another.
    default CallListener and(CallListener other) {
        CallListener first = this;
        return new CallListener() {
            @Override
            public void ended(Caller caller, Tool tool, String locationId, ToolResult result, long nanos) {
                first.ended(caller, tool, locationId, result, nanos);
                other.ended(caller, tool, locationId, result, nanos);
            }

            @Override
            public void close() {
                first.close();
                other.close();
            }
        };
    }
}
