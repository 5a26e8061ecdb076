package dev.ghlmcp.sandbox;

import dev.ghlmcp.catalog.Json;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Turns HTTP requests into calls of routes, and what they answer or refuse into JSON. One call runs at a time.
final class Front {
    private static final System.Logger LOG = System.getLogger(Front.class.getName());

    private final List<Route> routes;
    private final Quota quota;
    private final ReentrantLock turn = new ReentrantLock();

    Front(List<Route> routes, Quota quota) {
        this.routes = routes;
        this.quota = quota;
    }

    void routing(HttpRouting.Builder routing) {
        // Where the generations of the API differ, each has a route of the same path.
        Map<String, List<Route>> endpoints = new LinkedHashMap<>();
        for (Route route : routes) {
            endpoints
                    .computeIfAbsent(route.method() + " " + route.path(), _ -> new ArrayList<>())
                    .add(route);
        }
        for (List<Route> endpoint : endpoints.values()) {
            Route any = endpoint.getFirst();
            // A trailing slash makes no difference, as with the real one.
            String path = any.path().replaceFirst("/$", "") + "[/]";
            routing.route(Method.create(any.method()), path, (request, response) -> {
                Route route = Gate.choose(endpoint, version(request));
                send(response, route.status(), route.type(), () -> answer(route, request));
            });
        }
        routing.any((request, response) -> send(response, 404, Route.JSON, () -> {
            admit(request);
            throw Refusal.notFound("Cannot " + request.prologue().method() + " "
                    + request.path().rawPath());
        }));
    }

    private void send(ServerResponse response, int success, String type, Answer answer) throws IOException {
        int status = success;
        JsonNode body;
        try {
            body = answer.body();
        } catch (Refusal refusal) {
            status = refusal.status();
            body = refusal.body();
        } catch (RuntimeException e) {
            // Without its message, which may quote the data.
            LOG.log(
                    System.Logger.Level.ERROR,
                    "The sandbox failed: {0} {1}",
                    e.getClass().getName(),
                    e.getStackTrace()[0]);
            status = 500;
            body = Refusal.internal().body();
        }
        if (body instanceof ObjectNode object) {
            object.put("traceId", UUID.randomUUID().toString());
        }
        quota.headers().forEach(response::header);
        response.status(status)
                .header(HeaderNames.CONTENT_TYPE, status == success ? type : Route.JSON)
                .send(bytes(body, status == success ? type : Route.JSON));
    }

    private static byte[] bytes(JsonNode body, String type) {
        if (type.equals(Route.JSON)) {
            return Json.MAPPER.writeValueAsBytes(body);
        }
        return body.isBinary() ? body.binaryValue() : body.stringValue().getBytes(StandardCharsets.UTF_8);
    }

    private JsonNode answer(Route route, ServerRequest request) throws IOException {
        Admission admission = admit(request);
        Gate.checkAccess(route, admission.token());
        Gate.checkGeneration(route, admission.v3());
        ObjectNode query = Json.MAPPER.createObjectNode();
        for (String parameter : request.query().rawValue().split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                query.put(decoded(parameter.substring(0, equals)), decoded(parameter.substring(equals + 1)));
            }
        }
        Map<String, String> path = new HashMap<>();
        request.path().pathParameters().toMap().forEach((name, values) -> path.put(name, values.getFirst()));
        Call call = new Call(path, query, body(request, route.list()), admission.token(), admission.v3());
        Gate.checkLocation(call);
        List<String> violations = new ArrayList<>(route.query().violations(query));
        if (route.list()) {
            call.body()
                    .path("items")
                    .forEach(item -> violations.addAll(route.body().violations((ObjectNode) item)));
        } else {
            violations.addAll(route.body().violations(call.body()));
        }
        if (!violations.isEmpty()) {
            throw Refusal.unprocessable(violations);
        }
        turn.lock();
        try {
            // Copied, so that nothing of the store is read once this call's turn is over.
            return route.answer().apply(call).deepCopy();
        } finally {
            turn.unlock();
        }
    }

    private Admission admit(ServerRequest request) {
        Gate.Token token = Gate.checkToken(
                request.headers().first(HeaderNames.AUTHORIZATION).orElse(null));
        if (!quota.take()) {
            throw Refusal.tooManyRequests();
        }
        return new Admission(token, Gate.checkVersion(version(request)));
    }

    private static String version(ServerRequest request) {
        return request.headers().first(HeaderNames.create("Version")).orElse(null);
    }

    /// As HighLevel reads it, a plus is a space, which Helidon's own parsing leaves alone.
    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }

    private static ObjectNode body(ServerRequest request, boolean list) throws IOException {
        try (InputStream content = request.content().inputStream()) {
            byte[] bytes = content.readAllBytes();
            JsonNode body = bytes.length == 0 ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(bytes);
            if (!list && body instanceof ObjectNode object) {
                return object;
            }
            if (list && body.isArray() && body.valueStream().allMatch(JsonNode::isObject)) {
                return Json.MAPPER.createObjectNode().set("items", body);
            }
        } catch (JacksonException e) {
            throw Refusal.badRequest(
                    "Unexpected token in JSON at position " + e.getLocation().getCharOffset());
        }
        throw Refusal.badRequest("The body must be a JSON " + (list ? "array of objects" : "object"));
    }

    private record Admission(Gate.Token token, boolean v3) {}

    @FunctionalInterface
    private interface Answer {
        JsonNode body() throws IOException;
    }
}
