package dev.ghlmcp.highlevel.limit.window;

import java.util.concurrent.locks.LockSupport;

/// The time that limits go by, and how a call waits for it to pass.
public interface TimeSource {
    /// The machine's.
    TimeSource SYSTEM = new TimeSource() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void park(long nanos) throws InterruptedException {
            long end = System.nanoTime() + nanos;
            for (long left = nanos; left > 0; left = end - System.nanoTime()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                LockSupport.parkNanos(left);
            }
        }
    };

    /// In ns, from any origin; never goes back.
    long nanos();

    /// Waits so many ns.
    void park(long nanos) throws InterruptedException;
}
