package dev.ghlmcp.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// The requests that one location or agency has left, in fixed windows.
final class Quota {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration DAY = Duration.ofDays(1);

    private final InstantSource clock;
    private final Window burst;
    private final Window daily;

    Quota(SandboxOptions options) {
        this.clock = options.clock();
        this.burst = new Window(options.burstLimit(), INTERVAL);
        this.daily = new Window(options.dailyLimit(), DAY);
    }

    /// Takes one request, if both windows have one left.
    synchronized boolean take() {
        Instant now = clock.instant();
        if (burst.left(now) == 0 || daily.left(now) == 0) {
            return false;
        }
        burst.used++;
        daily.used++;
        return true;
    }

    /// What every answer tells; nothing of a limit that is off.
    synchronized Map<String, String> headers() {
        Instant now = clock.instant();
        Map<String, String> headers = new LinkedHashMap<>();
        if (daily.limit > 0) {
            headers.put("X-RateLimit-Limit-Daily", Integer.toString(daily.limit));
            headers.put("X-RateLimit-Daily-Remaining", Integer.toString(daily.left(now)));
        }
        if (burst.limit > 0) {
            headers.put("X-RateLimit-Interval-Milliseconds", Long.toString(INTERVAL.toMillis()));
            headers.put("X-RateLimit-Max", Integer.toString(burst.limit));
            headers.put("X-RateLimit-Remaining", Integer.toString(burst.left(now)));
        }
        return headers;
    }

    private static final class Window {
        private final int limit;
        private final Duration length;
        private Instant end = Instant.MIN;
        private int used;

        Window(int limit, Duration length) {
            this.limit = limit;
            this.length = length;
        }

        int left(Instant now) {
            if (!now.isBefore(end)) {
                end = now.plus(length);
                used = 0;
            }
            return limit == 0 ? Integer.MAX_VALUE : limit - used;
        }
    }
}
