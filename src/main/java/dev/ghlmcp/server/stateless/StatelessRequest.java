package dev.ghlmcp.server.stateless;

import dev.ghlmcp.server.protocol.Params;
import dev.ghlmcp.server.protocol.ProtocolErrors;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A request whose `_meta` says what an older client says once, in `initialize`.
///
/// @param capabilities that the client declares
public record StatelessRequest(Object id, String method, ObjectNode params, JsonNode capabilities) {
    /// The member of `_meta` by which messages of this era are told from those of older ones.
    public static final String VERSION = "io.modelcontextprotocol/protocolVersion";

    /// The method of a request that is answered when the client or the server ends it.
    public static final String LISTEN = "subscriptions/listen";

    /// The extension that has events.
    public static final String EVENTS = "io.modelcontextprotocol/events";

    /// The method that lists the types of events.
    public static final String EVENT_TYPES = "events/list";

    /// The method of a request that is answered by events until the client or the server ends it.
    public static final String EVENT_STREAM = "events/stream";

    private static final String CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";

    /// Whether a request of this method listens for what may happen some day.
    public static boolean listens(String method) {
        return method.equals(LISTEN) || method.equals(EVENT_STREAM);
    }

    /// The version that a message claims, or null.
    public static JsonNode claim(JSONRPCMessage message) {
        Object params = null;
        if (message instanceof JSONRPCRequest request) {
            params = request.params();
        } else if (message instanceof JSONRPCNotification notification) {
            params = notification.params();
        }
        return params instanceof ObjectNode members ? members.path("_meta").get(VERSION) : null;
    }

    /// @throws io.modelcontextprotocol.spec.McpError if the version is another, or `_meta` is not complete
    static StatelessRequest of(JSONRPCRequest request) {
        ObjectNode params = Params.of(request.params());
        JsonNode meta = params.path("_meta");
        JsonNode version = meta.path(VERSION);
        if (!version.isString()) {
            throw ProtocolErrors.invalid(
                    "params._meta must have " + VERSION + ", such as \"" + StatelessProtocol.VERSION + "\"");
        }
        if (!version.stringValue().equals(StatelessProtocol.VERSION)) {
            throw StatelessErrors.noVersion(version.stringValue());
        }
        JsonNode capabilities = meta.path(CAPABILITIES);
        if (!capabilities.isObject()) {
            throw ProtocolErrors.invalid("params._meta must have " + CAPABILITIES + ", {} for none");
        }
        return new StatelessRequest(request.id(), request.method(), params, capabilities);
    }

    /// Whether the client has declared what a question of this method needs. One that declares no mode of elicitation
    /// has forms.
    boolean declares(String capability) {
        JsonNode declared = capabilities.path(capability);
        return declared.isObject()
                && !(capability.equals("elicitation") && declared.has("url") && !declared.has("form"));
    }
}
