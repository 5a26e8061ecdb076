package dev.ghlmcp.mcp;

/// What a tool call gives back, before a transport wraps it.
///
/// @param text       compact JSON, or the sentence of an error
/// @param structured the text is a JSON object, to be sent as `structuredContent` too
/// @param error      the call failed; the text says why and what to do
/// @param outcome    for logs and metrics: an HTTP status, or a word such as `invalid`
public record ToolResult(String text, boolean structured, boolean error, String outcome) {
    static ToolResult failed(String outcome, String sentence) {
        return new ToolResult(sentence, false, true, outcome);
    }
}
