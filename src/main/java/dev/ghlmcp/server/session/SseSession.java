package dev.ghlmcp.server.session;

import dev.ghlmcp.server.http.EventStream;
import dev.ghlmcp.server.http.HttpError;
import dev.ghlmcp.server.http.HttpExchange;
import dev.ghlmcp.server.protocol.InFlight;
import dev.ghlmcp.server.protocol.MessageReader;
import dev.ghlmcp.server.protocol.ServerFeatures;
import java.io.IOException;
import java.util.UUID;

/// One client's session over HTTP+SSE of 2024-11-05: a stream that it holds open, and messages that it posts.
final class SseSession implements Session {
    private static final int MAX_IN_FLIGHT = 256;

    private final String id = UUID.randomUUID().toString();
    private final String principal;
    private final MessageQueue mailbox = new MessageQueue();
    private final DuplexSession conversation;
    private volatile boolean used;
    private volatile long lastUsed = System.nanoTime();

    SseSession(ServerFeatures features, String principal) {
        this.principal = principal;
        this.conversation = new DuplexSession(features, mailbox::put, new InFlight(MAX_IN_FLIGHT), null);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String principal() {
        return principal;
    }

    /// It lives as long as its stream.
    @Override
    public boolean idle(long nanos) {
        return false;
    }

    @Override
    public boolean used() {
        return used;
    }

    @Override
    public long lastUsed() {
        return lastUsed;
    }

    /// Its answers come in the stream, long after the request was accepted.
    @Override
    public boolean busy() {
        return conversation.busy() || !mailbox.isEmpty();
    }

    void receive(MessageReader.Posted posted, HttpExchange exchange) throws IOException {
        used = true;
        lastUsed = System.nanoTime();
        try {
            conversation.receive(posted, exchange::caller, 0);
        } catch (IOException _) {
            throw new HttpError(404, "The stream of this session is gone; begin another");
        }
        exchange.answer(202);
    }

    void listen(HttpExchange exchange) throws IOException, InterruptedException {
        EventStream events = exchange.events();
        // Relative to the stream's own address, as the proxies in front may add to the path.
        boolean slash = exchange.request().path().rawPath().endsWith("/");
        events.event("endpoint", (slash ? "../" : "") + "messages?sessionId=" + id);
        mailbox.pump(events);
        events.close();
    }

    @Override
    public void end() {
        conversation.cancelAll();
        mailbox.close();
    }
}
