package dev.ghlmcp.text;

/// Characters that a person does not see and a model reads: hidden orders travel in them, and bidirectional ones show a
/// text as another than it is.
public final class InvisibleCharacters {
    private InvisibleCharacters() {}

    /// Whether there can be any: most texts have none, which one look at each character tells.
    private static boolean may(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' ? c != '\n' && c != '\t' && c != '\r' : c == 0xAD || (c >= 0x7F && c <= 0x9F) || c >= 0x115F) {
                return true;
            }
        }
        return false;
    }

    /// The text without them. Joiners stay between the characters of scripts and emoji that need them.
    public static String without(String text) {
        if (!may(text)) {
            return text;
        }
        StringBuilder visible = null;
        int next;
        for (int i = 0; i < text.length(); i = next) {
            int c = text.codePointAt(i);
            next = i + Character.charCount(c);
            boolean joins = (c == 0x200C || c == 0x200D) && joined(text, i, next);
            if (hidden(c) && !joins) {
                visible = visible == null ? new StringBuilder(text.length()).append(text, 0, i) : visible;
            } else if (visible != null) {
                visible.appendCodePoint(c);
            }
        }
        return visible == null ? text : visible.toString();
    }

    private static boolean joined(String text, int at, int next) {
        return at > 0
                && next < text.length()
                && text.charAt(at - 1) > 0x24F
                && text.charAt(next) > 0x24F
                && !hidden(text.codePointBefore(at))
                && !hidden(text.codePointAt(next));
    }

    private static boolean hidden(int c) {
        return (c < ' ' && c != '\n' && c != '\t' && c != '\r')
                || (c >= 0x7F && c <= 0x9F)
                || c == 0xAD
                || c == 0x34F
                || c == 0x115F
                || c == 0x1160
                || (c >= 0x17B4 && c <= 0x17B5)
                || (c >= 0x180B && c <= 0x180F)
                || (c >= 0x200B && c <= 0x200F)
                || (c >= 0x2028 && c <= 0x202E)
                || (c >= 0x2060 && c <= 0x206F)
                || c == 0x3164
                || c == 0xFEFF
                || c == 0xFFA0
                || (c >= 0xFFF0 && c <= 0xFFFB)
                || (c >= 0xD800 && c <= 0xDFFF)
                || (c >= 0x1D173 && c <= 0x1D17A)
                || (c >= 0xE0000 && c <= 0xE0FFF);
    }
}
