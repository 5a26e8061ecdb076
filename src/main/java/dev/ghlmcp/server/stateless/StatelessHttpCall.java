package dev.ghlmcp.server.stateless;

import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.server.http.EventStream;
import dev.ghlmcp.server.http.HttpExchange;
import dev.ghlmcp.server.protocol.ClientChannel;
import dev.ghlmcp.server.protocol.Codec;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

/// A request over HTTP and its answer: JSON if that comes soon and alone, else a stream of events. That the client has
/// left cancels the request. It shows only when something is written, so a slow one is kept alive with comments.
final class StatelessHttpCall implements ClientChannel {
    private static final Codec CODEC = new Codec();

    private final HttpExchange exchange;
    private final Thread worker = Thread.currentThread();
    private final ReentrantLock writing = new ReentrantLock();
    private EventStream stream;
    private boolean ended;
    private boolean gone;
    private volatile long written = System.nanoTime();

    /// Made by the thread that is going to work on the request.
    StatelessHttpCall(HttpExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public Caller caller() {
        return exchange.caller();
    }

    @Override
    public void tell(JSONRPCNotification notification) throws IOException {
        byte[] json = CODEC.writeValueAsBytes(notification);
        writing.lock();
        try {
            if (!ended && exchange.accept().events()) {
                event(json);
            }
        } catch (IOException e) {
            cancel();
            throw e;
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
        written = System.nanoTime();
    }

    /// How long nothing was written.
    long quiet(long now) {
        return now - written;
    }

    /// Writes a comment, on any thread.
    void keepAlive() {
        if (!writing.tryLock()) {
            return;
        }
        try {
            if (!ended && !gone && exchange.accept().events()) {
                if (stream == null) {
                    stream = exchange.events();
                }
                stream.comment();
                written = System.nanoTime();
            }
        } catch (IOException _) {
            cancel();
        } finally {
            writing.unlock();
        }
    }

    private void cancel() {
        gone = true;
        worker.interrupt();
    }

    /// Answers the request.
    ///
    /// @param response null if it failed in a way that the server's front answers
    void end(JSONRPCResponse response) throws IOException {
        writing.lock();
        try {
            ended = true;
            // The thread is the connection's, and may have been cancelled at the last moment.
            Thread.interrupted();
            if (gone || response == null) {
                return;
            }
            byte[] json = CODEC.writeValueAsBytes(response);
            if (stream != null) {
                stream.message(json);
                stream.close();
            } else {
                exchange.answer(
                        response.error() == null
                                ? 200
                                : StatelessErrors.status(response.error().code()),
                        json);
            }
        } finally {
            writing.unlock();
        }
    }
}
