package dev.ghlmcp.server.http;

import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// A response of server-sent events. Not thread-safe.
public final class EventStream {
    private static final byte[] MESSAGE = "event: message\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;

    EventStream(OutputStream out) {
        this.out = out;
    }

    /// Sends a JSON-RPC message.
    ///
    /// @param json compact, so that it is one line
    /// @throws IOException if the client is gone
    public void message(byte[] json) throws IOException {
        send(MESSAGE, json);
    }

    /// Sends a comment, which clients ignore, to learn whether the client is still there.
    public void comment() throws IOException {
        send(": ".getBytes(StandardCharsets.US_ASCII), new byte[0]);
    }

    public void event(String name, String data) throws IOException {
        send(
                ("event: " + name + "\ndata: ").getBytes(StandardCharsets.US_ASCII),
                data.getBytes(StandardCharsets.UTF_8));
    }

    private void send(byte[] start, byte[] data) throws IOException {
        // One write, so that the event is one packet.
        byte[] event = new byte[start.length + data.length + END.length];
        System.arraycopy(start, 0, event, 0, start.length);
        System.arraycopy(data, 0, event, start.length, data.length);
        System.arraycopy(END, 0, event, start.length + data.length, END.length);
        write(() -> {
            out.write(event);
            out.flush();
        });
    }

    /// Ends the response.
    public void close() throws IOException {
        write(out::close);
    }

    /// Something that goes to the client.
    @FunctionalInterface
    interface Write {
        void run() throws IOException;
    }

    /// Helidon has other exceptions for a client that is gone.
    static void write(Write write) throws IOException {
        try {
            write.run();
        } catch (UncheckedIOException | CloseConnectionException e) {
            throw new IOException("The client is gone", e);
        }
    }
}
