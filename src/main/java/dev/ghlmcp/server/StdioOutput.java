package dev.ghlmcp.server;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpServerTransport;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;
import reactor.core.publisher.Mono;

/// The way out: one message a line, whole lines only, and none for a request that was cancelled.
final class StdioOutput implements McpServerTransport {
    private final OutputStream out;
    private final InFlight inFlight;
    private final Codec codec = new Codec();
    private final ReentrantLock writing = new ReentrantLock();

    StdioOutput(OutputStream out, InFlight inFlight) {
        this.out = out;
        this.inFlight = inFlight;
    }

    /// Answers a request, unless it was cancelled. Taken out of flight and written under one lock, so that a request is
    /// never out of flight while its answer is not on the wire: the end of input waits for that.
    void answer(JSONRPCResponse response) throws IOException {
        byte[] message = codec.writeValueAsBytes(response);
        writing.lock();
        try {
            if (inFlight.remove(response.id())) {
                write(message);
            }
        } finally {
            writing.unlock();
        }
    }

    void write(JSONRPCMessage message) throws IOException {
        write(codec.writeValueAsBytes(message));
    }

    void write(byte[] message) throws IOException {
        writing.lock();
        try {
            out.write(message);
            out.write('\n');
            out.flush();
        } finally {
            writing.unlock();
        }
    }

    /// Lets a line that is being written end, and no other begin.
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
