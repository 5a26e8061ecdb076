package dev.ghlmcp.server.session;

import dev.ghlmcp.server.http.EventStream;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Messages on their way to a client that holds a stream open. They are written by the thread that holds the stream,
/// because a worker that is cancelled would close the connection if it were interrupted in a write.
final class MessageQueue {
    private static final int MAX = 256;
    private static final int PATIENCE_S = 10;
    private static final int QUIET_S = 5;
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>(MAX);
    private volatile boolean closed;

    /// Posts a message that may be lost: it is, if the client reads slower than it is told things.
    void offer(byte[] message) {
        messages.offer(message);
    }

    /// Posts a message; waits if the client reads slower than it is told things.
    ///
    /// @throws IOException if the client does not read
    void put(byte[] message) throws IOException {
        try {
            if (!closed && messages.offer(message, PATIENCE_S, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        close();
        throw new IOException("The client is gone");
    }

    /// Writes messages as they come, and comments while none does, until the client is gone or `close` is called.
    void pump(EventStream stream) throws IOException, InterruptedException {
        stream.comment();
        while (!closed) {
            byte[] message = messages.poll(QUIET_S, TimeUnit.SECONDS);
            if (message == null) {
                stream.comment();
            } else if (message.length > 0) {
                stream.message(message);
            }
        }
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    /// Ends the stream.
    void close() {
        closed = true;
        messages.clear();
        messages.add(END);
    }
}
