package dev.ghlmcp.server.session;

import dev.ghlmcp.server.http.EventStream;
import dev.ghlmcp.server.http.HttpError;
import dev.ghlmcp.server.http.HttpExchange;
import dev.ghlmcp.server.http.PostChannel;
import dev.ghlmcp.server.http.ToolPath;
import dev.ghlmcp.server.protocol.InFlight;
import dev.ghlmcp.server.protocol.MessageReader;
import dev.ghlmcp.server.protocol.MessageWriter;
import dev.ghlmcp.server.protocol.ProtocolErrors;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// One client's session over Streamable HTTP.
public final class StreamableSession implements Session {
    private static final int MAX_IN_FLIGHT = 256;

    private final ClientSession session;
    private final ToolPath path;
    private final String principal;
    private final InFlight inFlight = new InFlight(MAX_IN_FLIGHT);
    private final AtomicReference<MessageQueue> listening = new AtomicReference<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean used;
    private volatile long lastUsed = System.nanoTime();

    StreamableSession(ClientSession session, ToolPath path, String principal) {
        this.session = session;
        this.path = path;
        this.principal = principal;
        session.notifying(this::notify);
    }

    @Override
    public String id() {
        return session.id();
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
        return session.version();
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
            if (message instanceof JSONRPCResponse response) {
                session.reply(response);
                if (MessageReader.empty(response)) {
                    throw new HttpError(400, response.error().message());
                }
            } else if (message instanceof JSONRPCNotification notification) {
                inFlight.notified(notification);
            }
            exchange.answer(202);
        } finally {
            lastUsed = System.nanoTime();
            requests.decrementAndGet();
        }
    }

    private void request(JSONRPCRequest request, HttpExchange exchange) throws IOException {
        String refusal = inFlight.add(request.id(), Thread.currentThread());
        if (refusal != null) {
            exchange.answer(400, ProtocolErrors.response(request.id(), ErrorCodes.INVALID_REQUEST, refusal));
            return;
        }
        // A lost client does not cancel the request: it may come back to its session.
        PostChannel channel = new PostChannel(exchange, _ -> 200, () -> {});
        JSONRPCResponse response = session.answer(request, channel);
        if (inFlight.remove(request.id())) {
            channel.answer(response);
        } else {
            channel.cancelled();
        }
    }

    /// Holds a stream open, as clients of this era expect. A second one replaces the first, which the client has lost.
    public void listen(HttpExchange exchange) throws IOException, InterruptedException {
        MessageQueue mailbox = new MessageQueue();
        MessageQueue before = listening.getAndSet(mailbox);
        if (before != null) {
            before.close();
        }
        try {
            EventStream events = exchange.events();
            mailbox.pump(events);
            events.close();
        } finally {
            listening.compareAndSet(mailbox, null);
            lastUsed = System.nanoTime();
        }
    }

    private void notify(JSONRPCNotification notification) {
        MessageQueue mailbox = listening.get();
        if (mailbox != null) {
            mailbox.offer(MessageWriter.bytes(notification));
        }
    }

    @Override
    public void end() {
        session.end();
        inFlight.cancelAll();
        MessageQueue mailbox = listening.get();
        if (mailbox != null) {
            mailbox.close();
        }
    }
}
