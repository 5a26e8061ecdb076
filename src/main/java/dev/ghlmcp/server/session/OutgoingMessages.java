package dev.ghlmcp.server.session;

import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.server.protocol.ClientChannel;
import dev.ghlmcp.server.protocol.Codec;
import dev.ghlmcp.server.protocol.InFlight;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpServerTransport;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/// The way out of a [DuplexSession]: whole messages one after the other, and none for a request that was cancelled.
public final class OutgoingMessages implements McpServerTransport {
    private final Supplier<Caller> caller;
    private final Sink sink;
    private final InFlight inFlight;
    private final Codec codec = new Codec();
    private final ReentrantLock writing = new ReentrantLock();

    /// @param caller who is at the other end
    OutgoingMessages(Sink sink, InFlight inFlight, Supplier<Caller> caller) {
        this.caller = caller;
        this.sink = sink;
        this.inFlight = inFlight;
    }

    /// Where a message goes.
    @FunctionalInterface
    public interface Sink {
        /// Writes one message.
        void write(byte[] message) throws IOException;
    }

    /// Answers a request, unless it was cancelled. Taken out of flight and written under one lock, so that a request is
    /// never out of flight while its answer is not on the wire: the end of input waits for that.
    void answer(JSONRPCResponse response) throws IOException {
        byte[] message = codec.writeValueAsBytes(response);
        writing.lock();
        try {
            if (inFlight.remove(response.id())) {
                sink.write(message);
            }
        } finally {
            writing.unlock();
        }
    }

    /// The channel to the sender of a request in flight.
    ClientChannel peer(Object id) {
        return new ClientChannel() {
            @Override
            public Caller caller() {
                return caller.get();
            }

            @Override
            public void tell(JSONRPCNotification notification) throws IOException {
                byte[] message = codec.writeValueAsBytes(notification);
                writing.lock();
                try {
                    if (inFlight.contains(id)) {
                        sink.write(message);
                    }
                } finally {
                    writing.unlock();
                }
            }
        };
    }

    void write(JSONRPCMessage message) throws IOException {
        write(codec.writeValueAsBytes(message));
    }

    void write(byte[] message) throws IOException {
        writing.lock();
        try {
            sink.write(message);
        } finally {
            writing.unlock();
        }
    }

    /// Lets a message that is being written end, and no other begin.
    void end() {
        writing.lock();
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        try {
            if (message instanceof JSONRPCResponse response) {
                answer(response);
            } else {
                write(message);
            }
            return Mono.empty();
        } catch (IOException e) {
            return Mono.error(e);
        }
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return codec.convertValue(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }
}
