package dev.ghlmcp.server.auth;

import dev.ghlmcp.mcp.call.Caller;
import java.util.List;
import java.util.function.UnaryOperator;

/// Decides for each HTTP request who it comes from, before its body is read. Thread-safe.
@FunctionalInterface
public interface Authenticator extends Principals {
    /// For paths that hold nothing of anybody's.
    Authenticator ANYBODY = (_, _) -> null;

    /// Lets a request in or turns it away. The caller is this request's: the next of a session may have another access.
    ///
    /// @param path   that is asked for, as it was sent
    /// @param header the value of a request header by its name, or null; several of one name come joined by commas,
    ///               so that a second `Authorization` cannot hide behind the first
    /// @return who sent it, and owns the session that it opens; null if nobody was asked
    /// @throws TokenRefused if it is turned away
    Caller admit(String path, UnaryOperator<String> header) throws TokenRefused;

    /// Whether it authenticates callers. If not, the server must listen on loopback addresses only.
    default boolean authenticates() {
        return true;
    }

    /// The JSON document at a path that anybody may read, or null: it tells clients where to get a token.
    default byte[] document(String path) {
        return null;
    }

    /// The headers besides `Authorization` that it reads.
    default List<String> headers() {
        return List.of();
    }
}
