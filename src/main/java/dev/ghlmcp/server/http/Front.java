package dev.ghlmcp.server.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRouting;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The paths of the protocol. In this order: who is asking, what was sent, which era, which session.
final class Front {
    private static final HeaderName SESSION = HeaderNames.create("Mcp-Session-Id");
    private static final HeaderName VERSION = HeaderNames.create("MCP-Protocol-Version");
    private static final int MOST_ENDPOINTS = 32;

    private final Gate gate;
    private final Endpoints endpoints;
    private final Sessions sessions;
    private final Body body;
    private final Map<Narrowing, StreamableProvider> providers = new LinkedHashMap<>(16, 0.75f, true);
    private final SseProvider sse;
    private final List<String> versions;

    /// @param sse serve HTTP+SSE as well
    Front(Gate gate, Endpoints endpoints, Sessions sessions, Body body, boolean sse) {
        this.gate = gate;
        this.endpoints = endpoints;
        this.sessions = sessions;
        this.body = body;
        StreamableProvider first = provider(Narrowing.NONE);
        this.versions = first.protocolVersions();
        this.sse = sse ? new SseProvider(first.endpoint().offer(), sessions, body) : null;
    }

    void routing(HttpRouting.Builder routing) {
        routing.any("/mcp", gate.behind(this::mcp));
        routing.any("/mcp/{+path}", gate.behind(this::mcp));
        if (sse != null) {
            routing.any("/sse", gate.behind(this::sse));
            routing.any("/messages", gate.behind(this::messages));
        }
    }

    private void sse(Exchange exchange) throws IOException, InterruptedException {
        exchange.only(Method.GET);
        exchange.accepts("text/event-stream");
        sse.connect(exchange);
    }

    private void messages(Exchange exchange) throws IOException {
        exchange.only(Method.POST);
        sse.receive(exchange);
    }

    private void mcp(Exchange exchange) throws IOException, InterruptedException {
        Narrowing path = Narrowing.of(exchange.request().path().rawPath());
        if (path == null) {
            throw new Refusal(404, "There is /mcp, /mcp/readonly, /mcp/x/{toolset,...} and /mcp/x/{...}/readonly");
        }
        Method method = exchange.only(Method.POST, Method.GET, Method.DELETE);
        if (method.equals(Method.POST)) {
            exchange.accepts("application/json", "text/event-stream");
            post(path, exchange);
            return;
        }
        checkVersion(exchange);
        if (method.equals(Method.GET)) {
            exchange.accepts("text/event-stream");
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
            exchange.refuse(refusal, id);
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
}
