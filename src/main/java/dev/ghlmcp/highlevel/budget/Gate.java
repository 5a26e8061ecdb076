package dev.ghlmcp.highlevel.budget;

import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.TimeMeter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Calls pass in the order in which they come, each as soon as there is room. One that would not get through in time is
/// told at once.
final class Gate {
    private final Meter meter;
    private final Supplier<String> name;
    private final TimeMeter clock;
    private final BlockingStrategy waiting;
    private final ReentrantLock turn = new ReentrantLock(true);

    /// Who has what it waited for is no longer inside: seen between the two, a call would count twice, and one that has
    /// room be turned away.
    private final ReentrantLock books = new ReentrantLock();

    private final AtomicInteger inside = new AtomicInteger();

    /// @param name    says which limit this is
    /// @param waiting how a call waits for time to pass
    Gate(Meter meter, Supplier<String> name, TimeMeter clock, BlockingStrategy waiting) {
        this.meter = meter;
        this.name = name;
        this.clock = clock;
        this.waiting = waiting;
    }

    /// Goes through.
    ///
    /// @param patience how long that may take, in ns
    /// @return 0 once through, else how long it would take, in ns
    /// @throws InterruptedException if the call is cancelled meanwhile
    long pass(long patience) throws InterruptedException {
        long start = clock.currentTimeNanos();
        long wait = enter(patience);
        if (wait > 0) {
            return wait;
        }
        boolean through = false;
        try {
            if (!turn.tryLock(patience, TimeUnit.NANOSECONDS)) {
                return Math.max(1, meter.untilFree(inside.get() - 1));
            }
            try {
                for (wait = take(); wait > 0; wait = take()) {
                    if (wait > start + patience - clock.currentTimeNanos()) {
                        return wait;
                    }
                    waiting.park(wait);
                }
                through = true;
                return 0;
            } finally {
                turn.unlock();
            }
        } finally {
            if (!through) {
                inside.getAndDecrement();
            }
        }
    }

    /// Joins those who wait.
    ///
    /// @return 0, or how long it would take if that is too long: then it has not joined
    private long enter(long patience) throws InterruptedException {
        books.lockInterruptibly();
        try {
            int ahead = inside.get();
            long wait = ahead > 0 ? meter.untilFree(ahead) : 0;
            if (wait > patience) {
                return wait;
            }
            inside.getAndIncrement();
            return 0;
        } finally {
            books.unlock();
        }
    }

    private long take() throws InterruptedException {
        books.lockInterruptibly();
        try {
            long wait = meter.take();
            if (wait <= 0) {
                inside.getAndDecrement();
            }
            return wait;
        } finally {
            books.unlock();
        }
    }

    void giveBack() {
        meter.giveBack();
    }

    /// How many calls are on their way through.
    int inside() {
        return inside.get();
    }

    String name() {
        return name.get();
    }
}
