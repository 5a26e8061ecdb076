package dev.ghlmcp.highlevel.reply;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// A text as somebody reads it who decodes it: without JSON escapes, percent-encoding, HTML entities and invisible
/// characters. It may be in UTF-8 with one char for each byte.
///
/// @param places where each character begins in the source, and at the end the source's length; null if nobody asked
record DecodedText(String text, int[] places) {
    /// What is encoded twice is decoded twice.
    private static final int ROUNDS = 3;

    private static final Pattern CODED =
            Pattern.compile("(?=[\\\\%&\\p{Cf}\\x00-\\x08\\x0e-\\x1f\u00e2\u00ef\u00c2])(?:\\\\(?<same>[\\\\/])"
                    + "|(?<hex>\\\\u[0-9a-fA-F]{4}|%[0-9a-fA-F]{2}|&#[xX][0-9a-fA-F]{1,5};)|&#(?<decimal>\\d{1,6});"
                    + "|&(?:amp|shy|zwj|zwnj|ZeroWidthSpace);"
                    + "|[\\p{Cf}\\x00-\\x08\\x0e-\\x1f]|\u00e2\u0080[\u008b-\u008f\u00aa-\u00ae]|\u00e2\u0081[\u00a0-\u00af]"
                    + "|\u00ef\u00bb\u00bf|\u00c2\u00ad)");

    /// One of these is in each text that has anything to decode, if it is JSON in UTF-8. The JVM finds them fast.
    private static final List<String> MARKS =
            List.of("\\u", "\\/", "%", "&", "\u00e2\u0080", "\u00e2\u0081", "\u00ef\u00bb\u00bf", "\u00c2\u00ad");

    /// @param placed whether the places are needed, which take four times the text's memory
    static DecodedText of(String source, boolean placed) {
        DecodedText decoded = new DecodedText(
                source, placed ? IntStream.rangeClosed(0, source.length()).toArray() : null);
        for (int round = 0; round < ROUNDS; round++) {
            decoded = decoded.once();
        }
        return decoded;
    }

    /// Whether there may be anything to decode in an answer.
    static boolean coded(String json) {
        for (String mark : MARKS) {
            if (json.contains(mark)) {
                return true;
            }
        }
        return false;
    }

    private DecodedText once() {
        Matcher coded = CODED.matcher(text);
        if (!coded.find()) {
            return this;
        }
        StringBuilder plain = new StringBuilder(text.length());
        int[] moved = places == null ? null : new int[text.length() + 1];
        int at = 0;
        do {
            copy(plain, moved, at, coded.start());
            String decoded = decoded(coded);
            if (moved != null) {
                Arrays.fill(moved, plain.length(), plain.length() + decoded.length(), places[coded.start()]);
            }
            plain.append(decoded);
            at = coded.end();
        } while (coded.find());
        copy(plain, moved, at, text.length());
        if (moved != null) {
            moved[plain.length()] = places[text.length()];
        }
        return new DecodedText(plain.toString(), moved);
    }

    private void copy(StringBuilder plain, int[] moved, int from, int to) {
        if (moved != null) {
            System.arraycopy(places, from, moved, plain.length(), to - from);
        }
        plain.append(text, from, to);
    }

    private static String decoded(Matcher coded) {
        if (coded.group("same") != null) {
            return coded.group("same");
        }
        if (coded.group("decimal") != null) {
            return Character.toString(Integer.parseInt(coded.group("decimal")));
        }
        String hex = coded.group().replaceAll("^(\\\\u|%|&#[xX])|;$", "");
        return coded.group("hex") == null
                ? coded.group().equals("&amp;") ? "&" : ""
                : Character.toString(Integer.parseInt(hex, 16));
    }
}
