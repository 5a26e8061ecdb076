package dev.ghlmcp.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The symmetric signature of Standard Webhooks 1.0: HMAC-SHA256 over id, time and body.
///
/// @param secrets one, or two while one takes the other's place; receivers accept either
public record WebhookSignature(List<WebhookSecret> secrets) {
    /// The header with the message's id, the same whenever it is sent.
    public static final String ID = "webhook-id";

    /// The header with the time of this attempt, in seconds since 1970.
    public static final String TIMESTAMP = "webhook-timestamp";

    /// The header with the signatures.
    public static final String SIGNATURE = "webhook-signature";

    private static final String VERSION = "v1,";
    private static final long TOLERANCE_SECONDS = Duration.ofMinutes(5).toSeconds();

    /// The value of the header with the signatures.
    public String sign(String id, long seconds, byte[] body) {
        return secrets.stream()
                .map(secret -> VERSION + Base64.getEncoder().encodeToString(mac(secret, id, seconds, body)))
                .collect(Collectors.joining(" "));
    }

    /// Whether one of the secrets has signed this within five minutes of now.
    ///
    /// @param timestamp  as its header has it; null if that is missing
    /// @param signatures as their header has them
    /// @param now        in ms since 1970
    public boolean verifies(String id, String timestamp, String signatures, byte[] body, long now) {
        if (id == null || signatures == null || timestamp == null || !timestamp.matches("\\d{1,12}")) {
            return false;
        }
        long seconds = Long.parseLong(timestamp);
        if (Math.abs(now / 1000 - seconds) > TOLERANCE_SECONDS) {
            return false;
        }
        return Arrays.stream(signatures.split(" "))
                .filter(signature -> signature.startsWith(VERSION))
                .map(signature -> signature.getBytes(StandardCharsets.US_ASCII))
                .anyMatch(given -> secrets.stream().anyMatch(secret -> {
                    String right = VERSION + Base64.getEncoder().encodeToString(mac(secret, id, seconds, body));
                    return MessageDigest.isEqual(right.getBytes(StandardCharsets.US_ASCII), given);
                }));
    }

    private static byte[] mac(WebhookSecret secret, String id, long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.key(), "HmacSHA256"));
            mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
