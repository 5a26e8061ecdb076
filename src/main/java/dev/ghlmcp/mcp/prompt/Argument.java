package dev.ghlmcp.mcp.prompt;

import dev.ghlmcp.mcp.lookup.Kind;

/// What a person may say with a prompt.
///
/// @param text     what the person reads
/// @param required the prompt makes no sense without
/// @param kind     what its values name, so that they can be completed; null for others
public record Argument(String name, String text, boolean required, Kind kind) {
    static final Argument LOCATION =
            naming(Kind.LOCATION, "Sub-account, by configured name or id; the usual one if omitted");

    static Argument naming(Kind kind, String text) {
        return new Argument(kind.toString(), text, false, kind);
    }

    static Argument plain(String name, String text) {
        return new Argument(name, text, false, null);
    }
}
