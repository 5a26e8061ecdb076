package dev.ghlmcp.sandbox.http;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.contract.EndpointContract;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a request brings: parameters as texts, and a body as JSON.
final class IncomingRequest {
    private IncomingRequest() {}

    static ObjectNode query(ServerRequest request) {
        return parameters(request.query().rawValue());
    }

    static boolean isForm(ServerRequest request) {
        return type(request).toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }

    /// All its values are texts.
    static boolean isTexts(ServerRequest request) {
        return isForm(request) || isMultipart(request);
    }

    private static boolean isMultipart(ServerRequest request) {
        return type(request).toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    private static String type(ServerRequest request) {
        return request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
    }

    /// The body as JSON; that of a form as an object of texts.
    static ObjectNode object(ServerRequest request) throws IOException {
        return body(request, false, false);
    }

    /// The same; a bare list stands under `items`.
    static ObjectNode body(ServerRequest request, Route route, EndpointContract endpoint) throws IOException {
        // A DELETE that declares an empty object wants one.
        return body(request, endpoint.list(), route.method().equals("DELETE") && endpoint.empty());
    }

    private static ObjectNode body(ServerRequest request, boolean list, boolean wanted) throws IOException {
        try (InputStream content = request.content().inputStream()) {
            byte[] bytes = content.readAllBytes();
            if (bytes.length == 0 && wanted) {
                throw ApiError.badRequest("The body must be a JSON object");
            }
            if (isForm(request)) {
                return parameters(new String(bytes, StandardCharsets.UTF_8));
            }
            if (isMultipart(request)) {
                return MultipartForm.of(bytes, type(request));
            }
            JsonNode body = bytes.length == 0 ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(bytes);
            if (!list && body instanceof ObjectNode object) {
                return object;
            }
            if (list && body.isArray() && body.valueStream().allMatch(JsonNode::isObject)) {
                return Json.MAPPER.createObjectNode().set("items", body);
            }
        } catch (JacksonException e) {
            throw ApiError.badRequest(
                    "Unexpected token in JSON at position " + e.getLocation().getCharOffset());
        }
        throw ApiError.badRequest("The body must be a JSON " + (list ? "array of objects" : "object"));
    }

    private static ObjectNode parameters(String text) {
        ObjectNode parameters = Json.MAPPER.createObjectNode();
        for (String parameter : text.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                put(parameters, decoded(parameter.substring(0, equals)), decoded(parameter.substring(equals + 1)));
            }
        }
        return parameters;
    }

    /// A parameter that is repeated, or whose name ends in brackets, is a list.
    private static void put(ObjectNode query, String parameter, String value) {
        String name = parameter.replaceFirst("\\[]$", "");
        JsonNode before = query.path(name);
        if (before.isArray()) {
            ((ArrayNode) before).add(value);
        } else if (!before.isMissingNode()) {
            query.putArray(name).add(before).add(value);
        } else if (!name.equals(parameter)) {
            query.putArray(name).add(value);
        } else {
            query.put(name, value);
        }
    }

    /// As HighLevel reads it, a plus is a space, which Helidon's own parsing leaves alone.
    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }
}
