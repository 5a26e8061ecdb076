package dev.ghlmcp.watch.service;

import dev.ghlmcp.watch.WatchSource.PollException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Of which watches HighLevel has shown this process what is watched: a store may be older than a token, and who holds
/// a wrong one gets nothing out of it. In a process a watch has one token: another client's token makes another watch.
/// Thread-safe.
final class WatchProofs {
    /// A token that is withdrawn opens the store for so long.
    private static final Duration FRESH = Duration.ofMinutes(10);

    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    /// Of a list, one that HighLevel shows is enough.
    private static final int TRIES = 3;

    private final Map<String, Long> until = new ConcurrentHashMap<>();
    private final AtomicLong away = new AtomicLong();
    private final InstantSource clock;
    private final Probe probe;

    /// Asks HighLevel for what is watched.
    @FunctionalInterface
    interface Probe {
        void ask(Watch watch) throws PollException, InterruptedException;
    }

    WatchProofs(InstantSource clock, Probe probe) {
        this.clock = clock;
        this.probe = probe;
    }

    /// HighLevel has answered a poll, or refused it.
    void polled(String watch, boolean answered) {
        if (answered) {
            until.put(watch, clock.millis() + FRESH.toMillis());
        } else {
            until.remove(watch);
        }
    }

    /// Asks HighLevel, unless it has answered lately.
    ///
    /// @throws PollFailedException if it does not show the caller what is watched
    void demand(Watch watch) {
        Long known = until.get(watch.id());
        if (known != null && clock.millis() < known) {
            return;
        }
        try {
            probe.ask(watch);
            polled(watch.id(), true);
        } catch (PollException e) {
            if (known == null || e.refused()) {
                until.remove(watch.id());
                throw new PollFailedException(
                        "Nothing is shown before HighLevel has answered your token: " + e.getMessage(), e.refused());
            }
            until.put(watch.id(), clock.millis() + LOOK_AGAIN.toMillis());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new PollFailedException("The call was cancelled", false);
        }
    }

    /// The same for watches of one token, whose events are not shown: HighLevel may be away.
    void demandOne(List<Watch> watches) {
        long now = clock.millis();
        if (now < away.get() || watches.stream().anyMatch(watch -> until.getOrDefault(watch.id(), 0L) > now)) {
            return;
        }
        PollFailedException refusal = null;
        for (Watch watch : watches.stream().limit(TRIES).toList()) {
            try {
                demand(watch);
                return;
            } catch (PollFailedException e) {
                if (!e.refused()) {
                    away.set(now + LOOK_AGAIN.toMillis());
                    return;
                }
                refusal = e;
            }
        }
        if (refusal != null) {
            throw refusal;
        }
    }
}
