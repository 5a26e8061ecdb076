package dev.ghlmcp.server.http;

import dev.ghlmcp.server.auth.Authenticator;
import io.helidon.http.Method;
import java.io.IOException;
import java.util.List;

/// What a path serves, and the check of who may come.
///
/// @param path          with `{+rest}` for any end
/// @param methods       that it has; others get 405
/// @param authenticator decides who may come
public record HttpRoute(String path, List<Method> methods, Authenticator authenticator, Action action) {
    /// HEAD is answered as GET, without the body.
    public static final List<Method> READ = List.of(Method.GET, Method.HEAD);

    /// What is done with a request that was let in.
    @FunctionalInterface
    public interface Action {
        /// Answers the request; a [HttpError] becomes an HTTP error.
        void perform(HttpExchange exchange) throws IOException, InterruptedException;
    }
}
