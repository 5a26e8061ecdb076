package dev.ghlmcp.server.session;

/// What a client opened and comes back to by its id.
public interface Session {
    /// Not to be guessed, but no proof of who sends it.
    String id();

    /// Who opened it, and the only one who may use it.
    String principal();

    /// Whether nobody has used it for this long.
    boolean idle(long nanos);

    /// Whether it was used for anything but to begin it.
    boolean used();

    /// When it was used last, in the nanoseconds of this process.
    long lastUsed();

    /// Whether it owes an answer that the end of its requests does not show.
    default boolean busy() {
        return false;
    }

    /// Ends it: cancels its requests and closes its streams.
    void end();
}
