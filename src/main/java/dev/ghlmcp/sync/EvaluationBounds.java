package dev.ghlmcp.sync;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.Frame;
import java.util.List;

/// Ends an evaluation that goes too deep, too far or grows too large. The library's own bounds look away inside
/// arrays, and count time alone, which a busy machine spends without getting on.
final class EvaluationBounds {
    static final String DEPTH = "the expression calls itself without end, or nests too deeply";
    private static final int MAX_DEPTH = 250;
    private static final int MAX_STEPS = 1_000_000;
    private static final long MAX_NANOS = 10_000_000_000L;

    /// Of a text in characters, of a list in items.
    private static final int MAX_SIZE = 4_000_000;

    private static final int MAX_WIDTH = 10_000;

    private final long begin = System.nanoTime();
    private int depth;
    private int steps;

    private EvaluationBounds() {}

    /// The one function whose work a single number sets.
    private static String pad(String text, Number width, String with) {
        if (width != null && Math.abs(width.doubleValue()) > MAX_WIDTH) {
            throw new MappingException("$pad makes " + MAX_WIDTH + " characters at most");
        }
        return Functions.pad(text, width == null ? null : width.intValue(), with);
    }

    static void set(Frame frame) {
        EvaluationBounds bounds = new EvaluationBounds();
        // The library's own clock stands still on a thread that evaluates twice.
        long now = System.currentTimeMillis();
        frame.bind(
                "now",
                Jsonata.function(
                        "now",
                        (String picture, String zone) -> Functions.dateTimeFromMillis(now, picture, zone),
                        "<s?s?:s>"));
        frame.bind("millis", Jsonata.function("millis", () -> now, "<:n>"));
        frame.bind("pad", Jsonata.function("pad", EvaluationBounds::pad, "<s-ns?:s>"));
        frame.setEvaluateEntryCallback((_, _, _) -> bounds.enter());
        frame.setEvaluateExitCallback((_, _, _, result) -> bounds.leave(result));
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw new MappingException(DEPTH);
        }
        if (++steps > MAX_STEPS || System.nanoTime() - begin > MAX_NANOS) {
            throw new MappingException("the expression does not end");
        }
    }

    private void leave(Object result) {
        depth--;
        int size = switch (result) {
            case String text -> text.length();
            case List<?> list -> list.size();
            case null, default -> 0;
        };
        if (size > MAX_SIZE) {
            throw new MappingException("the expression makes more than " + MAX_SIZE + " characters or items");
        }
    }
}
