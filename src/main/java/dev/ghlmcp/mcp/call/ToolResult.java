package dev.ghlmcp.mcp.call;

import dev.ghlmcp.json.Json;
import java.net.URI;
import tools.jackson.databind.node.ObjectNode;

/// What a tool call gives back, before a transport wraps it.
///
/// @param text       plain text or the sentence of an error; null if it is the JSON
/// @param json       to be sent as `structuredContent`; null for an error
/// @param attachment what no text can hold, or null
/// @param error      the call failed; the text says why and what to do
/// @param outcome    for logs and metrics: an HTTP status, or a word such as `invalid`
public record ToolResult(String text, ObjectNode json, Attachment attachment, boolean error, String outcome) {
    /// The outcome of a call of a tool that is not there for the caller.
    public static final String UNKNOWN = "unknown";

    /// A sound.
    public sealed interface Attachment {
        /// Sent along.
        ///
        /// @param type the media type
        record Audio(String type, byte[] bytes) implements Attachment {}

        /// Saved on this machine.
        ///
        /// @param type the media type
        /// @param size in bytes
        record Saved(URI file, String name, String type, long size) implements Attachment {}
    }

    public static ToolResult answer(String outcome, ObjectNode json) {
        return new ToolResult(null, json, null, false, outcome);
    }

    public static ToolResult failed(String outcome, String sentence) {
        return new ToolResult(sentence, null, null, true, outcome);
    }

    /// What a person or an assistant reads.
    @Override
    public String text() {
        return text == null ? Json.MAPPER.writeValueAsString(json) : text;
    }

    /// Whether there is nothing but the JSON, as with almost every tool.
    public boolean plain() {
        return text == null && attachment == null;
    }
}
