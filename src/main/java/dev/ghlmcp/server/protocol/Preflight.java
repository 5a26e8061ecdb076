package dev.ghlmcp.server.protocol;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.JacksonException;

/// What is answered before the SDK's session sees it: `ping` and `tools/list`, which need no session, and calls that
/// the SDK would answer with a null pointer or with another tool's name.
public final class Preflight {
    private final ToolView tools;
    private final PreparedJson list;

    public Preflight(ToolView tools) {
        this.tools = tools;
        this.list = new PreparedJson(listResult(tools.json()));
    }

    /// The answer, or null if the request is the session's.
    public JSONRPCResponse answer(JSONRPCRequest request) {
        return switch (request.method()) {
            case McpSchema.METHOD_PING -> JSONRPCResponse.result(request.id(), Map.of());
            case McpSchema.METHOD_TOOLS_LIST -> list(request);
            case McpSchema.METHOD_TOOLS_CALL -> unusable(request);
            default -> null;
        };
    }

    /// An error, such as `-32602` for invalid parameters.
    public static JSONRPCResponse error(Object id, int code, String message) {
        return JSONRPCResponse.error(id, new JSONRPCError(code, message));
    }

    /// The error for a failure inside the program. It has no details, because an exception's message may
    /// hold customer data.
    public static JSONRPCResponse internalError(Object id) {
        return error(id, ErrorCodes.INTERNAL_ERROR, "Internal error in ghl-mcp");
    }

    private static byte[] listResult(byte[] tools) {
        ByteArrayOutputStream result = new ByteArrayOutputStream(tools.length + 16);
        result.writeBytes("{\"tools\":".getBytes(StandardCharsets.US_ASCII));
        result.writeBytes(tools);
        result.write('}');
        return result.toByteArray();
    }

    private JSONRPCResponse list(JSONRPCRequest request) {
        // Some clients send an empty cursor for the first page.
        return params(request).get("cursor") == null
                        || "".equals(params(request).get("cursor"))
                ? JSONRPCResponse.result(request.id(), list)
                : invalid(request, "Unknown cursor: the tool list has one page");
    }

    private JSONRPCResponse unusable(JSONRPCRequest request) {
        Map<String, Object> params = params(request);
        if (!(params.get("name") instanceof String name)) {
            return invalid(request, "params.name must be the name of a tool");
        }
        String absence = tools.refusal(name);
        if (absence != null) {
            return invalid(request, absence);
        }
        return decode(params) ? null : invalid(request, "params.arguments must be an object");
    }

    /// Puts arguments that came as a text in their place: some clients send the whole of them as JSON in a string, and
    /// an empty one for none.
    ///
    /// @return whether they are an object then, or none
    public static boolean decode(Map<String, Object> params) {
        if (params.get("arguments") instanceof String text) {
            try {
                params.put("arguments", text.isBlank() ? Map.of() : Json.MAPPER.readValue(text, Map.class));
            } catch (JacksonException _) {
                return false;
            }
        }
        return params.get("arguments") == null || params.get("arguments") instanceof Map<?, ?>;
    }

    @SuppressWarnings("unchecked") // JSON objects have string keys
    private static Map<String, Object> params(JSONRPCRequest request) {
        return request.params() instanceof Map<?, ?> params ? (Map<String, Object>) params : Map.of();
    }

    private static JSONRPCResponse invalid(JSONRPCRequest request, String message) {
        return error(request.id(), ErrorCodes.INVALID_PARAMS, message);
    }
}
