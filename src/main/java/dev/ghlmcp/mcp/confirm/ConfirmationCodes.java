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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Codes with which a call that was not sent is repeated once a person has agreed. A code is its expiry, an HMAC over
/// what was shown besides the call, if anything was, and an HMAC over these and the call, so that it fits one call of
/// one
/// caller. It works once, and not after the person has said no to the same call.
///
/// @param memory of the key, the codes that were used and the calls that were declined
public record ConfirmationCodes(CodeMemory memory, InstantSource clock) {
    /// How long a code can be used.
    static final Duration LIFE = Duration.ofMinutes(10);

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern FORM = Pattern.compile("([0-9a-z]{1,9})-(?:([0-9a-f]{16})-)?([0-9a-f]{24})");
    private static final int SHOWN_BYTES = 8;
    private static final int BYTES = 12;

    /// A code for a call.
    ///
    /// @param call  the caller, the tool and its arguments
    /// @param shown what else the person agrees to, as it may change; empty for nothing
    /// @throws IOException if there can be none now
    String issue(String call, String shown) throws IOException {
        String expiry = Long.toString(clock.instant().plus(LIFE).toEpochMilli(), Character.MAX_RADIX);
        String seen = shown.isEmpty() ? "" : seal("shown\n" + shown, SHOWN_BYTES) + "-";
        return expiry + "-" + seen + seal(expiry + "-" + seen + "\n" + call, BYTES);
    }

    /// Why a code does not count for a call, as half a sentence; null if it does. It is not used by that.
    ///
    /// @throws IOException if that cannot be known now
    String refusal(String code, String call) throws IOException {
        Matcher form = FORM.matcher(code);
        if (!form.matches()) {
            return "confirm holds no code of ghl-mcp";
        }
        String sealed = code.substring(0, form.start(3)) + "\n" + call;
        if (!MessageDigest.isEqual(ascii(seal(sealed, BYTES)), ascii(form.group(3)))) {
            return "the code in confirm belongs to another call: it fits the same caller, tool and arguments only";
        }
        Instant end = end(form);
        if (!clock.instant().isBefore(end)) {
            return "the code in confirm is older than " + LIFE.toMinutes() + " minutes";
        }
        if (memory.get(code) != null) {
            return "the code in confirm was used already";
        }
        String declined = memory.get(declined(call));
        return declined == null || end.minus(LIFE).toEpochMilli() > Long.parseLong(declined)
                ? null
                : "the person has said no to this call, or closed the question, since the code in confirm was given";
    }

    /// Whether a code that counts for its call covers what would be shown now.
    boolean covers(String code, String shown) throws IOException {
        Matcher form = FORM.matcher(code);
        return form.matches()
                && (shown.isEmpty()
                        ? form.group(2) == null
                        : seal("shown\n" + shown, SHOWN_BYTES).equals(form.group(2)));
    }

    /// Uses a code that counts for its call.
    ///
    /// @return false if somebody was faster
    /// @throws IOException if that cannot be known now
    boolean use(String code) throws IOException {
        Matcher form = FORM.matcher(code);
        return form.matches() && memory.put(code, "used", Duration.between(clock.instant(), end(form)), false);
    }

    /// Voids all codes that were given for a call so far.
    ///
    /// @throws IOException if that cannot be done now
    void decline(String call) throws IOException {
        memory.put(declined(call), Long.toString(clock.millis()), LIFE, true);
    }

    private String declined(String call) throws IOException {
        return "no-" + seal("declined\n" + call, BYTES);
    }

    private static Instant end(Matcher form) {
        return Instant.ofEpochMilli(Long.parseLong(form.group(1), Character.MAX_RADIX));
    }

    private String seal(String text, int bytes) throws IOException {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(memory.key(), ALGORITHM));
            byte[] sum = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(sum, bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
