package dev.ghlmcp.webhook;

import dev.ghlmcp.secret.Secret;
import java.security.SecureRandom;
import java.util.Base64;

/// A key that deliveries are signed with, as [Standard
/// Webhooks](https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md) writes it:
/// `whsec_` and base64 of 24 to 64 bytes.
///
/// @param text shows itself only to the signature
public record WebhookSecret(Secret text) {
    private static final String PREFIX = "whsec_";
    private static final int MIN_BYTES = 24;
    private static final int MAX_BYTES = 64;

    /// Reads one.
    ///
    /// @param where it stands, for the sentence
    /// @throws IllegalArgumentException with a sentence that does not repeat it
    public static WebhookSecret parse(String where, String text) {
        String stripped = text == null ? "" : text.strip();
        try {
            int bytes = stripped.startsWith(PREFIX) ? decoded(stripped).length : 0;
            if (bytes >= MIN_BYTES && bytes <= MAX_BYTES) {
                return new WebhookSecret(new Secret(stripped));
            }
        } catch (IllegalArgumentException _) {
            // The sentence below says the same.
        }
        throw new IllegalArgumentException(where + " must be whsec_ and base64 of " + MIN_BYTES + " to " + MAX_BYTES
                + " random bytes, as `echo whsec_$(openssl rand -base64 32)` prints one");
    }

    /// A new one.
    public static WebhookSecret random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return parse("", PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    byte[] key() {
        return decoded(text.value());
    }

    private static byte[] decoded(String text) {
        return Base64.getDecoder().decode(text.substring(PREFIX.length()));
    }

    @Override
    public String toString() {
        return "***";
    }
}
