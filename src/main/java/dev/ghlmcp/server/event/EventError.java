package dev.ghlmcp.server.event;

import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.util.Map;

/// The errors that the extension adds to the protocol. SEP-3415 calls its numbers provisional; the sketch before it,
/// which ChatGPT follows, has others.
enum EventError {
    /// There is no such event or subscription; `data.kind` says which.
    NOT_FOUND(0),
    /// The caller may not have these events, or no more.
    FORBIDDEN(1),
    /// A limit is reached; `data.limit` names it.
    RESOURCE_EXHAUSTED(2),
    /// What is asked for is not supported here; `data.feature` names it.
    UNSUPPORTED(3),
    /// A callback address could not be reached or did not agree; `data.reason` says why.
    CALLBACK_ENDPOINT(4);

    /// A reader whose watch no longer exists reads this.
    static final String ENDED = "The watch was ended, by stop_watch or by who runs this server, or its store was lost."
            + " Ask for the events again, and it begins anew, without what happened in between";

    private static final int SEP = -32_023;
    private static final int SKETCH = -32_011;

    /// How far it is below the first.
    private final int offset;

    EventError(int offset) {
        this.offset = offset;
    }

    /// Which numbers there are.
    enum Numbers {
        SEP,
        SKETCH
    }

    /// As a member `error` of a message that ends a subscription has it, and a response.
    JSONRPCError of(Numbers numbers, String sentence, Map<String, Object> data) {
        return new JSONRPCError((numbers == Numbers.SEP ? SEP : SKETCH) - offset, sentence, data);
    }

    /// Ends a subscription whose watch is there no longer.
    static JSONRPCError ended(Numbers numbers) {
        return NOT_FOUND.of(numbers, ENDED, Map.of("kind", "subscription", "reason", "watch ended"));
    }

    /// As the answer to a request.
    McpError asked(Numbers numbers, String sentence, Map<String, Object> data) {
        return new McpError(of(numbers, sentence, data));
    }
}
