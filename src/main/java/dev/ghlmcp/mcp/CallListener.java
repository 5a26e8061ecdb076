package dev.ghlmcp.mcp;

/// Is told of every call of a tool that there is. Thread-safe and quick: the caller waits for it.
public interface CallListener extends AutoCloseable {
    /// A call has ended.
    void ended(Call call);

    @Override
    default void close() {}

    /// This one, and then another.
    default CallListener and(CallListener other) {
        CallListener first = this;
        return new CallListener() {
            @Override
            public void ended(Call call) {
                first.ended(call);
                other.ended(call);
            }

            @Override
            public void close() {
                first.close();
                other.close();
            }
        };
    }
}
