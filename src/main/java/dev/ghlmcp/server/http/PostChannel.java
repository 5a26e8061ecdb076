package dev.ghlmcp.server.http;

import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.server.protocol.Channel;
import dev.ghlmcp.server.protocol.MessageWriter;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntUnaryOperator;

/// The answer to one posted request: JSON if the response is all there is to say, else a stream of events.
public final class PostChannel implements Channel {
    private final HttpExchange exchange;
    private final IntUnaryOperator statuses;
    private final Runnable lost;
    private final ReentrantLock writing = new ReentrantLock();
    private EventStream stream;
    private boolean ended;
    private boolean gone;
    private volatile long written = System.nanoTime();

    /// @param statuses the HTTP status of an error's code
    /// @param lost     run if the client is gone, which shows only when something is written
    public PostChannel(HttpExchange exchange, IntUnaryOperator statuses, Runnable lost) {
        this.exchange = exchange;
        this.statuses = statuses;
        this.lost = lost;
    }

    @Override
    public Caller caller() {
        return exchange.caller();
    }

    @Override
    public boolean oneWay() {
        return !exchange.accept().events();
    }

    @Override
    public void notify(JSONRPCNotification notification) throws IOException {
        if (!oneWay()) {
            send(notification);
        }
    }

    @Override
    public JSONRPCResponse ask(JSONRPCRequest question, Future<JSONRPCResponse> reply)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        if (oneWay()) {
            throw new IOException("The client takes nothing but the answer");
        }
        send(question);
        return reply.get(PATIENCE_S, TimeUnit.SECONDS);
    }

    private void send(JSONRPCMessage message) throws IOException {
        byte[] json = MessageWriter.bytes(message);
        writing.lock();
        try {
            if (gone) {
                throw new IOException("The client is gone");
            }
            if (!ended) {
                begun().message(json);
                written = System.nanoTime();
            }
        } catch (IOException e) {
            lose();
            throw e;
        } finally {
            writing.unlock();
        }
    }

    private EventStream begun() throws IOException {
        if (stream == null) {
            stream = exchange.events();
        }
        return stream;
    }

    private void lose() {
        gone = true;
        lost.run();
    }

    /// How long nothing was written.
    public long quiet(long now) {
        return now - written;
    }

    /// Writes a comment, on any thread.
    public void keepAlive() {
        if (!writing.tryLock()) {
            return;
        }
        try {
            if (!ended && !gone && !oneWay()) {
                begun().comment();
                written = System.nanoTime();
            }
        } catch (IOException _) {
            lose();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void answer(JSONRPCResponse response) throws IOException {
        byte[] json = MessageWriter.bytes(response);
        writing.lock();
        try {
            end();
            if (gone) {
                return;
            }
            if (stream != null) {
                stream.message(json);
                stream.close();
            } else {
                exchange.answer(
                        response.error() == null
                                ? 200
                                : statuses.applyAsInt(response.error().code()),
                        json);
            }
        } finally {
            writing.unlock();
        }
    }

    /// Ends the answer to a request that was cancelled with an empty stream, because HTTP has no other way to say so.
    public void cancelled() throws IOException {
        writing.lock();
        try {
            end();
            if (stream != null && !gone) {
                stream.close();
            } else if (!gone) {
                exchange.answerNothing();
            }
        } finally {
            writing.unlock();
        }
    }

    /// The thread is the connection's, and may have been cancelled at the last moment.
    private void end() {
        ended = true;
        Thread.interrupted();
    }
}
