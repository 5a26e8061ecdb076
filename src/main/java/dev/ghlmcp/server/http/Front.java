package dev.ghlmcp.server.http;

import dev.ghlmcp.server.MessageWriter;
import dev.ghlmcp.server.Shortcuts;
import dev.ghlmcp.server.auth.Gatekeeper;
import dev.ghlmcp.server.auth.Gatekeeper.Verdict;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The paths of the protocol. In this order: who is asking, what was sent, which era, which session.
final class Front {
    private static final HeaderName SESSION = HeaderNames.create("Mcp-Session-Id");
    private static final HeaderName VERSION = HeaderNames.create("MCP-Protocol-Version");
    private static final int MOST_ENDPOINTS = 32;

    private final Gatekeeper gatekeeper;
    private final Endpoints endpoints;
    private final Sessions sessions;
    private final Body body;
    private final Map<Narrowing, StreamableProvider> providers = new LinkedHashMap<>(16, 0.75f, true);
    private final SseProvider sse;
    private final List<String> versions;

    /// @param sse serve HTTP+SSE as well
    Front(Gatekeeper gatekeeper, Endpoints endpoints, Sessions sessions, Body body, boolean sse) {
        this.gatekeeper = gatekeeper;
        this.endpoints = endpoints;
        this.sessions = sessions;
        this.body = body;
        StreamableProvider first = provider(Narrowing.NONE);
        this.versions = first.protocolVersions();
        this.sse = sse ? new SseProvider(first.endpoint().offer(), sessions, body) : null;
    }

    void routing(HttpRouting.Builder routing) {
        routing.any("/mcp", (request, response) -> serve(request, response, this::mcp));
        routing.any("/mcp/{+path}", (request, response) -> serve(request, response, this::mcp));
        gatekeeper
                .documents()
                .forEach((path, json) -> routing.get(
                        path, (request, response) -> new Exchange(request, response, null).answer(200, json)));
        if (sse != null) {
            routing.any(
                    "/sse",
                    (request, response) -> serve(request, response, exchange -> {
                        only(exchange, Method.GET);
                        accepts(exchange, "text/event-stream");
                        sse.connect(exchange);
                    }));
            routing.any(
                    "/messages",
                    (request, response) -> serve(request, response, exchange -> {
                        only(exchange, Method.POST);
                        sse.receive(exchange);
                    }));
        }
    }

    private void mcp(Exchange exchange) throws IOException, InterruptedException {
        Narrowing path = Narrowing.of(exchange.request().path().rawPath());
        if (path == null) {
            throw new Refusal(404, "There is /mcp, /mcp/readonly, /mcp/x/{toolset,...} and /mcp/x/{...}/readonly");
        }
        Method method = only(exchange, Method.POST, Method.GET, Method.DELETE);
        if (method.equals(Method.POST)) {
            accepts(exchange, "application/json", "text/event-stream");
            post(path, exchange);
            return;
        }
        checkVersion(exchange);
        if (method.equals(Method.GET)) {
            accepts(exchange, "text/event-stream");
            session(path, exchange).listen(exchange);
        } else {
            sessions.end(session(path, exchange));
            exchange.answer(204);
        }
    }

    private void post(Narrowing path, Exchange exchange) throws IOException, InterruptedException {
        JSONRPCMessage message = body.message(exchange.request());
        StreamableProvider provider = provider(path);
        for (Era era : provider.endpoint().eras()) {
            if (era.claims(message, exchange)) {
                era.handle(message, exchange);
                return;
            }
        }
        Object id = message instanceof JSONRPCRequest request ? request.id() : null;
        try {
            if (message instanceof JSONRPCRequest request && request.method().equals(McpSchema.METHOD_INITIALIZE)) {
                provider.initialize(request, exchange);
            } else {
                checkVersion(exchange);
                session(path, exchange).receive(message, exchange);
            }
        } catch (Refusal refusal) {
            refuse(exchange, refusal, id);
        }
    }

    private StreamableSession session(Narrowing path, Exchange exchange) {
        String id = exchange.header(SESSION);
        if (id == null) {
            throw new Refusal(400, "The header Mcp-Session-Id is missing; initialize gives it");
        }
        StreamableSession session =
                sessions.find(id, StreamableSession.class, exchange.caller().principal());
        if (!session.path().equals(path)) {
            throw new Refusal(404, "The session was begun at another path");
        }
        return session;
    }

    /// Those of the paths that were asked for last.
    private StreamableProvider provider(Narrowing path) {
        synchronized (providers) {
            StreamableProvider known = providers.get(path);
            if (known == null) {
                known = new StreamableProvider(path, endpoints.at(path), sessions);
                providers.put(path, known);
                if (providers.size() > MOST_ENDPOINTS) {
                    providers.remove(providers.keySet().iterator().next());
                }
            }
            return known;
        }
    }

    private void checkVersion(Exchange exchange) {
        String version = exchange.header(VERSION);
        if (version != null && !versions.contains(version)) {
            throw new Refusal(400, "MCP-Protocol-Version must be one of " + String.join(", ", versions));
        }
    }

    private static Method only(Exchange exchange, Method... allowed) {
        Method method = exchange.request().prologue().method();
        if (!List.of(allowed).contains(method)) {
            String names =
                    String.join(", ", Stream.of(allowed).map(Method::text).toList());
            throw new Refusal(405, ErrorCodes.INVALID_REQUEST, "Use " + names, Map.of("Allow", names));
        }
        return method;
    }

    /// A client that does not say what it accepts accepts anything.
    private static void accepts(Exchange exchange, String... types) {
        String accept = String.join(",", exchange.request().headers().values(HeaderNames.ACCEPT))
                .toLowerCase(Locale.ROOT);
        for (String type : types) {
            String any = type.substring(0, type.indexOf('/')) + "/*";
            if (!accept.isEmpty() && !accept.contains(type) && !accept.contains(any) && !accept.contains("*/*")) {
                throw new Refusal(406, "Accept must name " + String.join(" and ", types));
            }
        }
    }

    private void serve(ServerRequest request, ServerResponse response, Action action) {
        Exchange exchange = new Exchange(request, response, null);
        try {
            switch (gatekeeper.admit(exchange::headers)) {
                case Verdict.Admitted(var caller) -> {
                    request.context().register(caller);
                    exchange = new Exchange(request, response, caller);
                    action.perform(exchange);
                }
                case Verdict.Refused(int status, String challenge, String reason) ->
                    throw new Refusal(
                            status,
                            ErrorCodes.INVALID_REQUEST,
                            reason,
                            challenge == null ? Map.of() : Map.of("WWW-Authenticate", challenge));
            }
        } catch (Refusal refusal) {
            refuse(exchange, refusal, null);
        } catch (CloseConnectionException e) {
            throw e;
        } catch (RequestException e) {
            // Helidon's own complaint, such as a body in pieces that do not fit together.
            refuse(exchange, new Refusal(e.status().code(), e.status().reasonPhrase()), null);
        } catch (IOException _) {
            // The client is gone.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            System.err.println("ghl-mcp: a request failed: " + e.getClass().getName() + " at "
                    + (e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]));
            if (!exchange.answered()) {
                refuse(
                        exchange,
                        new Refusal(500, ErrorCodes.INTERNAL_ERROR, "Internal error in ghl-mcp", Map.of()),
                        null);
            }
        }
    }

    /// Answers with an HTTP error.
    ///
    /// @param id of the request, or null if it could not be read
    static void refuse(Exchange exchange, Refusal refusal, Object id) {
        refusal.headers.forEach(exchange::with);
        try {
            if (id == null) {
                exchange.answer(refusal.status, MessageWriter.error(refusal.code, refusal.getMessage()));
            } else {
                exchange.answer(refusal.status, Shortcuts.error(id, refusal.code, refusal.getMessage()));
            }
        } catch (IOException _) {
            // The client is gone.
        }
    }

    @FunctionalInterface
    private interface Action {
        void perform(Exchange exchange) throws IOException, InterruptedException;
    }
}
