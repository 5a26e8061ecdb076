package dev.ghlmcp.server.session;

/// State that a client opened and finds again by its id.
public interface Session {
    /// An unguessable id. It does not prove who sends it.
    String id();

    /// The principal that opened it; no other may use it.
    String principal();

    /// Whether nobody has used it for this long.
    boolean idle(long nanos);

    /// Whether it was used for anything but to begin it.
    boolean used();

    /// When it was used last, in the nanoseconds of this process.
    long lastUsed();

    /// Whether an answer is still unwritten although its HTTP request has ended.
    default boolean busy() {
        return false;
    }

    /// Ends it: cancels its requests and closes its streams.
    void end();
}
