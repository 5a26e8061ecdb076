package dev.ghlmcp.highlevel.http.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.util.Arrays;
import java.util.function.Supplier;

/// The bytes of answers as they come, without interim ones (1xx), which Helidon takes for the answer (RFC 9110 15.2: a
/// client must be able to read over them).
public final class AnswerBytes implements Supplier<byte[]> {
    private static final byte[] STATUS = HttpBytes.ascii("HTTP/1.1 1");
    private static final byte[] SWITCHING = HttpBytes.ascii("01");
    private static final byte[] END = HttpBytes.ascii("\r\n\r\n");

    /// In bytes, of all interim answers to one request together.
    private static final int MAX_INTERIM = 64 << 10;

    /// In bytes. Most answers fit into the smallest block, and larger ones would be most of what a call allocates.
    private static final int MIN_BLOCK = 2 << 10;

    private static final int MAX_BLOCK = 16 << 10;

    private final InputStream in;
    private int blockSize = MIN_BLOCK;
    private boolean begun = true;
    private long left;
    private long limit = Long.MAX_VALUE;

    public AnswerBytes(InputStream in) {
        this.in = in;
    }

    /// The most bytes that an answer may have.
    public void limit(long bytes) {
        limit = bytes;
    }

    /// A request is going out: an answer begins with the next byte.
    public void expect() {
        begun = false;
        left = limit;
    }

    @Override
    public byte[] get() {
        try {
            byte[] bytes = next();
            if (begun || bytes == null) {
                return bytes;
            }
            byte[] answer = withoutInterim(bytes);
            begun = true;
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] withoutInterim(byte[] first) throws IOException {
        byte[] bytes = first;
        int interim = 0;
        while (Arrays.mismatch(bytes, STATUS) == Math.min(bytes.length, STATUS.length)
                || Arrays.mismatch(bytes, STATUS) < 0) {
            int end = HttpBytes.find(END, bytes, bytes.length);
            if (end >= 0) {
                if (Arrays.equals(bytes, STATUS.length, STATUS.length + 2, SWITCHING, 0, 2)) {
                    throw new ProtocolException("a switch to another protocol, which nobody asked for");
                }
                interim += end + END.length;
                bytes = Arrays.copyOfRange(bytes, end + END.length, bytes.length);
                if (bytes.length > 0) {
                    continue;
                }
            }
            if (interim + bytes.length > MAX_INTERIM) {
                throw new ProtocolException("interim answers without end");
            }
            byte[] more = next();
            if (more == null) {
                return bytes.length == 0 ? null : bytes;
            }
            bytes = HttpBytes.join(bytes, more);
        }
        return bytes;
    }

    private byte[] next() throws IOException {
        byte[] bytes = block();
        left -= bytes == null ? 0 : bytes.length;
        if (left < 0) {
            throw new ProtocolException("an answer without end");
        }
        return bytes;
    }

    private byte[] block() throws IOException {
        byte[] block = new byte[blockSize];
        int length = in.read(block);
        if (length < blockSize) {
            return length < 0 ? null : Arrays.copyOf(block, length);
        }
        blockSize = Math.min(2 * blockSize, MAX_BLOCK);
        return block;
    }
}
