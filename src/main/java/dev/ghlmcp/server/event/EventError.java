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

    /// As the answer to a request.
    McpError asked(Numbers numbers, String sentence, Map<String, Object> data) {
        return new McpError(of(numbers, sentence, data));
    }
}
