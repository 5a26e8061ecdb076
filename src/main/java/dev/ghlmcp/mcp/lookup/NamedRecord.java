package dev.ghlmcp.mcp.lookup;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A record with its name.
///
/// @param words by which it is found, too, such as an email address
record NamedRecord(String id, String name, String words) {
    private static final Pattern WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    /// Unique, where the name alone is not.
    String withId() {
        return name + " (" + id + ")";
    }

    /// Whether this is its whole name, or its email address; what looks like an address is never a name, as anybody
    /// can be called so.
    boolean called(String text) {
        String wanted = text.strip();
        return wanted.contains("@")
                ? words.regionMatches(true, 0, wanted + " ", 0, wanted.length() + 1)
                : name.equalsIgnoreCase(wanted);
    }

    /// Whether each word of the text is a word of the name: Sam is not Samantha.
    boolean hasWords(String text) {
        List<String> wanted = words(text);
        return !wanted.isEmpty() && !text.contains("@") && words(name).containsAll(wanted);
    }

    private static List<String> words(String text) {
        return WORD.splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /// Whether the text begins a word of the name, the email address or the id. A match within a word, or in the name
    /// of a mail provider, would look wrong to the person who types.
    boolean begins(String typed) {
        String text = typed.strip().toLowerCase(Locale.ROOT);
        String shown = withId().toLowerCase(Locale.ROOT);
        for (int at = shown.indexOf(text); at >= 0; at = shown.indexOf(text, at + 1)) {
            if (at == 0 || !Character.isLetterOrDigit(shown.codePointBefore(at))) {
                return true;
            }
        }
        return text.contains("@") && words.toLowerCase(Locale.ROOT).startsWith(text);
    }

    boolean starts(String typed) {
        return name.toLowerCase(Locale.ROOT).startsWith(typed.strip().toLowerCase(Locale.ROOT));
    }
}
