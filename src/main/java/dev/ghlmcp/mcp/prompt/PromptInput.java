package dev.ghlmcp.mcp.prompt;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.lookup.RecordKind;
import tools.jackson.databind.node.ObjectNode;

/// An argument of a prompt.
///
/// @param text     that the person reads
/// @param required whether the prompt needs it
/// @param kind     of the records that its values name, so that they can be completed; null for others
/// @param schema   of its values, as for the arguments of tools
public record PromptInput(String name, String text, boolean required, RecordKind kind, ObjectNode schema) {
    /// The sub-account; every prompt takes it.
    static final PromptInput LOCATION =
            naming(RecordKind.LOCATION, "Sub-account, by configured name or id; the usual one if omitted");

    static PromptInput naming(RecordKind kind, String text) {
        return new PromptInput(kind.toString(), text, false, kind, type("string"));
    }

    static PromptInput needed(RecordKind kind, String text) {
        return new PromptInput(kind.toString(), text, true, kind, type("string"));
    }

    static PromptInput number(String name, String text, int min, int max) {
        return new PromptInput(
                name, text, false, null, type("integer").put("minimum", min).put("maximum", max));
    }

    static PromptInput day(String name, String text) {
        return new PromptInput(name, text, false, null, type("string").put("format", "date"));
    }

    boolean isDay() {
        return schema.has("format");
    }

    private static ObjectNode type(String type) {
        return Json.MAPPER.createObjectNode().put("type", type);
    }
}
