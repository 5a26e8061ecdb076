package dev.ghlmcp.server.auth;

import dev.ghlmcp.json.Json;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The answer to a client without a valid token: RFC 6750 and, if an authorization server gives tokens,
/// RFC 9728.
///
/// @param server null if there are only the operator's own tokens
record BearerChallenge(AuthorizationServer server) {
    private static final String METADATA = "/.well-known/oauth-protected-resource";

    /// The document of RFC 9728 at a path, or null if there is none. Each path of the server has its own, as clients
    /// want the resource to be the URL that they use. Proxies may add to the path, or take it away.
    byte[] document(String path) {
        if (server == null || !path.startsWith(METADATA)) {
            return null;
        }
        String rest = path.substring(METADATA.length()).replaceAll("/$", "");
        URI resource = rest.isEmpty() || rest.equals(path()) ? server.audience() : server.resource(rest);
        String outer = path().replaceAll("/mcp$", "");
        if (resource == null && !outer.isEmpty() && rest.startsWith(outer)) {
            resource = server.resource(rest.substring(outer.length()));
        }
        if (resource == null) {
            // Where the audience does not say how paths are reached.
            return rest.equals("/mcp") ? document(server.audience()) : null;
        }
        return document(resource);
    }

    private byte[] document(URI resource) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("resource", resource.toString());
        metadata.put("resource_name", "ghl-mcp");
        metadata.put("authorization_servers", List.of(server.issuer().toString()));
        if (!server.scopes().isEmpty()) {
            metadata.put("scopes_supported", server.scopes());
        }
        metadata.put("bearer_methods_supported", List.of("header"));
        return Json.MAPPER.writeValueAsBytes(metadata);
    }

    /// The `WWW-Authenticate` header, or null if the refusal is not about the token.
    ///
    /// @param path that was asked for
    String of(TokenRefused refused, String path) {
        if (refused.error == null && refused.status != 401) {
            return null;
        }
        StringBuilder text = new StringBuilder("Bearer realm=\"ghl-mcp\"");
        if (server != null) {
            URI resource = server.resource(path);
            String of = resource == null ? path() : resource.getPath().replaceAll("/$", "");
            append(
                    text,
                    "resource_metadata",
                    server.audience().resolve(METADATA + of).toString());
            if (!server.scopes().isEmpty()) {
                append(text, "scope", String.join(" ", server.scopes()));
            }
        }
        if (refused.error != null) {
            append(text, "error", refused.error);
            append(text, "error_description", refused.getMessage());
        }
        return text.toString();
    }

    private String path() {
        return server.audience().getPath().replaceAll("/$", "");
    }

    /// Nothing may end the quotes or the line.
    private static void append(StringBuilder text, String name, String value) {
        text.append(", ").append(name).append("=\"");
        text.append(value.replaceAll("[^\\x20-\\x7e]|[\"\\\\]", "'")).append('"');
    }
}
