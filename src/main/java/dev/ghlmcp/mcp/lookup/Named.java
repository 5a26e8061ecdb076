package dev.ghlmcp.mcp.lookup;

import java.util.Locale;

/// One thing with its name.
///
/// @param words more to find it by, such as an email address
record Named(String id, String name, String words) {
    /// How a prompt takes it when the name alone will not do.
    String withId() {
        return name + " (" + id + ")";
    }

    boolean matches(String typed) {
        String text = typed.strip().toLowerCase(Locale.ROOT);
        return (withId() + " " + words).toLowerCase(Locale.ROOT).contains(text);
    }

    boolean starts(String typed) {
        return name.toLowerCase(Locale.ROOT).startsWith(typed.strip().toLowerCase(Locale.ROOT));
    }
}
