package dev.ghlmcp.mcp.confirm;

import dev.ghlmcp.text.InvisibleCharacters;

/// Text by outsiders as a part of a question: on one line, without what a person does not see or what would show it as
/// another, and not so long that it pushes the rest away.
final class SafeText {
    private SafeText() {}

    static String of(String text, int max) {
        String visible =
                InvisibleCharacters.without(text).replaceAll("\\s+", " ").strip();
        int length = visible.codePointCount(0, visible.length());
        return length <= max ? visible : visible.substring(0, visible.offsetByCodePoints(0, max)) + "...";
    }
}
