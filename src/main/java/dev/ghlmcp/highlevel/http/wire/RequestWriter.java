package dev.ghlmcp.highlevel.http.wire;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// Sends requests as Helidon writes them, less the length of a body that is not there: a GET or DELETE has none.
public final class RequestWriter implements DataWriter {
    private static final byte[] NO_BODY = HttpBytes.ascii("\r\nContent-Length: 0\r\n");

    /// The line without the end of the one before.
    private static final int LINE = NO_BODY.length - 2;

    private final OutputStream out;
    private final Runnable expect;

    /// @param expect told before each request
    public RequestWriter(OutputStream out, Runnable expect) {
        this.out = out;
        this.expect = expect;
    }

    @Override
    public void write(BufferData... buffers) {
        write(BufferData.create(buffers));
    }

    @Override
    public void write(BufferData buffer) {
        byte[] request = new byte[buffer.available()];
        int length = buffer.read(request);
        int at = HttpBytes.mayLackBody(request) ? HttpBytes.find(NO_BODY, request, length) : -1;
        try {
            expect.run();
            if (at < 0) {
                out.write(request, 0, length);
            } else {
                System.arraycopy(request, at + LINE, request, at, length - at - LINE);
                out.write(request, 0, length - LINE);
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
