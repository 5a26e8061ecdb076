package dev.ghlmcp.server.stateless;

import dev.ghlmcp.server.protocol.MessageReader;
import dev.ghlmcp.server.protocol.StatelessRequests;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import java.util.Locale;
import java.util.Map;

/// A request whose `_meta` says what an older client says once, in `initialize`.
///
/// @param progressToken null if the client does not want to hear of progress
/// @param logLevel      null if it does not want to hear log messages
record StatelessRequest(
        Object id,
        String method,
        Map<String, Object> params,
        Map<String, Object> declared,
        Object progressToken,
        LoggingLevel logLevel) {
    private static final String PREFIX = "io.modelcontextprotocol/";
    private static final String CAPABILITIES = PREFIX + "clientCapabilities";
    private static final String LOG_LEVEL = PREFIX + "logLevel";

    /// @throws io.modelcontextprotocol.spec.McpError if the version is another, or `_meta` is not complete
    static StatelessRequest of(JSONRPCRequest request) {
        Map<String, Object> meta = meta(request.params());
        if (!(meta.get(StatelessRequests.VERSION) instanceof String version)) {
            throw StatelessErrors.invalid("params._meta must have " + StatelessRequests.VERSION + ", such as \""
                    + StatelessProtocol.VERSION + "\"");
        }
        if (!version.equals(StatelessProtocol.VERSION)) {
            throw StatelessErrors.noVersion(version);
        }
        if (!(meta.get(CAPABILITIES) instanceof Map<?, ?>)) {
            throw StatelessErrors.invalid("params._meta must have " + CAPABILITIES + ", {} for none");
        }
        Object token = meta.get("progressToken");
        if (token != null && !(token instanceof String || token instanceof Integer || token instanceof Long)) {
            throw StatelessErrors.invalid("params._meta.progressToken must be a string or a whole number");
        }
        return new StatelessRequest(
                request.id(), request.method(), map(request.params()), map(meta.get(CAPABILITIES)), token, level(meta));
    }

    ClientCapabilities capabilities() {
        return MessageReader.capabilities(declared);
    }

    /// A text among the parameters.
    String text(String name) {
        if (!(params.get(name) instanceof String text)) {
            throw StatelessErrors.invalid("params." + name + " must be a string");
        }
        return text;
    }

    /// Whether the client has declared a capability, such as `elicitation`, or its part, such as `url`.
    boolean declares(String capability, String part) {
        return declared.get(capability) instanceof Map<?, ?> parts && (part == null || parts.containsKey(part));
    }

    private static LoggingLevel level(Map<String, Object> meta) {
        Object level = meta.get(LOG_LEVEL);
        for (LoggingLevel known : LoggingLevel.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(level)) {
                return known;
            }
        }
        if (level != null) {
            throw StatelessErrors.invalid(
                    "params._meta." + LOG_LEVEL + " must be a level of syslog, such as \"warning\"");
        }
        return null;
    }

    private static Map<String, Object> meta(Object params) {
        return map(map(params).get("_meta"));
    }

    @SuppressWarnings("unchecked") // JSON objects have string keys
    static Map<String, Object> map(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}
