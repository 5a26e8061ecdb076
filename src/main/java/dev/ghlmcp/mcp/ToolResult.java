package dev.ghlmcp.mcp;

import java.nio.charset.StandardCharsets;

/// What a tool call gives back, before a transport wraps it.
///
/// @param text    compact JSON, or the sentence of an error
/// @param json    the same JSON object in UTF-8, to be sent as `structuredContent` too; null for an error
/// @param error   the call failed; the text says why and what to do
/// @param outcome for logs and metrics: an HTTP status, or a word such as `invalid`
public record ToolResult(String text, byte[] json, boolean error, String outcome) {
    static ToolResult answer(String outcome, byte[] json) {
        return new ToolResult(new String(json, StandardCharsets.UTF_8), json, false, outcome);
    }

    static ToolResult failed(String outcome, String sentence) {
        return new ToolResult(sentence, null, true, outcome);
    }
}
