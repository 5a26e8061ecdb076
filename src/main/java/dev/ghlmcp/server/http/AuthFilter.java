package dev.ghlmcp.server.http;

import dev.ghlmcp.log.StackTraces;
import dev.ghlmcp.server.auth.Admission;
import dev.ghlmcp.server.auth.Authenticator;
import dev.ghlmcp.server.auth.Authenticator.Verdict;
import dev.ghlmcp.server.connection.PrincipalLimit;
import io.helidon.http.Method;
import io.helidon.http.PathMatchers;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.io.IOException;
import java.util.Map;

/// Authenticates the requests of a path, and turns every exception behind it into an answer.
public final class AuthFilter {
    private final Admission admission;
    private final PrincipalLimit share;

    /// @param share of the requests that are being answered, streams included
    public AuthFilter(Authenticator gatekeeper, PrincipalLimit share) {
        this.admission = new Admission(gatekeeper);
        this.share = share;
    }

    /// The documents that tell how to get in, for everyone.
    public void documents(HttpRouting.Builder routing) {
        routing.route(
                Method.predicate(Method.GET, Method.HEAD),
                PathMatchers.create("/.well-known/{+path}"),
                (request, response) -> {
                    byte[] document =
                            admission.gatekeeper().document(request.path().rawPath());
                    if (document == null) {
                        response.next();
                    } else {
                        new HttpExchange(request, response, null).answer(200, document);
                    }
                });
    }

    /// Serves a path to those who are let in.
    public Handler behind(Action action) {
        return (request, response) -> serve(request, response, action);
    }

    private void serve(ServerRequest request, ServerResponse response, Action action) {
        HttpExchange exchange = new HttpExchange(request, response, null);
        try {
            switch (admission.admit(request)) {
                case Verdict.Admitted(var caller) -> {
                    exchange = new HttpExchange(request, response, caller);
                    perform(action, exchange);
                }
                case Verdict.Refused(int status, String challenge, String reason) ->
                    throw new HttpError(
                            status,
                            ErrorCodes.INVALID_REQUEST,
                            reason,
                            challenge == null ? Map.of() : Map.of("WWW-Authenticate", challenge));
            }
        } catch (HttpError refusal) {
            exchange.refuse(refusal, null);
        } catch (CloseConnectionException e) {
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
        } catch (IOException _) {
            // The client is gone.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            StackTraces.report(System.err, "a request failed: " + StackTraces.summary(e), e);
            if (!exchange.answered()) {
                exchange.refuse(
                        new HttpError(500, ErrorCodes.INTERNAL_ERROR, "Internal error in ghl-mcp", Map.of()), null);
            }
        }
    }

    private void perform(Action action, HttpExchange exchange) throws IOException, InterruptedException {
        String principal = exchange.caller().principal();
        if (!share.take(principal)) {
            throw new HttpError(
                    429,
                    ErrorCodes.INVALID_REQUEST,
                    "You hold " + share.max() + " connections here already; close some",
                    Map.of("Retry-After", "1"));
        }
        try {
            action.perform(exchange);
        } finally {
            share.give(principal);
        }
    }

    /// What is done with a request that was let in.
    @FunctionalInterface
    public interface Action {
        /// Answers the request; a [HttpError] becomes an HTTP error.
        void perform(HttpExchange exchange) throws IOException, InterruptedException;
    }
}
