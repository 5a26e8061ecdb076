package dev.ghlmcp.mcp.confirm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Codes with which a call that was not sent is repeated once a person has agreed. A code is its expiry and an
/// HMAC over that and the call, so that it fits one call of one caller; it works once.
///
/// @param memory of the key and the codes that were used
public record ConfirmationCodes(CodeMemory memory, InstantSource clock) {
    /// How long a code can be used.
    static final Duration LIFE = Duration.ofMinutes(10);

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern FORM = Pattern.compile("[0-9a-z]{1,8}-[0-9a-f]{24}");
    private static final int BYTES = 12;

    /// A code for a call.
    ///
    /// @param call the caller, the tool and its arguments
    /// @throws IOException if there can be none now
    String issue(String call) throws IOException {
        String expiry = Long.toString(clock.instant().plus(LIFE).getEpochSecond(), Character.MAX_RADIX);
        return expiry + "-" + seal(expiry, call);
    }

    /// Uses a code for a call.
    ///
    /// @return null if that is so, else why not, as half a sentence
    /// @throws IOException if that cannot be known now
    String refusal(String code, String call) throws IOException {
        if (!FORM.matcher(code).matches()) {
            return "confirm holds no code of ghl-mcp";
        }
        String[] parts = code.split("-", -1);
        if (!MessageDigest.isEqual(ascii(seal(parts[0], call)), ascii(parts[1]))) {
            return "the code in confirm belongs to another call: it fits the same caller, tool and arguments only";
        }
        Duration left =
                Duration.between(clock.instant(), Instant.ofEpochSecond(Long.parseLong(parts[0], Character.MAX_RADIX)));
        if (!left.isPositive()) {
            return "the code in confirm is older than " + LIFE.toMinutes() + " minutes";
        }
        return memory.use(code, left) ? null : "the code in confirm was used already";
    }

    private String seal(String expiry, String call) throws IOException {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(memory.key(), ALGORITHM));
            byte[] sum = mac.doFinal((expiry + "\n" + call).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(sum, BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
