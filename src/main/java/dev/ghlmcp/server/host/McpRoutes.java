package dev.ghlmcp.server.host;

import dev.ghlmcp.server.auth.Authenticator;
import dev.ghlmcp.server.connection.BodyBudget;
import dev.ghlmcp.server.connection.PrincipalLimit;
import dev.ghlmcp.server.http.HttpError;
import dev.ghlmcp.server.http.HttpExchange;
import dev.ghlmcp.server.http.HttpOptions;
import dev.ghlmcp.server.http.HttpRoute;
import dev.ghlmcp.server.http.McpEndpoints;
import dev.ghlmcp.server.http.ToolPath;
import dev.ghlmcp.server.protocol.Batches;
import dev.ghlmcp.server.protocol.MessageReader.Posted;
import dev.ghlmcp.server.session.ClientSession;
import dev.ghlmcp.server.session.Sessions;
import dev.ghlmcp.server.session.SseEndpoint;
import dev.ghlmcp.server.session.StreamableSession;
import dev.ghlmcp.server.stateless.KeepAliveComments;
import dev.ghlmcp.server.stateless.StatelessRequest;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.NotFoundException;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The paths of the protocol. In this order: who is asking, what was sent, which era, which session.
public final class McpRoutes implements AutoCloseable {
    private static final HeaderName SESSION = HeaderNames.create("Mcp-Session-Id");
    private static final HeaderName VERSION = HeaderNames.create("MCP-Protocol-Version");

    /// Requests of one principal that listen for what may happen some day.
    private static final int MAX_STREAMS = 100;

    private final EndpointCache endpoints;
    private final Sessions sessions;
    private final PrincipalLimit calls;
    private final PrincipalLimit streams = new PrincipalLimit(MAX_STREAMS);
    private final Set<Thread> listening = ConcurrentHashMap.newKeySet();
    private final boolean sessionsRequired;
    private final SseEndpoint sse;
    private final KeepAliveComments slow = new KeepAliveComments();

    public McpRoutes(McpEndpoints endpoints, Sessions sessions, HttpOptions options) {
        this.endpoints = new EndpointCache(endpoints, sessions, slow);
        this.sessions = sessions;
        this.calls = new PrincipalLimit(options.limits().calls());
        this.sessionsRequired = options.sessionsRequired();
        McpEndpoint first = this.endpoints.first();
        this.sse = options.sse() ? new SseEndpoint(first.session().features(), sessions) : null;
    }

    /// For callers that the authenticator lets in. Anybody may read the documents that tell how to get in.
    public List<HttpRoute> routes(Authenticator authenticator) {
        List<HttpRoute> routes = new ArrayList<>();
        for (String path : List.of("/mcp", "/mcp/{+path}")) {
            routes.add(new HttpRoute(path, List.of(Method.POST, Method.GET, Method.DELETE), authenticator, this::mcp));
        }
        if (sse != null) {
            routes.add(new HttpRoute("/sse", List.of(Method.GET), authenticator, sse::connect));
            routes.add(new HttpRoute("/messages", List.of(Method.POST), authenticator, sse::receive));
        }
        routes.add(new HttpRoute("/.well-known/{+path}", HttpRoute.READ, Authenticator.ANYBODY, exchange -> {
            byte[] document = authenticator.document(exchange.request().path().rawPath());
            if (document == null) {
                throw new NotFoundException("No such document");
            }
            exchange.answer(200, document);
        }));
        return routes;
    }

    private void mcp(HttpExchange exchange) throws IOException, InterruptedException {
        ToolPath asked = ToolPath.of(exchange.request().path().rawPath());
        if (asked == null) {
            throw new HttpError(404, "There is /mcp, /mcp/readonly, /mcp/x/{toolset,...} and /mcp/x/{...}/readonly");
        }
        Method method = exchange.request().prologue().method();
        if (method.equals(Method.POST)) {
            exchange.accept().demandMessages();
            post(endpoints.at(asked, exchange.caller().principal()), exchange);
            return;
        }
        ToolPath path = endpoints.shared(asked);
        checkVersion(exchange);
        if (method.equals(Method.GET)) {
            exchange.accept().demandEvents();
        }
        if (exchange.header(SESSION) == null) {
            // The status that clients take for "no stream here" (MCP 2025-11-25); sessions are all that knows GET and
            // DELETE, which MCP 2026-07-28 has no more.
            throw new HttpError(
                    405,
                    ErrorCodes.INVALID_REQUEST,
                    method.text() + " needs the header Mcp-Session-Id, which initialize gives; without it use POST",
                    Map.of("Allow", "POST"));
        }
        if (method.equals(Method.GET)) {
            session(path, exchange).listen(exchange);
        } else {
            sessions.end(session(path, exchange));
            exchange.answer(204);
        }
    }

    private void post(McpEndpoint endpoint, HttpExchange exchange) throws IOException, InterruptedException {
        try (BodyBudget.Lease lease = exchange.body().lease(exchange)) {
            Posted posted = exchange.body().messages(exchange, lease);
            if (posted.batch()) {
                BatchResponse.answer(posted, exchange, version(endpoint, exchange), (message, part) -> {
                    message(endpoint, message, part);
                });
            } else {
                message(endpoint, posted.messages().getFirst(), exchange);
            }
        }
    }

    /// The version that was agreed, or is presumed of a client that does not say (MCP 2025-11-25, transports).
    private String version(McpEndpoint endpoint, HttpExchange exchange) {
        if (exchange.header(SESSION) != null) {
            return session(endpoint.session().path(), exchange).version();
        }
        String said = exchange.header(VERSION);
        return said == null ? Batches.VERSION : said;
    }

    private void message(McpEndpoint endpoint, JSONRPCMessage message, HttpExchange exchange) throws IOException {
        Object id = message instanceof JSONRPCRequest request ? request.id() : null;
        boolean listens = message instanceof JSONRPCRequest request && StatelessRequest.listens(request.method());
        PrincipalLimit limit = listens ? streams : calls;
        String principal = exchange.caller().principal();
        if (id != null && !limit.take(principal)) {
            exchange.refuse(
                    new HttpError(
                            429,
                            ErrorCodes.INVALID_REQUEST,
                            limit.max()
                                    + (listens
                                            ? " of your streams are open; close one of them first"
                                            : " of your requests are not answered yet; wait for answers"),
                            listens ? Map.of() : Map.of("Retry-After", "1")),
                    id);
            return;
        }
        if (listens) {
            listening.add(Thread.currentThread());
        }
        try {
            if (endpoint.stateless().claims(message, exchange)) {
                endpoint.stateless().handle(message, exchange);
                return;
            }
            inSession(endpoint, message, exchange);
        } catch (HttpError refusal) {
            exchange.refuse(refusal, id);
        } finally {
            listening.remove(Thread.currentThread());
            if (id != null) {
                limit.give(principal);
            }
        }
    }

    /// Ends what would otherwise go on until the client ends it.
    void endListening() {
        listening.forEach(Thread::interrupt);
    }

    private void inSession(McpEndpoint endpoint, JSONRPCMessage message, HttpExchange exchange) throws IOException {
        if (message instanceof JSONRPCRequest request && request.method().equals(McpSchema.METHOD_INITIALIZE)) {
            endpoint.session().initialize(request, exchange);
            return;
        }
        checkVersion(exchange);
        if (exchange.header(SESSION) == null && !sessionsRequired) {
            String version = exchange.header(VERSION);
            endpoint.session().once(message, exchange, version == null ? ClientSession.VERSIONS.getLast() : version);
        } else {
            session(endpoint.session().path(), exchange).receive(message, exchange);
        }
    }

    private StreamableSession session(ToolPath path, HttpExchange exchange) {
        String id = exchange.header(SESSION);
        if (id == null) {
            throw new HttpError(400, "The header Mcp-Session-Id is missing; initialize gives it");
        }
        StreamableSession session =
                sessions.find(id, StreamableSession.class, exchange.caller().principal());
        if (!session.path().equals(path)) {
            throw new HttpError(404, "The session was begun at another path");
        }
        return session;
    }

    private void checkVersion(HttpExchange exchange) {
        String version = exchange.header(VERSION);
        if (version != null && !ClientSession.VERSIONS.contains(version)) {
            throw new HttpError(
                    400, "MCP-Protocol-Version must be one of " + String.join(", ", ClientSession.VERSIONS));
        }
    }

    @Override
    public void close() {
        slow.close();
    }
}
