package dev.ghlmcp.highlevel.reply;

import dev.ghlmcp.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Takes tokens out of what HighLevel, or somebody between, says: an error may quote the request, and an answer echo
/// it.
///
/// @param secrets that are replaced wherever they stand
public record SecretMask(List<Secret> secrets) {
    /// For texts of no request.
    public static final SecretMask ANY = new SecretMask(List.of());

    private static final String MASK = "***";

    /// A shorter one is a word of a test; replaced everywhere it would spoil answers.
    private static final int MIN = 16;

    /// Text that looks like a token of any account.
    private static final Pattern TOKENS = Pattern.compile("(?i)\\bpit-[0-9a-z-]{8,}|\\beyJ[\\w-]{8,}(?:\\.[\\w-]*)*");

    private static final Pattern BEARERS = Pattern.compile("(?i)\\b(bearer\\s+)[\\w.~+/=-]{8,}");

    /// Makes the mask for what answers one request.
    ///
    /// @param sent   the token of the request
    /// @param others of the same account
    public static SecretMask of(Secret sent, List<Secret> others) {
        return new SecretMask(Stream.concat(Stream.of(sent), others.stream())
                .filter(secret -> secret.value().length() >= MIN)
                .distinct()
                .toList());
    }

    /// A text for people, without anything that looks like a token, however it is encoded.
    public String text(String text) {
        DecodedText decoded = DecodedText.of(text, true);
        BitSet masked = known(decoded.text());
        BEARERS.matcher(decoded.text()).results().forEach(bearer -> masked.set(bearer.end(1), bearer.end()));
        TOKENS.matcher(decoded.text()).results().forEach(token -> masked.set(token.start(), token.end()));
        return masked(text, decoded, masked);
    }

    /// An answer, without the known secrets. What merely looks like one may be a customer's data.
    public byte[] bytes(byte[] answer) {
        // One char per byte: the JVM has a fast search for strings and none for arrays.
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        String plain = DecodedText.coded(text) ? DecodedText.of(text, false).text() : text;
        if (!holdsSecret(plain)) {
            return answer;
        }
        DecodedText decoded = DecodedText.of(text, true);
        return masked(text, decoded, known(decoded.text())).getBytes(StandardCharsets.ISO_8859_1);
    }

    private boolean holdsSecret(String text) {
        for (Secret secret : secrets) {
            if (text.contains(secret.value())) {
                return true;
            }
        }
        return false;
    }

    private BitSet known(String text) {
        BitSet known = new BitSet();
        for (Secret secret : secrets) {
            int length = secret.value().length();
            for (int at = text.indexOf(secret.value()); at >= 0; at = text.indexOf(secret.value(), at + length)) {
                known.set(at, at + length);
            }
        }
        return known;
    }

    private static String masked(String text, DecodedText decoded, BitSet masked) {
        StringBuilder shown = new StringBuilder();
        int at = 0;
        for (int begin = masked.nextSetBit(0); begin >= 0; begin = masked.nextSetBit(masked.nextClearBit(begin))) {
            shown.append(text, at, decoded.places()[begin]).append(MASK);
            at = decoded.places()[masked.nextClearBit(begin)];
        }
        return shown.append(text, at, text.length()).toString();
    }
}
