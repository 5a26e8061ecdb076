package dev.ghlmcp.server.http;

import dev.ghlmcp.log.StackTraces;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.server.auth.TokenRefused;
import dev.ghlmcp.server.connection.PrincipalLimit;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Serves routes: authenticates each request as its route has it, and turns every exception into an answer.
///
/// @param share of the requests that are being answered, streams included, for each principal
public record RouteHandler(List<HttpRoute> routes, RequestBody body, PrincipalLimit share) {
    /// Announces the routes. A slash at the end of a path changes nothing.
    public void setup(HttpRouting.Builder routing) {
        for (HttpRoute route : routes) {
            Handler handler = (request, response) -> serve(route, request, response);
            routing.any(route.path(), handler);
            if (!route.path().endsWith("/") && !route.path().endsWith("}")) {
                routing.any(route.path() + "/", handler);
            }
        }
    }

    private void serve(HttpRoute route, ServerRequest request, ServerResponse response) {
        HttpExchange exchange = new HttpExchange(request, response, null, body);
        try {
            checkMethod(route, request.prologue().method());
            Caller caller = route.authenticator().admit(request.path().rawPath(), name -> header(request, name));
            if (caller == null) {
                route.action().perform(exchange);
            } else {
                request.context().register(caller);
                exchange = new HttpExchange(request, response, caller, body);
                perform(route, exchange);
            }
        } catch (TokenRefused e) {
            exchange.refuse(
                    new HttpError(
                            e.status,
                            ErrorCodes.INVALID_REQUEST,
                            e.getMessage(),
                            e.challenge == null ? Map.of() : Map.of("WWW-Authenticate", e.challenge)),
                    null);
        } catch (HttpError refusal) {
            exchange.refuse(refusal, null);
        } catch (CloseConnectionException | HttpException e) {
            throw e;
        } catch (RequestException e) {
            // The chunks of the body are malformed, so the end of the request is unknown.
            exchange.refuse(
                    new HttpError(
                            e.status().code(),
                            ErrorCodes.INVALID_REQUEST,
                            e.safeMessage() ? e.getMessage() : e.status().reasonPhrase(),
                            Map.of("Connection", "close")),
                    null);
        } catch (IOException | InterruptedException e) {
            throw new CloseConnectionException("The client is gone, or the server stops", e);
        } catch (Throwable e) {
            StackTraces.report(System.err, "a request failed: " + StackTraces.summary(e), e);
            if (!exchange.answered()) {
                exchange.refuse(
                        new HttpError(500, ErrorCodes.INTERNAL_ERROR, "Internal error in ghl-mcp", Map.of()), null);
            }
        }
    }

    private static void checkMethod(HttpRoute route, Method method) {
        if (!route.methods().contains(method)) {
            String names = route.methods().stream().map(Method::text).collect(Collectors.joining(", "));
            throw new HttpError(405, ErrorCodes.INVALID_REQUEST, "Use " + names, Map.of("Allow", names));
        }
    }

    private static String header(ServerRequest request, String name) {
        List<String> values = request.headers().values(HeaderNames.create(name));
        return values.isEmpty() ? null : String.join(",", values);
    }

    private void perform(HttpRoute route, HttpExchange exchange) throws IOException, InterruptedException {
        String principal = exchange.caller().principal();
        if (!share.take(principal)) {
            throw new HttpError(
                    429,
                    ErrorCodes.INVALID_REQUEST,
                    "You hold " + share.max() + " connections here already; close some",
                    Map.of("Retry-After", "1"));
        }
        try {
            route.action().perform(exchange);
        } finally {
            share.give(principal);
        }
    }
}
