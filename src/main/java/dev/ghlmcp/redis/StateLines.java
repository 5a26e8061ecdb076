package dev.ghlmcp.redis;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/// Tells the person who runs the program that something came or went: a line for each change, and a few a minute at
/// most. A change that is not told at once is told later, if it is still so.
final class StateLines {
    private static final int MAX = 6;
    private static final long PER = Duration.ofMinutes(1).toNanos();

    private final Consumer<String> lines;
    private final Deque<Long> said = new ArrayDeque<>();
    private boolean reported = true;

    /// @param lines of the good state nothing is said before that of the bad one
    StateLines(Consumer<String> lines) {
        this.lines = lines;
    }

    /// It is so.
    ///
    /// @param line null to say nothing of it
    synchronized void say(boolean there, String line) {
        if (there == reported) {
            return;
        }
        long now = System.nanoTime();
        while (!said.isEmpty() && now - said.peek() > PER) {
            said.remove();
        }
        if (said.size() < MAX) {
            said.add(now);
            reported = there;
            if (line != null) {
                lines.accept(line);
            }
        }
    }
}
