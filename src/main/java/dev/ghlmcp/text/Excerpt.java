package dev.ghlmcp.text;

import java.util.List;

/// The beginning of what somebody else wrote, or of a list, as a part of a sentence.
public final class Excerpt {
    private static final int MAX = 60;

    private Excerpt() {}

    /// At most 60 characters.
    public static String of(String text) {
        return of(text, MAX);
    }

    /// The beginning of a text, with dots where it goes on.
    ///
    /// @param max characters; none is cut in two
    public static String of(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max) + "...";
    }

    /// The first of these, with commas, and how many more there are.
    public static String list(List<String> texts, int max) {
        return String.join(", ", texts.subList(0, Math.min(max, texts.size())))
                + (texts.size() > max ? " and " + (texts.size() - max) + " more" : "");
    }
}
