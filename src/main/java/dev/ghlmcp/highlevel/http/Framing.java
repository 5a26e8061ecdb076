package dev.ghlmcp.highlevel.http;

import io.helidon.http.ClientResponseHeaders;
import io.helidon.http.HeaderNames;
import java.net.ProtocolException;

/// Finds where an answer ends. An answer that states its end in two ways is refused, as RFC 9112 6.3 advises: a reader
/// that believes the other one takes a part of the answer for the next.
public final class Framing {
    private Framing() {}

    /// Refuses an answer whose end is not certain.
    ///
    /// @throws ProtocolException if it is not certain where the body ends
    public static void check(ClientResponseHeaders headers) throws ProtocolException {
        boolean coded = headers.contains(HeaderNames.TRANSFER_ENCODING);
        boolean counted = headers.contains(HeaderNames.CONTENT_LENGTH);
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
}
