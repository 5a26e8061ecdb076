package dev.ghlmcp.server.session;

import dev.ghlmcp.server.http.EventStream;
import dev.ghlmcp.server.http.HttpExchange;
import dev.ghlmcp.server.protocol.Codec;
import dev.ghlmcp.server.protocol.InFlight;
import dev.ghlmcp.server.protocol.Preflight;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import reactor.core.publisher.Mono;

/// The answer to one posted request: JSON if the response is all there is to say, else a stream of events.
final class PostTransport implements McpStreamableServerTransport {
    private static final Codec CODEC = new Codec();

    private final HttpExchange exchange;
    private final InFlight inFlight;
    private final ReentrantLock writing = new ReentrantLock();
    private EventStream stream;
    private boolean gone;

    PostTransport(HttpExchange exchange, InFlight inFlight) {
        this.exchange = exchange;
        this.inFlight = inFlight;
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        byte[] json;
        try {
            json = CODEC.writeValueAsBytes(message instanceof JSONRPCResponse response ? safe(response) : message);
        } catch (IOException e) {
            return Mono.error(e);
        }
        writing.lock();
        try {
            if (!(message instanceof JSONRPCResponse response)) {
                if (exchange.accept().events()) {
                    event(json);
                } else if (message instanceof JSONRPCRequest) {
                    throw new IOException("The client takes nothing but the answer");
                }
            } else if (inFlight.remove(response.id())) {
                respond(json);
            }
            return Mono.empty();
        } catch (IOException e) {
            gone = true;
            // A lost client does not cancel the request, and a call must not fail because nobody listens.
            return message instanceof JSONRPCRequest ? Mono.error(e) : Mono.empty();
        } finally {
            writing.unlock();
        }
    }

    private void event(byte[] json) throws IOException {
        if (gone) {
            throw new IOException("The client is gone");
        }
        if (stream == null) {
            stream = exchange.events();
        }
        stream.message(json);
    }

    private void respond(byte[] json) throws IOException {
        if (stream == null) {
            exchange.answer(200, json);
        } else {
            event(json);
        }
    }

    private static JSONRPCResponse safe(JSONRPCResponse response) {
        return response.error() != null && response.error().code() == ErrorCodes.INTERNAL_ERROR
                ? Preflight.internalError(response.id())
                : response;
    }

    /// Ends the answer. A cancelled request gets an empty stream, because HTTP has no other way to say so.
    void end() {
        writing.lock();
        try {
            if (stream == null && !exchange.answered() && !gone) {
                exchange.answerNothing();
            } else if (stream != null && !gone) {
                stream.close();
            }
        } catch (IOException _) {
            // The client is gone.
        } finally {
            writing.unlock();
        }
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message, String messageId) {
        return sendMessage(message);
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return CODEC.convertValue(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }
}
