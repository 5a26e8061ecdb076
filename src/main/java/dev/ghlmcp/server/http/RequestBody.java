package dev.ghlmcp.server.http;

import dev.ghlmcp.server.connection.BodyBudget;
import dev.ghlmcp.server.connection.SlowClientGuard;
import dev.ghlmcp.server.protocol.BadMessage;
import dev.ghlmcp.server.protocol.MessageReader;
import io.helidon.http.HeaderNames;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/// Reads the messages that were posted.
public final class RequestBody {
    /// Bytes of the longest body that is read.
    public static final int MAX = 4 << 20;

    private static final int PIECE = 64 << 10;
    private static final Map<String, String> CLOSE = Map.of("Connection", "close");

    private final SlowClientGuard deadlines;
    private final BodyBudget budget;

    public RequestBody(SlowClientGuard deadlines, BodyBudget budget) {
        this.deadlines = deadlines;
        this.budget = budget;
    }

    /// Room for the body of a request.
    public BodyBudget.Lease lease(HttpExchange exchange) {
        return budget.lease(exchange.caller().principal());
    }

    /// Reads what was posted.
    ///
    /// @param lease closed when the messages are not needed any more
    public MessageReader.Posted messages(HttpExchange exchange, BodyBudget.Lease lease)
            throws IOException, InterruptedException {
        String type =
                exchange.request().headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        int parameters = type.indexOf(';');
        if (!(parameters < 0 ? type : type.substring(0, parameters)).strip().equalsIgnoreCase("application/json")) {
            throw new HttpError(415, "Content-Type must be application/json");
        }
        refuseEncoded(exchange);
        try {
            return MessageReader.messages(bytes(exchange, lease, MAX));
        } catch (BadMessage e) {
            throw new HttpError(400, e.code, e.getMessage(), Map.of());
        }
    }

    /// Reads what was posted, byte for byte, from senders who are no callers.
    ///
    /// @param sender in the accounts of memory
    /// @param max    bytes
    public byte[] raw(HttpExchange exchange, String sender, int max) throws IOException, InterruptedException {
        refuseEncoded(exchange);
        try (BodyBudget.Lease lease = budget.lease(sender)) {
            return bytes(exchange, lease, max);
        }
    }

    private static void refuseEncoded(HttpExchange exchange) {
        if (exchange.request().headers().contains(HeaderNames.CONTENT_ENCODING)) {
            throw new HttpError(415, "Send the body as it is, without Content-Encoding");
        }
    }

    private byte[] bytes(HttpExchange exchange, BodyBudget.Lease lease, int max)
            throws IOException, InterruptedException {
        long length = exchange.request().headers().contentLength().orElse(0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.clamp(length, 1024, PIECE));
        byte[] piece = new byte[8 << 10];
        int taken = 0;
        deadlines.begin();
        try (InputStream content = exchange.request().content().inputStream()) {
            for (int read = content.read(piece); read >= 0; read = content.read(piece)) {
                if (bytes.size() + read > taken) {
                    int more = length > 0 && length < PIECE ? (int) length : PIECE;
                    if (!lease.take(more)) {
                        // Read to its end, so that the client sees why.
                        content.skip(MAX);
                        throw busy();
                    }
                    taken += more;
                }
                if (bytes.size() + read > max) {
                    // A client that is only a little over the limit has written all before it reads why it is refused.
                    content.skip(MAX);
                    throw tooLarge(max);
                }
                bytes.write(piece, 0, read);
            }
            return bytes.toByteArray();
        } finally {
            deadlines.end();
        }
    }

    /// What is left of it is not read, so the connection cannot be used again.
    private static HttpError tooLarge(int max) {
        return new HttpError(413, ErrorCodes.INVALID_REQUEST, "A message may have " + max + " bytes at most", CLOSE);
    }

    private static HttpError busy() {
        return new HttpError(
                503,
                ErrorCodes.INTERNAL_ERROR,
                "The server has too many large messages to work on; try again in a second",
                Map.of("Connection", "close", "Retry-After", "1"));
    }
}
