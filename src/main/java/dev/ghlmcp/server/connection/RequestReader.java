package dev.ghlmcp.server.connection;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import java.util.function.Supplier;

/// Reads the bytes of a connection's requests. It corrects how Helidon 4.5.0 reads bodies in chunks (RFC 9112, 7.1):
/// it skips extensions and trailers, does not read a chunk that is longer than a body may be, and answers a malformed
/// chunk as the client's fault. Helidon takes a whole chunk into memory, so long ones are handed over in pieces. It
/// reads lines of chunked bodies only.
final class RequestReader extends DataReader {
    private static final int MAX_LINE = 4 << 10;
    private static final int MAX_TRAILERS = 16 << 10;
    private static final int CRLF = 2;
    private static final int PIECE = 16 << 10;

    private final long maxChunk;
    private Next next = Next.SIZE;
    private int piece;
    private long left;

    private enum Next {
        SIZE,
        DATA,
        END,
        TRAILERS
    }

    /// @param bytes   as they come; null at the end
    /// @param maxBody bytes
    @SuppressWarnings("removal") // its factory makes no subclass
    RequestReader(Supplier<byte[]> bytes, int maxBody) {
        super(bytes);
        // A body that is slightly too long is read, so that the client can finish writing and then read the refusal.
        this.maxChunk = 2L * maxBody;
    }

    @Override
    public String readLine() {
        if (next == Next.TRAILERS) {
            next = Next.SIZE;
            int left = MAX_TRAILERS;
            while (!line(left).isEmpty()) {
                left -= MAX_LINE / 16;
            }
            return "";
        }
        if (left == 0) {
            left = size();
        }
        piece = (int) Math.min(left, PIECE);
        left -= piece;
        next = piece == 0 ? Next.TRAILERS : Next.DATA;
        return Integer.toHexString(piece);
    }

    private long size() {
        String line = line(MAX_LINE);
        int extension = line.indexOf(';');
        String size = (extension < 0 ? line : line.substring(0, extension)).strip();
        if (!size.matches("[0-9a-fA-F]{1,15}")) {
            throw bad("A chunk of the body has no size");
        }
        long bytes = Long.parseLong(size, 16);
        if (bytes > maxChunk) {
            throw refused(Status.REQUEST_ENTITY_TOO_LARGE_413, "A chunk of the body is too long");
        }
        return bytes;
    }

    private String line(int max) {
        try {
            int length = max < 1 ? max : findNewLine(Math.min(max, MAX_LINE));
            if (length >= Math.min(max, MAX_LINE)) {
                throw bad("A line between the chunks of the body is too long");
            }
            String line = readAsciiString(length);
            super.skip(CRLF);
            return line;
        } catch (IncorrectNewLineException _) {
            throw bad("A line between the chunks of the body does not end with CR LF");
        }
    }

    /// Helidon passes over whatever two bytes follow a chunk.
    @Override
    public void skip(int bytes) {
        if (next == Next.END && bytes == CRLF) {
            next = Next.SIZE;
            if (left > 0) {
                return;
            }
            if (!startsWithNewLine()) {
                throw bad("A chunk of the body is longer than its size says");
            }
        } else if (next == Next.DATA && bytes == piece) {
            next = Next.END;
        }
        super.skip(bytes);
    }

    static RequestException bad(String sentence) {
        return refused(Status.BAD_REQUEST_400, sentence);
    }

    private static RequestException refused(Status status, String sentence) {
        return RequestException.builder()
                .type(EventType.BAD_REQUEST)
                .status(status)
                .setKeepAlive(false)
                .safeMessage(true)
                .message(sentence)
                .build();
    }
}
