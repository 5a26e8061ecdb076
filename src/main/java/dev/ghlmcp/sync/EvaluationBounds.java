package dev.ghlmcp.sync;

import com.dashjoin.jsonata.JException;
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

    private final long begin = System.nanoTime();
    private int depth;
    private int steps;

    private EvaluationBounds() {}

    static void set(Frame frame) {
        EvaluationBounds bounds = new EvaluationBounds();
        frame.setEvaluateEntryCallback((_, _, _) -> bounds.enter());
        frame.setEvaluateExitCallback((_, _, _, result) -> bounds.leave(result));
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw new JException(DEPTH);
        }
        if (++steps > MAX_STEPS || System.nanoTime() - begin > MAX_NANOS) {
            throw new JException("the expression does not end");
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
            throw new JException("the expression makes more than " + MAX_SIZE + " characters or items");
        }
    }
}
