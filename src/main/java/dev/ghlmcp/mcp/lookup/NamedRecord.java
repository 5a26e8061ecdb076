package dev.ghlmcp.mcp.lookup;

import java.util.Locale;

/// One thing with its name.
///
/// @param words more to find it by, such as an email address
record NamedRecord(String id, String name, String words) {
    /// How a prompt takes it when the name alone will not do.
    String withId() {
        return name + " (" + id + ")";
    }

    boolean matches(String typed) {
        String text = typed.strip().toLowerCase(Locale.ROOT);
        return (withId() + " " + words).toLowerCase(Locale.ROOT).contains(text);
    }

    /// Whether somebody who types this may want to see it: it begins a word of the name, the address, or the id. Where
    /// it stands in the middle of a word, or in the name of a mail provider, nobody would see why it is offered.
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
