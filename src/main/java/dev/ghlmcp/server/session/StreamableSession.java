package dev.ghlmcp.server.session;

import dev.ghlmcp.log.StackTraces;
import dev.ghlmcp.server.feature.ServerFeatures;
import dev.ghlmcp.server.http.EventStream;
import dev.ghlmcp.server.http.HttpError;
import dev.ghlmcp.server.http.HttpExchange;
import dev.ghlmcp.server.http.ToolPath;
import dev.ghlmcp.server.protocol.InFlight;
import dev.ghlmcp.server.protocol.MessageReader;
import dev.ghlmcp.server.protocol.Preflight;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;

/// One client's session over Streamable HTTP.
public final class StreamableSession implements Session {
    private static final int MAX_IN_FLIGHT = 256;

    private final McpStreamableServerSession sdk;
    private final ServerFeatures offer;
    private final ToolPath path;
    private final String principal;
    private final InFlight inFlight = new InFlight(MAX_IN_FLIGHT);
    private final AtomicReference<MessageQueue> listening = new AtomicReference<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final String version;
    private volatile boolean used;
    private volatile long lastUsed = System.nanoTime();

    /// @param version of the protocol that was agreed
    StreamableSession(
            McpStreamableServerSession sdk, ServerFeatures offer, ToolPath path, String principal, String version) {
        this.version = version;
        this.sdk = sdk;
        this.offer = offer;
        this.path = path;
        this.principal = principal;
    }

    @Override
    public String id() {
        return sdk.getId();
    }

    @Override
    public String principal() {
        return principal;
    }

    public ToolPath path() {
        return path;
    }

    /// The version of the protocol that was agreed.
    public String version() {
        return version;
    }

    @Override
    public boolean used() {
        return used;
    }

    @Override
    public long lastUsed() {
        return lastUsed;
    }

    @Override
    public boolean idle(long nanos) {
        return requests.get() == 0 && listening.get() == null && System.nanoTime() - lastUsed >= nanos;
    }

    /// Takes in what the client posted.
    public void receive(JSONRPCMessage message, HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        used |= message instanceof JSONRPCRequest;
        try {
            if (message instanceof JSONRPCRequest request) {
                request(request, exchange);
                return;
            }
            if (message instanceof JSONRPCNotification notification) {
                notification(notification, exchange);
            } else if (message instanceof JSONRPCResponse response) {
                // An answer to an unknown question is ignored.
                sdk.accept(response).onErrorComplete().block();
                if (MessageReader.empty(response)) {
                    throw new HttpError(400, response.error().message());
                }
            }
            exchange.answer(202);
        } finally {
            lastUsed = System.nanoTime();
            requests.decrementAndGet();
        }
    }

    private void request(JSONRPCRequest request, HttpExchange exchange) throws IOException {
        JSONRPCResponse shortcut = offer.answer(request);
        if (shortcut != null) {
            exchange.answer(200, shortcut);
            return;
        }
        String refusal = inFlight.add(request.id(), Thread.currentThread());
        if (refusal != null) {
            exchange.answer(400, Preflight.error(request.id(), ErrorCodes.INVALID_REQUEST, refusal));
            return;
        }
        PostTransport answer = new PostTransport(exchange, inFlight);
        try {
            in(exchange, sdk.responseStream(answer).handle(request)).block();
        } catch (Throwable e) {
            // Reactor lets LinkageError and the like through without an answer, and the client would wait for ever.
            StackTraces.report(
                    System.err, request.method() + " failed: " + e.getClass().getName(), e);
            answer.sendMessage(Preflight.internalError(request.id()))
                    .onErrorComplete()
                    .block();
        } finally {
            inFlight.remove(request.id());
            // A cancellation may have come at the last moment; the thread belongs to the connection.
            Thread.interrupted();
            answer.end();
        }
    }

    private void notification(JSONRPCNotification notification, HttpExchange exchange) {
        switch (notification.method()) {
            case McpSchema.METHOD_NOTIFICATION_INITIALIZED ->
                in(exchange, sdk.accept(notification)).onErrorComplete().block();
            case "notifications/cancelled" -> inFlight.cancel(notification);
            // The rest concerns features that this server does not use; the SDK would answer a change of roots with
            // a request that some clients refuse.
            default -> {}
        }
    }

    private static Mono<Void> in(HttpExchange exchange, Mono<Void> handling) {
        McpTransportContext context = exchange.context(!exchange.accept().events());
        return handling.contextWrite(reactor -> reactor.put(McpTransportContext.KEY, context));
    }

    /// Holds a stream open for messages of the server. A second stream replaces the first, which the client has lost.
    public void listen(HttpExchange exchange) throws IOException, InterruptedException {
        MessageQueue mailbox = new MessageQueue();
        MessageQueue before = listening.getAndSet(mailbox);
        if (before != null) {
            before.close();
        }
        var stream = sdk.listeningStream(new ListeningTransport(mailbox));
        try {
            EventStream events = exchange.events();
            mailbox.pump(events);
            events.close();
        } finally {
            mailbox.close();
            stream.releaseTransport();
            listening.compareAndSet(mailbox, null);
            lastUsed = System.nanoTime();
        }
    }

    Mono<Void> notifyClient(String method, Object params) {
        return sdk.sendNotification(method, params).onErrorComplete();
    }

    @Override
    public void end() {
        inFlight.cancelAll();
        MessageQueue mailbox = listening.get();
        if (mailbox != null) {
            mailbox.close();
        }
        sdk.delete().onErrorComplete().subscribe();
    }
}
