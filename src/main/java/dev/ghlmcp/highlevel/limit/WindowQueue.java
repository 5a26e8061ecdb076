package dev.ghlmcp.highlevel.limit;

import dev.ghlmcp.highlevel.limit.window.SlidingWindow;
import java.util.concurrent.locks.ReentrantLock;

/// A window and the calls that wait for it, first come, first served.
///
/// @param field   its name in a log that servers share
/// @param sentence what a refused call reads; null for HighLevel's own
record WindowQueue(String field, String sentence, SlidingWindow window, Queue queue) {
    /// The waiting calls.
    static final class Queue {
        private final ReentrantLock turn = new ReentrantLock(true);

        /// How many are on their way through; guarded by the limiter.
        private int inside;

        ReentrantLock turn() {
            return turn;
        }

        int inside() {
            return inside;
        }

        void join() {
            inside++;
        }

        void leave() {
            inside--;
        }
    }

    static WindowQueue of(String field, String sentence, SlidingWindow window) {
        return new WindowQueue(field, sentence, window, new Queue());
    }
}
