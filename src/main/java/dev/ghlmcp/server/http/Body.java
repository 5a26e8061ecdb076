package dev.ghlmcp.server.http;

import dev.ghlmcp.server.BadMessage;
import dev.ghlmcp.server.MessageReader;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/// Reads the message that was posted.
final class Body {
    /// Bytes of the longest body that is read.
    static final int LONGEST = 4 << 20;

    private final Deadlines deadlines;

    Body(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    JSONRPCMessage message(ServerRequest request) throws IOException {
        String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        int parameters = type.indexOf(';');
        if (!(parameters < 0 ? type : type.substring(0, parameters)).strip().equalsIgnoreCase("application/json")) {
            throw new Refusal(415, "Content-Type must be application/json");
        }
        try {
            return MessageReader.message(bytes(request));
        } catch (BadMessage e) {
            throw new Refusal(400, e.code, e.getMessage(), Map.of());
        }
    }

    private byte[] bytes(ServerRequest request) throws IOException {
        deadlines.begin();
        try (InputStream content = request.content().inputStream()) {
            byte[] bytes = content.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                // A client that is only a little over the limit has written all before it reads why it is refused.
                content.skip(LONGEST);
                throw tooLarge();
            }
            return bytes;
        } finally {
            deadlines.end();
        }
    }

    /// What is left of it is not read, so the connection cannot be used again.
    private static Refusal tooLarge() {
        return new Refusal(
                413,
                ErrorCodes.INVALID_REQUEST,
                "A message may have " + LONGEST + " bytes at most",
                Map.of("Connection", "close"));
    }
}
