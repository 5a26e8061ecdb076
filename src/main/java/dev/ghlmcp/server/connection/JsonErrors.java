package dev.ghlmcp.server.connection;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.text.Excerpt;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;

/// The answers to unknown routes and malformed requests: JSON in the form of OAuth's errors (RFC 6749, 5.2), because
/// clients probe for OAuth metadata and read every answer as such.
public final class JsonErrors implements DirectHandler {
    private JsonErrors() {}

    /// For everything that Helidon answers by itself.
    public static DirectHandlers handlers() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (EventType type : EventType.values()) {
            handlers.addHandler(type, new JsonErrors());
        }
        return handlers.build();
    }

    /// The body of an error.
    ///
    /// @param description a sentence
    public static byte[] body(int status, String description) {
        return Json.MAPPER.writeValueAsBytes(
                Json.MAPPER.createObjectNode().put("error", word(status)).put("error_description", description));
    }

    @Override
    public TransportResponse handle(
            TransportRequest request, EventType type, Status status, ServerResponseHeaders headers, String message) {
        return TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/json"))
                .entity(body(status.code(), sentence(status.code(), request)))
                .build();
    }

    private static String sentence(int status, TransportRequest request) {
        if (request.headers().contains(HeaderNames.TRANSFER_ENCODING) && (status == 400 || status == 501)) {
            return "Transfer-Encoding may be chunked and nothing else, without Content-Length beside it";
        }
        return switch (status) {
            case 404 ->
                "There is nothing for " + shown(request.method()) + " at " + shown(request.path()) + "; MCP is at /mcp";
            case 413 -> "The body of the request is too large";
            case 414 -> "The address of the request is too long";
            case 505 -> "This server speaks HTTP/1.1; behind nginx set `proxy_http_version 1.1;`";
            default -> status < 500 ? "The request cannot be read as HTTP/1.1" : "Internal error in ghl-mcp";
        };
    }

    private static String word(int status) {
        return switch (status) {
            case 401 -> "invalid_token";
            case 403 -> "forbidden";
            case 404 -> "not_found";
            case 405 -> "method_not_allowed";
            case 406 -> "not_acceptable";
            case 429 -> "too_many_requests";
            case 503 -> "temporarily_unavailable";
            default -> status < 500 ? "invalid_request" : "server_error";
        };
    }

    private static String shown(String text) {
        return Excerpt.of(text).replaceAll("[^\\x21-\\x7e]", "?");
    }
}
