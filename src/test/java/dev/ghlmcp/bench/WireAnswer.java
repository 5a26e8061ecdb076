package dev.ghlmcp.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One connection's call under way.
final class WireAnswer {
    private static final Pattern CHUNKED = Pattern.compile("(?i)\r\nTransfer-Encoding: *chunked");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: *(\\d+)\r\n");
    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";

    /// The same as a number, and the bits that it takes.
    private static final long LAST_BYTES = 0x0d0a300d0a0d0aL;

    private static final long LAST_MASK = 0xffffffffffffffL;

    private long sent;
    private int read;
    private boolean stream;
    private long lastBytes;

    /// The request goes out.
    void begin() {
        read = 0;
        sent = System.nanoTime();
    }

    long sent() {
        return sent;
    }

    /// Takes in what came, and says whether the answer is whole.
    ///
    /// @param input  as it was read into
    /// @param length of answers that are no stream
    boolean ended(ByteBuffer input, int length) {
        int n = input.position();
        if (read == 0) {
            // One of the usual length is none, so nothing is searched in it.
            stream = n != length && chunked(text(input));
        }
        read += n;
        for (int i = Math.max(0, n - LAST_CHUNK.length()); i < n; i++) {
            lastBytes = (lastBytes << 8) | (input.get(i) & 0xff);
        }
        return stream ? (lastBytes & LAST_MASK) == LAST_BYTES : read >= length;
    }

    static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes.duplicate().flip()).toString();
    }

    /// By its head, or the first piece of it.
    static boolean chunked(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        return CHUNKED.matcher(end < 0 ? answer : answer.substring(0, end)).find();
    }

    static boolean whole(String answer) {
        int body = answer.indexOf("\r\n\r\n") + 4;
        Matcher length = LENGTH.matcher(answer);
        return body >= 4
                && (length.find()
                        ? answer.substring(body).getBytes(UTF_8).length >= Integer.parseInt(length.group(1))
                        : answer.endsWith(LAST_CHUNK));
    }
}
