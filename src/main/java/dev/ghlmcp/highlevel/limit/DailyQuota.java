package dev.ghlmcp.highlevel.limit;

import java.time.Duration;

/// The requests left today. The day ends when HighLevel says so; until then, 24 h after the first call. HighLevel's
/// count replaces ours, up or down. When none is left, one request goes out now and then to learn whether that has
/// changed. Not thread-safe; times are in ns.
final class DailyQuota {
    private static final long LENGTH = Duration.ofDays(1).toNanos();
    private static final long PROBE_EVERY = RequestLimits.MAX_PAUSE.toNanos();

    /// Until HighLevel says otherwise; trial accounts have a twentieth.
    private static final long STANDARD = 200_000;

    private long limit = STANDARD;
    private long left;
    private long sent;
    private long start;
    private long end;
    private boolean endKnown;
    private long probeAt;

    /// @param servers that each keep to their part until HighLevel tells what is left
    DailyQuota(int servers, long now) {
        this.left = Math.max(1, STANDARD / servers);
        this.start = now;
        this.end = now + LENGTH;
    }

    /// How long until a request may go.
    long delay(long now) {
        turnOver(now);
        if (left > 0 || now - probeAt >= 0) {
            return 0;
        }
        return Math.min(end, probeAt) - now;
    }

    /// How long until HighLevel begins a new day; -1 if it has not said.
    long untilEnd(long now) {
        return endKnown ? end - now : -1;
    }

    /// A request goes out.
    void add(long now) {
        sent++;
        left = Math.max(0, left - 1);
        if (left == 0) {
            probeAt = now + PROBE_EVERY;
        }
    }

    /// Applies HighLevel's figures.
    ///
    /// @param at    when the request went out that was answered
    /// @param since how many went out since
    void learn(RateHeaders reported, long at, int since, long now) {
        turnOver(now);
        if (at - start < 0) {
            // The answer is of the day before.
            return;
        }
        if (reported.day() > 0 && reported.day() != limit) {
            limit = reported.day();
            left = Math.max(0, limit - sent);
        }
        if (reported.leftToday() >= 0) {
            left = Math.max(0, Math.min(limit, reported.leftToday() - since));
        }
        if (reported.dayEndsInMs() >= 0) {
            end = now + reported.dayEndsInMs() * 1_000_000;
            endKnown = true;
        }
        if (left == 0 && probeAt - now <= 0) {
            probeAt = now + PROBE_EVERY;
        }
    }

    /// HighLevel says when to try again, which is newer than what is known of the day.
    void retryAt(long time) {
        if (left == 0 && probeAt - time > 0) {
            probeAt = time;
        }
    }

    long left(long now) {
        turnOver(now);
        return left;
    }

    long limit() {
        return limit;
    }

    private void turnOver(long now) {
        if (now - end >= 0) {
            start = now;
            end = now + LENGTH;
            endKnown = false;
            left = limit;
            sent = 0;
        }
    }
}
