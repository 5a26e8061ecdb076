package dev.ghlmcp.text;

import java.util.regex.Pattern;

/// What somebody else wrote, as part of a sentence that a person or a model reads: on one line, cut, and without
/// characters that are invisible, change the direction of others, or look like the end of a quotation.
public final class ForeignText {
    private static final int MAX = 60;

    /// White space, control and unassigned characters; the joiners that scripts need were kept on purpose.
    private static final Pattern GAPS = Pattern.compile("[\\p{C}\\p{Z}\\s&&[^\u200C\u200D]]+");

    /// All quotation marks, and what is drawn like one.
    private static final Pattern QUOTES = Pattern.compile(
            "[\"\\p{Pi}\\p{Pf}\u201A\u201E\u2032-\u2037\u275B-\u2760\u301D-\u301F\uFF02\uFF07\u02BA\u02EE\u02DD\u05F3\u05F4`\u00B4]");

    private ForeignText() {}

    /// Without quotation marks around it, but such that it can stand between them.
    ///
    /// @param max characters
    public static String line(String text, int max) {
        String visible = GAPS.matcher(InvisibleCharacters.without(text)).replaceAll(" ");
        return Excerpt.of(QUOTES.matcher(visible).replaceAll("'").strip(), max);
    }

    /// Between quotation marks, which it cannot close; at most 60 characters.
    public static String quoted(String text) {
        return quoted(text, MAX);
    }

    /// Between quotation marks, which it cannot close.
    ///
    /// @param max characters
    public static String quoted(String text, int max) {
        return '"' + line(text, max) + '"';
    }
}
