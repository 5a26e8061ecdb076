package dev.ghlmcp.highlevel.reply;

import dev.ghlmcp.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Looks through an answer, once and without building a tree, for what its readers would not agree on: JSON allows the
/// same name twice and numbers of any size, and parsers make different things of both.
public final class AnswerValidator {
    /// What an answer is.
    public enum Verdict {
        SOUND,
        /// An object has a name twice.
        REPEATED_NAME,
        /// A number is beyond what a double holds.
        ABSURD_NUMBER,
        /// It is not one whole JSON value.
        BROKEN
    }

    private static final Pattern EXPONENT = Pattern.compile("[eE][+-]?0*(\\d+)");
    private static final int MAX_EXPONENT_DIGITS = 3;

    private final List<Names> levels = new ArrayList<>();
    private int depth = -1;
    private boolean repeated;

    private AnswerValidator() {}

    public static Verdict of(byte[] json) {
        try (JsonParser parser = Json.MAPPER.createParser(json)) {
            return new AnswerValidator().look(parser);
        } catch (JacksonException _) {
            return Verdict.BROKEN;
        }
    }

    private Verdict look(JsonParser parser) {
        int nested = 0;
        int values = 0;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            switch (token) {
                case PROPERTY_NAME -> repeated |= levels.get(depth).repeats(parser.currentName());
                case START_OBJECT -> begin();
                case END_OBJECT -> depth--;
                case VALUE_NUMBER_FLOAT -> {
                    if (absurd(parser.getString())) {
                        return Verdict.ABSURD_NUMBER;
                    }
                }
                default -> {}
            }
            nested += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (nested == 0) {
                values++;
            }
        }
        return values != 1 ? Verdict.BROKEN : repeated ? Verdict.REPEATED_NAME : Verdict.SOUND;
    }

    private void begin() {
        depth++;
        if (depth == levels.size()) {
            levels.add(new Names());
        }
        levels.get(depth).clear();
    }

    private static boolean absurd(String number) {
        Matcher exponent = EXPONENT.matcher(number);
        return (exponent.find() && exponent.group(1).length() > MAX_EXPONENT_DIGITS)
                || Double.isInfinite(Double.parseDouble(number));
    }

    /// The names of one object. A few bits say of almost every name that it is new.
    private static final class Names {
        private static final int BITS = 256;

        private final long[] seen = new long[BITS / Long.SIZE];
        private final List<String> names = new ArrayList<>();

        void clear() {
            Arrays.fill(seen, 0);
            names.clear();
        }

        boolean repeats(String name) {
            int bit = (name.hashCode() * 0x9E3779B9) >>> (Integer.SIZE - 8);
            boolean maybe = (seen[bit / Long.SIZE] & 1L << bit) != 0;
            boolean repeats = maybe && names.contains(name);
            seen[bit / Long.SIZE] |= 1L << bit;
            names.add(name);
            return repeats;
        }
    }
}
