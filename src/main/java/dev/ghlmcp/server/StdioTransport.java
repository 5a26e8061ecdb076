package dev.ghlmcp.server;

import dev.ghlmcp.catalog.ToolList;
import dev.ghlmcp.mcp.Dispatcher;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/// MCP over standard input and output: one JSON-RPC message a line, requests answered side by side on virtual threads
/// in the order in which they finish. Written because the SDK's own provider ends the process at the first malformed
/// line, under sixteen parallel calls, and with calls unanswered at the end of input.
public final class StdioTransport implements McpServerTransportProvider {
    /// Bytes of the longest line that is read.
    static final int LONGEST_LINE = 4 << 20;

    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final LineReader in;
    private final InFlight inFlight = new InFlight();
    private final StdioOutput out;
    private final Shortcuts shortcuts;
    private final Supplier<Dispatcher> dispatcher;
    private final AtomicBoolean initializeSeen = new AtomicBoolean();
    private final AtomicBoolean sessionOpen = new AtomicBoolean();
    private final AtomicBoolean warmed = new AtomicBoolean();
    private McpServerSession session;

    /// @param dispatcher asked for after the tools were listed, or at the first call
    /// @param version    told to the client
    public StdioTransport(
            InputStream in, OutputStream out, ToolList tools, Supplier<Dispatcher> dispatcher, String version) {
        this.in = new LineReader(in, LONGEST_LINE);
        this.out = new StdioOutput(out, inFlight);
        this.shortcuts = new Shortcuts(tools);
        this.dispatcher = dispatcher;
        ToolServer.build(this, tools, dispatcher, version);
    }

    /// Serves until the input ends, then waits at most 10 s for calls that were read to be answered.
    public void run() throws IOException, InterruptedException {
        for (LineReader.Line line = in.next(); line != null; line = in.next()) {
            if (line.bytes() == null) {
                out.write(MessageWriter.error(
                        ErrorCodes.INVALID_REQUEST, "A line may have " + LONGEST_LINE + " bytes at most"));
            } else {
                receive(line.bytes());
            }
        }
        inFlight.await(DRAIN);
        inFlight.cancelAll();
        out.end();
    }

    /// Cancels every call, for a process that is told to stop.
    public void cancelAll() {
        inFlight.cancelAll();
    }

    private void receive(byte[] line) throws IOException {
        JSONRPCMessage message;
        try {
            message = MessageReader.message(line);
        } catch (BadMessage e) {
            out.write(MessageWriter.error(e.code, e.getMessage()));
            return;
        }
        if (message instanceof JSONRPCRequest request) {
            request(request);
        } else if (message instanceof JSONRPCNotification notification) {
            notification(notification);
        } else {
            session.handle(message).subscribe();
        }
    }

    private void request(JSONRPCRequest request) throws IOException {
        boolean initialize = request.method().equals(McpSchema.METHOD_INITIALIZE);
        if (!initialize && !initializeSeen.get() && !request.method().equals(McpSchema.METHOD_PING)) {
            // The SDK's session would keep it waiting for ever.
            out.write(Shortcuts.error(request.id(), ErrorCodes.INVALID_PARAMS, "The first request must be initialize"));
            return;
        }
        JSONRPCResponse shortcut = shortcuts.answer(request);
        if (shortcut != null) {
            out.write(shortcut);
            if (request.method().equals(McpSchema.METHOD_TOOLS_LIST)) {
                warm();
            }
            return;
        }
        Thread worker = Thread.ofVirtual().unstarted(() -> handle(request));
        if (!inFlight.add(request.id(), worker)) {
            out.write(Shortcuts.error(request.id(), ErrorCodes.INVALID_REQUEST, "A request with this id is in flight"));
        } else if (initialize) {
            initializeSeen.set(true);
            handle(request);
        } else {
            openSession();
            worker.start();
        }
    }

    private void handle(JSONRPCRequest request) {
        try {
            session.handle(request).block();
        } catch (Throwable e) {
            // Reactor lets LinkageError and the like through without an answer, and the client would wait for ever.
            fail(request, e);
        }
    }

    private void fail(JSONRPCRequest request, Throwable e) {
        System.err.println(
                "ghl-mcp: " + request.method() + " failed: " + e.getClass().getName());
        try {
            out.answer(Shortcuts.error(request.id(), ErrorCodes.INTERNAL_ERROR, "Internal error in ghl-mcp"));
        } catch (IOException _) {
            // The client is gone; the end of input will tell.
        }
    }

    private void notification(JSONRPCNotification notification) {
        switch (notification.method()) {
            case McpSchema.METHOD_NOTIFICATION_INITIALIZED -> openSession();
            case "notifications/cancelled" -> {
                if (notification.params() instanceof Map<?, ?> params && params.get("requestId") != null) {
                    inFlight.cancel(params.get("requestId"));
                }
            }
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

    private void warm() {
        if (warmed.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("warm").start(() -> {
                try {
                    dispatcher.get().warm();
                } catch (RuntimeException | Error _) {
                    // The process is ending, or the first call will meet the same trouble and tell.
                }
            });
        }
    }

    @Override
    public void setSessionFactory(McpServerSession.Factory factory) {
        session = factory.create(out);
    }

    @Override
    public Mono<Void> notifyClients(String method, Object params) {
        return session.sendNotification(method, params);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }
}
