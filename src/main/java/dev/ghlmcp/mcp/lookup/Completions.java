package dev.ghlmcp.mcp.lookup;

import java.util.List;

/// What a text that is being typed may become.
///
/// @param values the first of them
/// @param total  how many there are
/// @param more   there are, or may be, others
public record Completions(List<String> values, int total, boolean more) {
    /// As many as the protocol lets a server send.
    public static final int MAX = 100;

    /// Nothing to choose from.
    public static final Completions NONE = new Completions(List.of(), 0, false);
}
