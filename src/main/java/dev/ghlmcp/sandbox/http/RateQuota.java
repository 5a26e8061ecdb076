package dev.ghlmcp.sandbox.http;

import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/// The requests that one sub-account or agency has left: in any burst interval, however it is cut out, and in a day
/// that starts with its first request. It also measures what arrived, refused or not.
public final class RateQuota {
    private static final Duration DAY = Duration.ofDays(1);

    private final InstantSource clock;
    private final int burstLimit;
    private final Duration interval;
    private final int dailyLimit;
    private final Deque<Instant> admitted = new ArrayDeque<>();
    private final Deque<Instant> arrived = new ArrayDeque<>();
    private Instant midnight = Instant.MIN;
    private int today;
    private int busiest;

    public RateQuota(SandboxOptions options) {
        this.clock = options.clock();
        this.burstLimit = options.burstLimit();
        this.interval = options.burstInterval();
        this.dailyLimit = options.dailyLimit();
    }

    synchronized void arrived() {
        Instant now = clock.instant();
        recent(arrived, now);
        arrived.add(now);
        busiest = Math.max(busiest, arrived.size());
    }

    /// The most that arrived in any burst interval.
    public synchronized int busiest() {
        return busiest;
    }

    /// Takes one request, if both limits have one left.
    public synchronized boolean take() {
        Instant now = clock.instant();
        if (burstLeft(now) == 0 || dailyLeft(now) == 0) {
            return false;
        }
        admitted.add(now);
        today++;
        return true;
    }

    /// What every answer tells; nothing of a limit that is off.
    synchronized Map<String, String> headers() {
        Instant now = clock.instant();
        Map<String, String> headers = new LinkedHashMap<>();
        if (dailyLimit > 0) {
            headers.put("X-RateLimit-Limit-Daily", Integer.toString(dailyLimit));
            headers.put("X-RateLimit-Daily-Remaining", Integer.toString(dailyLeft(now)));
            headers.put(
                    "X-RateLimit-Daily-Reset",
                    Long.toString(Duration.between(now, midnight).toMillis()));
        }
        if (burstLimit > 0) {
            headers.put("X-RateLimit-Interval-Milliseconds", Long.toString(interval.toMillis()));
            headers.put("X-RateLimit-Max", Integer.toString(burstLimit));
            headers.put("X-RateLimit-Remaining", Integer.toString(burstLeft(now)));
        }
        return headers;
    }

    private int burstLeft(Instant now) {
        recent(admitted, now);
        return burstLimit == 0 ? Integer.MAX_VALUE : burstLimit - admitted.size();
    }

    private int dailyLeft(Instant now) {
        if (!now.isBefore(midnight)) {
            midnight = now.plus(DAY);
            today = 0;
        }
        return dailyLimit == 0 ? Integer.MAX_VALUE : dailyLimit - today;
    }

    /// Forgets what is an interval old.
    private void recent(Deque<Instant> window, Instant now) {
        Instant start = now.minus(interval);
        while (!window.isEmpty() && !window.peek().isAfter(start)) {
            window.remove();
        }
    }
}
