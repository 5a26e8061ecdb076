package dev.ghlmcp.mcp.lookup;

import java.util.Locale;

/// A record with its name.
///
/// @param words by which it is found, too, such as an email address
record NamedRecord(String id, String name, String words) {
    /// Unique, where the name alone is not.
    String withId() {
        return name + " (" + id + ")";
    }

    boolean matches(String typed) {
        String text = typed.strip().toLowerCase(Locale.ROOT);
        return (withId() + " " + words).toLowerCase(Locale.ROOT).contains(text);
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
