package dev.ghlmcp.sandbox.http;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.log.StackTraces;
import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.api.TokenHolder;
import dev.ghlmcp.sandbox.contract.Contract;
import dev.ghlmcp.sandbox.contract.EndpointContract;
import dev.ghlmcp.sandbox.index.IndexRoutes;
import dev.ghlmcp.sandbox.oauth.IssuedTokens;
import dev.ghlmcp.sandbox.oauth.OAuthRoutes;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Turns HTTP requests into calls of routes, and what they answer or refuse into JSON.
public final class RequestRouter {

    private static final HeaderName VERSION = HeaderNames.create("Version");

    private final List<Route> routes;
    private final Contract contract = new Contract();
    private final OAuthRoutes oauth;
    private final TrafficCounter traffic;
    private final WriteLog ledger;
    private final IndexRoutes index;

    /// @param index what there is beside the routes
    public RequestRouter(
            List<Route> routes, IndexRoutes index, OAuthRoutes oauth, TrafficCounter traffic, WriteLog ledger) {
        this.routes = routes;
        this.index = index;
        this.oauth = oauth;
        this.traffic = traffic;
        this.ledger = ledger;
    }

    public void routing(HttpRouting.Builder routing) {
        routing.addFilter(new Cloudflare(traffic));
        // These want no token, and no version either.
        routing.post(
                "/oauth/token",
                (request, response) -> send(response, Visit.OF_NOBODY, 200, Route.JSON, () -> {
                    boolean readable = v3(request) || IncomingRequest.isForm(request);
                    ObjectNode form = readable ? IncomingRequest.object(request) : Json.MAPPER.createObjectNode();
                    return ledger.inTurn(() -> oauth.token(form, v3(request)));
                }));
        routing.get(
                "[/v2]/oauth/chooselocation",
                (request, response) -> send(response, Visit.OF_NOBODY, 302, Route.JSON, () -> {
                    String back = ledger.inTurn(() -> oauth.consent(IncomingRequest.query(request)));
                    response.header(HeaderNames.LOCATION, back);
                    return Json.MAPPER.createObjectNode();
                }));
        // Helidon would compile a regular expression for each route, most of which are never asked for.
        routing.any((request, response) -> {
            Visit visit = visit(request);
            RouteMatch match = match(request);
            if (match != null) {
                Route route = match.route();
                EndpointContract endpoint = endpoint(route, v3(request));
                send(response, visit, endpoint.status(), route.type(), () -> answer(match, endpoint, request, visit));
                return;
            }
            send(response, visit, 404, Route.JSON, () -> {
                admit(request, visit);
                throw ApiError.notFound("Cannot " + request.prologue().method() + " "
                        + request.path().rawPath());
            });
        });
    }

    private RouteMatch match(ServerRequest request) {
        String method = request.prologue().method().text();
        String path = request.path().path();
        RouteMatch match = RouteMatch.of(routes, method, path);
        return match == null ? RouteMatch.of(index.routes(v3(request)), method, path) : match;
    }

    private EndpointContract endpoint(Route route, boolean v3) {
        EndpointContract known = contract.endpoint(route, v3);
        EndpointContract indexed = known.facts().isMissingNode() && !known.missing() ? index.contract(route, v3) : null;
        return indexed == null ? known : indexed;
    }

    private static boolean v3(ServerRequest request) {
        return request.headers().first(VERSION).orElse("").equals("v3");
    }

    private Visit visit(ServerRequest request) {
        String token = RequestGate.token(
                request.headers().first(HeaderNames.AUTHORIZATION).orElse(null));
        IssuedTokens.Access access = oauth.tokens().find(token);
        if (access == null) {
            return new Visit(token, null, null);
        }
        RateQuota quota = traffic.quota(access.bearer().owner());
        quota.arrived();
        return new Visit(token, access, quota);
    }

    private void send(ServerResponse response, Visit visit, int success, String type, Answer answer)
            throws IOException {
        int status = success;
        JsonNode body;
        try {
            body = answer.body();
        } catch (ApiError refusal) {
            status = refusal.status();
            body = refusal.body();
        } catch (RuntimeException e) {
            // Without its message, which may quote the data.
            StackTraces.report(System.err, "the sandbox failed: " + StackTraces.summary(e), e);
            status = 500;
            body = ApiError.internal().body();
        }
        if (body instanceof ObjectNode object) {
            object.put("traceId", UUID.randomUUID().toString());
        }
        traffic.answered(status);
        if (visit.quota() != null) {
            visit.quota().headers().forEach(response::header);
        }
        if (status == 204) {
            response.status(status).send();
            return;
        }
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

    private JsonNode answer(RouteMatch match, EndpointContract endpoint, ServerRequest request, Visit visit)
            throws IOException {
        Route route = match.route();
        boolean v3 = admit(request, visit);
        TokenHolder bearer = visit.access().bearer();
        RequestGate.checkAccess(endpoint, route.path(), bearer);
        RequestGate.checkGeneration(endpoint, route.method(), request.path().rawPath(), v3);
        ObjectNode query = IncomingRequest.query(request);
        RouteCall call = new RouteCall(
                match.holes(), query, IncomingRequest.body(request, route, endpoint), bearer, v3, endpoint.defaults());
        RequestGate.checkLocation(call);
        List<String> violations = endpoint.violations(query, call.body(), IncomingRequest.isTexts(request));
        if (!violations.isEmpty()) {
            throw ApiError.unprocessable(violations);
        }
        return endpoint.shown(ledger.run(route, endpoint, call, request.path().rawPath()));
    }

    /// Whether it is for `v3`.
    private boolean admit(ServerRequest request, Visit visit) {
        if (!oauth.tokens().serves(visit.access())) {
            throw RequestGate.unknown(visit.token());
        }
        if (!visit.quota().take()) {
            throw ApiError.tooManyRequests();
        }
        return RequestGate.checkVersion(request.headers().first(VERSION).orElse(null));
    }

    /// @param access what is known of the token; null if nothing
    /// @param quota  of the token's owner; null if it is nobody's
    private record Visit(String token, IssuedTokens.Access access, RateQuota quota) {
        static final Visit OF_NOBODY = new Visit("", null, null);
    }

    @FunctionalInterface
    private interface Answer {
        JsonNode body() throws IOException;
    }
}
