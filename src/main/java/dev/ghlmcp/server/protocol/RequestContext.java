package dev.ghlmcp.server.protocol;

import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a handler knows of the request that it answers, in either era.
public interface RequestContext {
    /// The sender, and the way back to it.
    Channel channel();

    /// The id of the request, a text or a `Long`.
    Object requestId();

    /// What the client can be asked, as it says in `initialize` or in the request.
    JsonNode capabilities();

    /// The settings of an extension that the client declares; missing if it does not.
    JsonNode extension(String name);

    /// Asks the client.
    ///
    /// @param subject what is asked about: the same whenever the handler runs again, though the text may differ
    /// @return the result, whatever its shape
    /// @throws io.modelcontextprotocol.spec.McpError if the client answers with an error
    /// @throws dev.ghlmcp.server.stateless.InputRequired where the answer comes with another request
    /// @throws java.util.concurrent.CancellationException if no answer comes
    JsonNode ask(String method, ObjectNode params, String subject);

    /// Whether the client's answer to such a question came with the request.
    default boolean answered(String method, String subject) {
        return false;
    }

    /// What the client's session is told of; null if there is no session.
    default Subscriptions subscriptions() {
        return null;
    }

    /// The resources of whose changes the client of a session wants to hear.
    interface Subscriptions {
        /// Tells the client from now on when a resource has changed.
        ///
        /// @param listen given what is to be called at each change; gives what ends that
        void add(String uri, Function<Runnable, Runnable> listen);

        /// Tells of it no more.
        void remove(String uri);
    }

    /// The capability that a client needs to answer a question of this method.
    static String capability(String method) {
        return method.substring(0, method.indexOf('/'));
    }
}
