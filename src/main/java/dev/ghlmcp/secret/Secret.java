package dev.ghlmcp.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A token. It shows itself only to the request that carries it. Equal are those of one text.
public final class Secret {
    private static final int FINGERPRINT_BYTES = 8;

    private final String value;

    /// Made when it is first asked for: each request asks, and a start does not.
    private String fingerprint;

    /// @param value the token's text
    public Secret(String value) {
        this.value = value;
    }

    /// The secret of this text, or null if there is none.
    public static Secret of(String text) {
        return text == null || text.isBlank() ? null : new Secret(text.strip());
    }

    /// The token's text.
    public String value() {
        return value;
    }

    /// 16 hexadecimal digits that tell this secret from others, and nothing of its text.
    public String fingerprint() {
        // Two threads at once make the same.
        String known = fingerprint;
        if (known == null) {
            known = digest();
            fingerprint = known;
        }
        return known;
    }

    private String digest() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && value.equals(secret.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
