package dev.ghlmcp.watch.service;

import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.watch.poll.Poller.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/// Waits for the first poll of a watch, in this process or another. A watch whose first poll fails is none.
///
/// @param patience how long the first poll may take
record FirstPoll(EventStore store, InstantSource clock, PollSchedule schedule, Duration patience) {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    /// Waits for it.
    ///
    /// @param entered enters the watch, or finds it
    /// @throws PollFailedException if the poll failed
    Watch of(Supplier<Watch> entered) throws InterruptedException {
        Watch watch = entered.get();
        Outcome outcome = Outcome.ELSEWHERE;
        long end = clock.millis() + patience.toMillis();
        try {
            while (!watch.begun() && outcome == Outcome.ELSEWHERE && clock.millis() < end) {
                outcome = schedule.poll(watch.id(), watch.spec());
                WatchRow row = store.watch(watch.id());
                if (row == null) {
                    // Another who asked for the same at once has failed and removed it.
                    outcome = Outcome.ELSEWHERE;
                    watch = entered.get();
                } else {
                    watch = Watch.of(row).meaning(watch.named());
                }
                if (outcome == Outcome.ELSEWHERE) {
                    Thread.sleep(LOOK_AGAIN);
                }
            }
        } finally {
            if (!watch.begun()) {
                store.remove(watch.id());
            }
        }
        if (!watch.begun()) {
            String why = watch.row().note().isEmpty()
                    ? "it did not end in time"
                    : watch.row().note();
            throw new PollFailedException(
                    "Nothing is watched, as the first poll failed: " + why, outcome == Outcome.REFUSED);
        }
        return watch;
    }
}
