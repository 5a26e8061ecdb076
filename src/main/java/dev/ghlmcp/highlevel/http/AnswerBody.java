package dev.ghlmcp.highlevel.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import io.helidon.http.ClientResponseHeaders;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webclient.http1.Http1ClientResponse;
import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;

/// Reads the body of an answer, and finds where it ends (RFC 9112 6.3 and 7.1). Helidon's own reader refuses chunk
/// extensions, waits for a body after a 304, and believes one of two lengths. An answer that states its end in two ways
/// is refused: a reader that believes the other one takes a part of the answer for the next.
public final class AnswerBody {
    /// In bytes, of a chunk's head or a trailer.
    private static final int MAX_LINE = 4096;

    private static final int MAX_TRAILERS = 100;
    private static final int MAX_HEX_DIGITS = 7;

    private final DataReader reader;
    private final int max;
    private final Runnable waits;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);

    private AnswerBody(DataReader reader, int max, Runnable waits) {
        this.reader = reader;
        this.max = max;
        this.waits = waits;
    }

    /// Reads a body to its end, after which the connection can carry another request, unless the other side closes it.
    ///
    /// @param max   in bytes
    /// @param waits run before each wait for more
    /// @return null if there is more; what is left of it stays on the connection
    /// @throws ProtocolException if it is not certain where the body ends
    /// @throws RuntimeException if the connection breaks off before that
    public static byte[] read(UpstreamConnection connection, Http1ClientResponse response, int max, Runnable waits)
            throws ProtocolException {
        ClientResponseHeaders headers = response.headers();
        int status = response.status().code();
        boolean coded = headers.contains(HeaderNames.TRANSFER_ENCODING);
        boolean counted = headers.contains(HeaderNames.CONTENT_LENGTH);
        check(headers, coded, counted);
        AnswerBody body = new AnswerBody(connection.reader(), max, waits);
        boolean none = status == 204 || status == 304;
        boolean whole = none
                || (coded
                        ? body.chunks()
                        : counted ? body.take(headers.contentLength().orElseThrow()) : body.rest());
        if (whole && (none || coded || counted) && !headers.containsToken(HeaderValues.CONNECTION_CLOSE)) {
            connection.releaseResource();
        }
        return whole ? body.body.toByteArray() : null;
    }

    private static void check(ClientResponseHeaders headers, boolean coded, boolean counted) throws ProtocolException {
        if (coded && counted) {
            throw new ProtocolException("Content-Length beside Transfer-Encoding");
        }
        if (coded && !headers.get(HeaderNames.TRANSFER_ENCODING).get().equalsIgnoreCase("chunked")) {
            throw new ProtocolException("an unknown Transfer-Encoding");
        }
        if (counted && headers.get(HeaderNames.CONTENT_LENGTH).allValues().size() > 1) {
            throw new ProtocolException("more than one Content-Length");
        }
    }

    private boolean chunks() throws ProtocolException {
        for (int size = size(line()); size > 0; size = size(line())) {
            if (!take(size)) {
                return false;
            }
            if (!line().isEmpty()) {
                throw new ProtocolException("a chunk longer than it says");
            }
        }
        for (int trailers = 0; !line().isEmpty(); trailers++) {
            if (trailers == MAX_TRAILERS) {
                throw new ProtocolException("trailers without end");
            }
        }
        return true;
    }

    /// What follows a semicolon are extensions, which no reader needs.
    private static int size(String line) throws ProtocolException {
        int end = line.indexOf(';');
        String digits = (end < 0 ? line : line.substring(0, end)).stripTrailing();
        if (!digits.matches("\\p{XDigit}{1,16}")) {
            throw new ProtocolException("a chunk without a size");
        }
        String number = digits.replaceFirst("^0+(?=.)", "");
        return number.length() > MAX_HEX_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(number, 16);
    }

    private String line() throws ProtocolException {
        waits.run();
        int length = reader.findNewLine(MAX_LINE);
        if (length == MAX_LINE) {
            throw new ProtocolException("a line without end");
        }
        String line = reader.readAsciiString(length);
        reader.skip(2);
        if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
            // Some take it for the end of the line.
            throw new ProtocolException("half a line end");
        }
        return line;
    }

    private boolean take(long length) {
        if (length > max - body.size()) {
            return false;
        }
        for (long left = length; left > 0; ) {
            left -= block(left);
        }
        return true;
    }

    /// Without a length the body ends with the connection.
    private boolean rest() {
        try {
            while (body.size() <= max) {
                block(max + 1L - body.size());
            }
            return false;
        } catch (InsufficientDataAvailableException _) {
            return true;
        }
    }

    private int block(long limit) {
        waits.run();
        reader.ensureAvailable();
        byte[] block = reader.readBytes((int) Math.min(limit, reader.available()));
        body.writeBytes(block);
        return block.length;
    }
}
