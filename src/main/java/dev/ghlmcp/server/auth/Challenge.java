package dev.ghlmcp.server.auth;

import dev.ghlmcp.catalog.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a client is told that comes without a good token: RFC 6750 and, if an authorization server gives tokens,
/// RFC 9728.
///
/// @param server null if there are only the operator's own tokens
record Challenge(AuthorizationServer server) {
    private static final String METADATA = "/.well-known/oauth-protected-resource";

    /// The documents of RFC 9728, by their paths.
    Map<String, byte[]> documents() {
        if (server == null) {
            return Map.of();
        }
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("resource", server.audience().toString());
        metadata.put("resource_name", "ghl-mcp");
        metadata.put("authorization_servers", List.of(server.issuer().toString()));
        if (!server.scopes().isEmpty()) {
            metadata.put("scopes_supported", server.scopes());
        }
        metadata.put("bearer_methods_supported", List.of("header"));
        byte[] document = Json.MAPPER.writeValueAsBytes(metadata);
        Map<String, byte[]> documents = new LinkedHashMap<>();
        for (String path : List.of(METADATA + path(), METADATA, METADATA + "/mcp")) {
            documents.put(path, document);
        }
        return documents;
    }

    /// The `WWW-Authenticate` header, or null if the refusal is not about the token.
    String of(TokenRefused refused) {
        if (refused.error == null && refused.status != 401) {
            return null;
        }
        StringBuilder text = new StringBuilder("Bearer realm=\"ghl-mcp\"");
        if (server != null) {
            append(
                    text,
                    "resource_metadata",
                    server.audience().resolve(METADATA + path()).toString());
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
