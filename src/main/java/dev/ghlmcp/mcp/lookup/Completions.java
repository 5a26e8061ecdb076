package dev.ghlmcp.mcp.lookup;

import java.util.List;

/// Completions of a text that a person is typing.
///
/// @param values the first of them
/// @param total  how many there are
/// @param more   there are others, or may be
public record Completions(List<String> values, int total, boolean more) {
    /// The protocol allows no more.
    public static final int MAX = 100;

    /// None.
    public static final Completions NONE = new Completions(List.of(), 0, false);
}
