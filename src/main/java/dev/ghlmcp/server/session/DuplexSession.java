package dev.ghlmcp.server.session;

import dev.ghlmcp.log.StackTraces;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.server.Batches;
import dev.ghlmcp.server.feature.ServerFeatures;
import dev.ghlmcp.server.protocol.BadMessage;
import dev.ghlmcp.server.protocol.InFlight;
import dev.ghlmcp.server.protocol.MessageReader;
import dev.ghlmcp.server.protocol.MessageReader.Posted;
import dev.ghlmcp.server.protocol.MessageWriter;
import dev.ghlmcp.server.protocol.Preflight;
import dev.ghlmcp.server.protocol.RequestTurn;
import dev.ghlmcp.server.protocol.StatelessRequests;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpServerSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/// One client on a transport with one way in and one way out, as stdio and the older SSE are: requests are answered
/// side by side on virtual threads in the order in which they finish. It stands between the transport and the SDK's
/// session, which neither cancels nor answers what comes before `initialize`.
public final class DuplexSession {
    private final InFlight inFlight;
    private final OutgoingMessages out;
    private final ServerFeatures offer;
    private final McpServerSession session;
    private final Supplier<StatelessRequests> newer;
    private StatelessRequests sessionless;
    private volatile boolean served;
    private String version = "not agreed yet";
    private final AtomicBoolean initializeSeen = new AtomicBoolean();
    private final AtomicBoolean sessionOpen = new AtomicBoolean();

    /// @param mostInFlight requests that may wait for their answers at once
    public DuplexSession(
            McpServerSession.Factory sessions, OutgoingMessages.Sink sink, ServerFeatures offer, int mostInFlight) {
        this(sessions, sink, offer, new InFlight(mostInFlight), null, null);
    }

    /// @param newer asked for what answers requests that are not the session's when the first one comes; null if all
    /// are
    /// @param caller who sends those
    public DuplexSession(
            McpServerSession.Factory sessions,
            OutgoingMessages.Sink sink,
            ServerFeatures offer,
            InFlight inFlight,
            Supplier<StatelessRequests> newer,
            Supplier<Caller> caller) {
        this.inFlight = inFlight;
        this.out = new OutgoingMessages(sink, inFlight, caller);
        this.offer = offer;
        this.session = sessions.create(out);
        this.newer = newer;
    }

    /// Takes in one message, or a list of them if that was agreed. Each is answered by itself.
    ///
    /// @param context what the transport knows of the sender, or null
    /// @param size    bytes of all of it
    public void receive(Posted posted, McpTransportContext context, int size) throws IOException {
        for (BadMessage bad : posted.bad()) {
            write(MessageWriter.error(bad.code, bad.getMessage()));
        }
        Batches.Sorted sorted = Batches.sort(posted, version);
        for (JSONRPCResponse refused : sorted.refused()) {
            out.write(refused);
        }
        for (JSONRPCMessage message : sorted.messages()) {
            receive(message, context, size / posted.messages().size());
        }
    }

    /// Takes in one message of this size, a request only when there is room for it.
    private void receive(JSONRPCMessage message, McpTransportContext context, int size) throws IOException {
        if (message instanceof JSONRPCRequest request) {
            request(request, context, size);
        } else if (message instanceof JSONRPCNotification notification) {
            notification(notification);
        } else {
            session.handle(message).subscribe();
            if (message instanceof JSONRPCResponse response && MessageReader.empty(response)) {
                write(MessageWriter.error(
                        response.error().code(), response.error().message()));
            }
        }
    }

    /// Sends a message that answers none that could be read.
    public void write(byte[] message) throws IOException {
        out.write(message);
    }

    /// The id by which the SDK knows the client.
    public String sessionId() {
        return session.getId();
    }

    /// Tells the client something by itself.
    public Mono<Void> notifyClient(String method, Object params) {
        return session.sendNotification(method, params);
    }

    /// Whether a request is not answered yet.
    public boolean busy() {
        return !inFlight.isEmpty();
    }

    /// Cancels every request.
    public void cancelAll() {
        inFlight.cancelAll();
    }

    /// Answers every request with an error, as nothing can be done for any.
    public void fail(String sentence) {
        for (Object id : inFlight.ids()) {
            try {
                out.answer(Preflight.error(id, ErrorCodes.INTERNAL_ERROR, sentence));
            } catch (IOException _) {
                return;
            }
        }
    }

    /// Waits for requests to be answered, while some are, and drops the others; nothing is written afterwards. Those
    /// that ask the client are dropped at once: it can answer no more.
    ///
    /// @param quiet without an answer; counts from the first answer on, as all may be loading before
    public void end(Duration quiet, Duration limit) throws InterruptedException {
        if (sessionless != null) {
            sessionless.end();
        }
        inFlight.dropQuestions();
        inFlight.await(served ? quiet : limit, limit);
        inFlight.cancelAll();
        out.end();
    }

    private void request(JSONRPCRequest request, McpTransportContext context, int size) throws IOException {
        if (newer != null && StatelessRequests.claim(request) != null) {
            sessionless(request, size);
            return;
        }
        boolean initialize = request.method().equals(McpSchema.METHOD_INITIALIZE);
        if (!initialize && !initializeSeen.get() && !request.method().equals(McpSchema.METHOD_PING)) {
            // The SDK's session would keep it waiting for ever.
            out.write(Preflight.error(
                    request.id(),
                    ErrorCodes.INVALID_PARAMS,
                    "The first request must be initialize, unless params._meta has " + StatelessRequests.VERSION));
            return;
        }
        JSONRPCResponse shortcut = offer.answer(request);
        if (shortcut != null) {
            out.write(shortcut);
            return;
        }
        Thread worker = Thread.ofVirtual()
                .unstarted(() -> ScopedValue.where(RequestTurn.CURRENT, new RequestTurn(inFlight, request.id()))
                        .run(() -> handle(request, context)));
        if (!taken(request, worker, size)) {
            return;
        }
        if (initialize) {
            initializeSeen.set(true);
            version = request.params() instanceof Map<?, ?> params ? String.valueOf(params.get("protocolVersion")) : "";
            handle(request, context);
        } else {
            openSession();
            worker.start();
        }
    }

    private void sessionless(JSONRPCRequest request, int size) throws IOException {
        if (sessionless == null) {
            sessionless = newer.get();
        }
        StatelessRequests era = sessionless;
        Thread worker = Thread.ofVirtual().unstarted(() -> {
            try {
                out.answer(era.answer(request, out.peer(request.id())));
                served(request);
            } catch (IOException _) {
                // The client is gone; the transport will notice.
            }
        });
        if (taken(request, worker, size)) {
            worker.start();
        }
    }

    private boolean taken(JSONRPCRequest request, Thread worker, int size) throws IOException {
        boolean listens = request.method().equals(StatelessRequests.LISTEN);
        if (!listens) {
            inFlight.awaitRoom();
        }
        String refusal = inFlight.add(request.id(), worker, size, listens);
        if (refusal != null) {
            out.write(Preflight.error(request.id(), ErrorCodes.INVALID_REQUEST, refusal));
        }
        return refusal == null;
    }

    private void handle(JSONRPCRequest request, McpTransportContext context) {
        try {
            Mono<Void> handling = session.handle(request);
            if (context != null) {
                handling = handling.contextWrite(reactor -> reactor.put(McpTransportContext.KEY, context));
            }
            handling.block();
            served(request);
        } catch (Throwable e) {
            // Reactor lets LinkageError and the like through without an answer, and the client would wait for ever.
            fail(request, e);
        }
    }

    private void served(JSONRPCRequest request) {
        if (request.method().equals(McpSchema.METHOD_TOOLS_CALL)) {
            served = true;
        }
    }

    private void fail(JSONRPCRequest request, Throwable e) {
        StackTraces.report(
                System.err, request.method() + " failed: " + e.getClass().getName(), e);
        try {
            out.answer(Preflight.internalError(request.id()));
        } catch (IOException _) {
            // The client is gone; the transport will notice.
        }
    }

    private void notification(JSONRPCNotification notification) {
        switch (notification.method()) {
            case McpSchema.METHOD_NOTIFICATION_INITIALIZED -> openSession();
            case "notifications/cancelled" -> inFlight.cancel(notification);
            // The rest concerns features that this server does not use; the SDK would answer a change of roots with
            // a request that some clients refuse.
            default -> {}
        }
    }

    /// Tells the session once that the client is ready. A client that calls a tool is, whether it said so or not.
    private void openSession() {
        if (initializeSeen.get() && sessionOpen.compareAndSet(false, true)) {
            session.handle(new JSONRPCNotification(McpSchema.METHOD_NOTIFICATION_INITIALIZED))
                    .subscribe();
        }
    }
}
