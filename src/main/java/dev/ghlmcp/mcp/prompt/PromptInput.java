package dev.ghlmcp.mcp.prompt;

import dev.ghlmcp.mcp.lookup.RecordKind;

/// What a person may say with a prompt.
///
/// @param text     what the person reads
/// @param required the prompt makes no sense without
/// @param kind     what its values name, so that they can be completed; null for others
public record PromptInput(String name, String text, boolean required, RecordKind kind) {
    static final PromptInput LOCATION =
            naming(RecordKind.LOCATION, "Sub-account, by configured name or id; the usual one if omitted");

    static PromptInput naming(RecordKind kind, String text) {
        return new PromptInput(kind.toString(), text, false, kind);
    }

    static PromptInput plain(String name, String text) {
        return new PromptInput(name, text, false, null);
    }
}
