package dev.ghlmcp.server.connection;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.nio.charset.StandardCharsets;

/// Writes the bytes of a connection's responses, whatever they are: a client that does not read them loses its
/// connection, and the answer to HEAD ends with its head (RFC 9110, 9.3.2), which Helidon leaves to each handler.
final class ResponseWriter implements DataWriter {
    private static final String END = "\r\n\r\n";

    private final DataWriter helidon;
    private final SlowClientGuard guard;
    private Part part = Part.ALL;

    private enum Part {
        ALL,
        HEAD,
        NOTHING
    }

    ResponseWriter(DataWriter helidon, SlowClientGuard guard) {
        this.helidon = helidon;
        this.guard = guard;
    }

    /// A request was read.
    ///
    /// @param head whether it is HEAD
    void begin(boolean head) {
        part = head ? Part.HEAD : Part.ALL;
    }

    @Override
    public void write(BufferData buffer) {
        if (part != Part.NOTHING) {
            BufferData kept = part == Part.ALL ? buffer : head(buffer);
            guard.write(kept.available(), () -> helidon.write(kept));
        }
    }

    private BufferData head(BufferData buffer) {
        String bytes = new String(buffer.readBytes(), StandardCharsets.ISO_8859_1);
        // An interim response is followed by another head.
        part = bytes.startsWith("HTTP/1.1 1") ? Part.HEAD : Part.NOTHING;
        String head = bytes.substring(0, bytes.indexOf(END) + END.length());
        return BufferData.create(head.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void write(BufferData... buffers) {
        write(BufferData.create(buffers));
    }

    @Override
    public void writeNow(BufferData... buffers) {
        write(buffers);
    }

    @Override
    public void writeNow(BufferData buffer) {
        write(buffer);
    }
}
