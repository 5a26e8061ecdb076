package dev.ghlmcp.mcp.confirm;

import dev.ghlmcp.text.InvisibleCharacters;

/// A text by outsiders as part of a question: on one line, cut, and without characters that are invisible or change the
/// direction of others.
final class SafeText {
    private SafeText() {}

    static String of(String text, int max) {
        String visible =
                InvisibleCharacters.without(text).replaceAll("\\s+", " ").strip();
        int length = visible.codePointCount(0, visible.length());
        return length <= max ? visible : visible.substring(0, visible.offsetByCodePoints(0, max)) + "...";
    }
}
