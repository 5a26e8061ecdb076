package dev.ghlmcp.server.stateless;

import dev.ghlmcp.server.feature.FeatureSpecs;
import dev.ghlmcp.server.protocol.StatelessRequests;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The headers that repeat what the body says, for gateways that do not read bodies. A request whose headers say
/// something else is refused, as a gateway and this server would take it for two different ones.
final class MirroredHeaders {
    static final String VERSION = "MCP-Protocol-Version";

    private static final String METHOD = "Mcp-Method";
    private static final String NAME = "Mcp-Name";
    private static final String PARAM = "Mcp-Param-";
    private static final String ENCODED = "=?base64?";
    private static final String ENCODED_END = "?=";

    /// By method, the parameter that `Mcp-Name` repeats.
    private static final Map<String, String> NAMED = Map.of(
            McpSchema.METHOD_TOOLS_CALL, "name",
            McpSchema.METHOD_PROMPT_GET, "name",
            McpSchema.METHOD_RESOURCES_READ, "uri");

    private final Map<String, List<Mirrored>> mirrored = new HashMap<>();

    /// An argument that a header repeats.
    private record Mirrored(String header, List<String> path) {}

    MirroredHeaders(FeatureSpecs features) {
        features.tools().forEach(each -> {
            List<Mirrored> found = new ArrayList<>();
            find(each.tool().inputSchema(), List.of(), found);
            if (!found.isEmpty()) {
                mirrored.put(each.tool().name(), found);
            }
        });
    }

    private static void find(Map<String, Object> schema, List<String> path, List<Mirrored> found) {
        StatelessRequest.map(schema.get("properties")).forEach((name, value) -> {
            Map<String, Object> property = StatelessRequest.map(value);
            List<String> here = new ArrayList<>(path);
            here.add(name);
            if (property.get("x-mcp-header") instanceof String header
                    && Set.of("string", "integer", "boolean").contains(String.valueOf(property.get("type")))
                    && header.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
                found.add(new Mirrored(PARAM + header, here));
            }
            find(property, here, found);
        });
    }

    /// @param header gives the value of a header, or null
    /// @throws io.modelcontextprotocol.spec.McpError if one is missing or says something else than the body
    void check(JSONRPCRequest request, UnaryOperator<String> header) {
        Object claim = StatelessRequests.claim(request);
        if (claim == null) {
            if (request.method().equals(McpSchema.METHOD_INITIALIZE)) {
                throw StatelessErrors.mismatch("initialize is of older versions than the header " + VERSION + " says");
            }
            return;
        }
        if (!claim.equals(header.apply(VERSION))) {
            throw StatelessErrors.mismatch("The header " + VERSION + " must be the version of params._meta");
        }
        StatelessRequest asked = StatelessRequest.of(request);
        if (!asked.method().equals(header.apply(METHOD))) {
            throw StatelessErrors.mismatch("The header " + METHOD + " must be the request's method");
        }
        String named = NAMED.get(asked.method());
        if (named != null) {
            String name = asked.text(named);
            if (!name.equals(decoded(NAME, header.apply(NAME)))) {
                throw StatelessErrors.mismatch("The header " + NAME + " must be params." + named);
            }
            for (Mirrored argument : mirrored.getOrDefault(name, List.of())) {
                check(argument, asked.params().get("arguments"), header);
            }
        }
    }

    private static void check(Mirrored mirrored, Object arguments, UnaryOperator<String> header) {
        Object value = arguments;
        for (String name : mirrored.path()) {
            value = StatelessRequest.map(value).get(name);
        }
        String sent = decoded(mirrored.header(), header.apply(mirrored.header()));
        if (value == null ? sent != null : !equal(value, sent)) {
            throw StatelessErrors.mismatch("The header " + mirrored.header() + " must be the argument "
                    + String.join(".", mirrored.path()) + ", and be absent without it");
        }
    }

    private static boolean equal(Object value, String sent) {
        if (sent == null || !(value instanceof Number)) {
            return value.toString().equals(sent);
        }
        try {
            return new BigDecimal(value.toString()).compareTo(new BigDecimal(sent)) == 0;
        } catch (NumberFormatException _) {
            return false;
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
