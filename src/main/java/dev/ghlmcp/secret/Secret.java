package dev.ghlmcp.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A token. It shows itself only to the request that carries it.
///
/// @param value the token's text
public record Secret(String value) {
    private static final int FINGERPRINT_BYTES = 8;

    /// The secret of this text, or null if there is none.
    public static Secret of(String text) {
        return text == null || text.isBlank() ? null : new Secret(text.strip());
    }

    /// 16 hexadecimal digits that tell this secret from others, and nothing of its text.
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
