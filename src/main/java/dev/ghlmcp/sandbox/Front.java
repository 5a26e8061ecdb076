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
        for (Route route : routes) {
            // A trailing slash makes no difference, as with the real one.
            String path = route.path().replaceFirst("/$", "") + "[/]";
            routing.route(Method.create(route.method()), path, (request, response) -> {
                send(response, route.status(), () -> answer(route, request));
            });
        }
        routing.any((request, response) -> send(response, 404, () -> {
            admit(request);
            throw Refusal.notFound("Cannot " + request.prologue().method() + " "
                    + request.path().rawPath());
        }));
    }

    private void send(ServerResponse response, int success, Answer answer) throws IOException {
        int status = success;
        ObjectNode body;
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
        body.put("traceId", UUID.randomUUID().toString());
        quota.headers().forEach(response::header);
        response.status(status)
                .header(HeaderNames.CONTENT_TYPE, "application/json; charset=utf-8")
                .send(Json.MAPPER.writeValueAsBytes(body));
    }

    private ObjectNode answer(Route route, ServerRequest request) throws IOException {
        admit(request);
        ObjectNode query = Json.MAPPER.createObjectNode();
        for (String parameter : request.query().rawValue().split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                query.put(decoded(parameter.substring(0, equals)), decoded(parameter.substring(equals + 1)));
            }
        }
        ObjectNode body = body(request);
        Gate.checkLocation(query);
        Gate.checkLocation(body);
        List<String> violations = new ArrayList<>(route.query().violations(query));
        violations.addAll(route.body().violations(body));
        if (!violations.isEmpty()) {
            throw Refusal.unprocessable(violations);
        }
        Map<String, String> path = new HashMap<>();
        request.path().pathParameters().toMap().forEach((name, values) -> path.put(name, values.getFirst()));
        turn.lock();
        try {
            // Copied, so that nothing of the store is read once this call's turn is over.
            return route.answer().apply(new Call(path, query, body)).deepCopy();
        } finally {
            turn.unlock();
        }
    }

    private void admit(ServerRequest request) {
        Gate.checkToken(request.headers().first(HeaderNames.AUTHORIZATION).orElse(null));
        if (!quota.take()) {
            throw Refusal.tooManyRequests();
        }
        Gate.checkVersion(request.headers().first(HeaderNames.create("Version")).orElse(null));
    }

    /// As HighLevel reads it, a plus is a space, which Helidon's own parsing leaves alone.
    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }

    private static ObjectNode body(ServerRequest request) throws IOException {
        try (InputStream content = request.content().inputStream()) {
            byte[] bytes = content.readAllBytes();
            JsonNode body = bytes.length == 0 ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(bytes);
            if (body instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw Refusal.badRequest(
                    "Unexpected token in JSON at position " + e.getLocation().getCharOffset());
        }
        throw Refusal.badRequest("The body must be a JSON object");
    }

    @FunctionalInterface
    private interface Answer {
        ObjectNode body() throws IOException;
    }
}
