package dev.ghlmcp.highlevel;

/// A token. It shows itself only to the request that carries it.
///
/// @param value the token's text
public record Secret(String value) {
    /// The secret of this text, or null if there is none.
    public static Secret of(String text) {
        return text == null || text.isBlank() ? null : new Secret(text.strip());
    }

    @Override
    public String toString() {
        return "***";
    }
}
