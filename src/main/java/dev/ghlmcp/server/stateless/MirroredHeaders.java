package dev.ghlmcp.server.stateless;

import dev.ghlmcp.server.protocol.Params;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/// The headers that repeat what the body says, for gateways that do not read bodies. A request whose headers say
/// something else is refused, as a gateway and this server would take it for two different ones.
final class MirroredHeaders {
    static final String VERSION = "MCP-Protocol-Version";

    private static final String METHOD = "Mcp-Method";
    private static final String NAME = "Mcp-Name";
    private static final String ENCODED = "=?base64?";
    private static final String ENCODED_END = "?=";

    /// By method, the parameter that `Mcp-Name` repeats.
    private static final Map<String, String> NAMED = Map.of(
            McpSchema.METHOD_TOOLS_CALL, "name",
            McpSchema.METHOD_PROMPT_GET, "name",
            McpSchema.METHOD_RESOURCES_READ, "uri");

    private MirroredHeaders() {}

    /// @param header gives the value of a header, or null
    /// @throws io.modelcontextprotocol.spec.McpError if one is missing or says something else than the body
    static void check(JSONRPCRequest request, UnaryOperator<String> header) {
        JsonNode claim = StatelessRequest.claim(request);
        if (claim == null) {
            if (request.method().equals(McpSchema.METHOD_INITIALIZE)) {
                throw StatelessErrors.mismatch("initialize is of older versions than the header " + VERSION + " says");
            }
            return;
        }
        if (!claim.asString("").equals(header.apply(VERSION))) {
            throw StatelessErrors.mismatch("The header " + VERSION + " must be the version of params._meta");
        }
        StatelessRequest asked = StatelessRequest.of(request);
        if (!asked.method().equals(header.apply(METHOD))) {
            throw StatelessErrors.mismatch("The header " + METHOD + " must be the request's method");
        }
        String named = NAMED.get(asked.method());
        if (named != null) {
            String name = Params.text(asked.params(), named);
            if (!name.equals(decoded(NAME, header.apply(NAME)))) {
                throw StatelessErrors.mismatch("The header " + NAME + " must be params." + named);
            }
        }
    }

    private static String decoded(String header, String value) {
        if (value == null || !value.startsWith(ENCODED) || !value.endsWith(ENCODED_END)) {
            return value;
        }
        try {
            String text = value.substring(ENCODED.length(), value.length() - ENCODED_END.length());
            byte[] bytes = Base64.getDecoder().decode(text);
            // The decoder forgives missing padding and bits that are left over.
            if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return new String(bytes, StandardCharsets.UTF_8);
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
            // Reported below.
        }
        throw StatelessErrors.mismatch(
                "The header " + header + " is no Base64 of RFC 4648 between " + ENCODED + " and " + ENCODED_END);
    }
}
