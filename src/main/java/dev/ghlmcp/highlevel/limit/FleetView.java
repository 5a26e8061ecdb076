package dev.ghlmcp.highlevel.limit;

import dev.ghlmcp.highlevel.limit.SharedLog.Question;
import dev.ghlmcp.highlevel.limit.SharedLog.Verdict;
import dev.ghlmcp.highlevel.limit.SharedLog.Window;
import dev.ghlmcp.highlevel.limit.window.SlidingWindow;
import dev.ghlmcp.highlevel.limit.window.TimeSource;
import dev.ghlmcp.highlevel.limit.window.WindowRule;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/// One quota as this server knows it of the log that all servers share. While the log is whole, it alone says what may
/// go. While it is not, or is away, each server keeps to its part, less what the others were granted when they were
/// last heard of. Guarded by the limiter.
final class FleetView {
    /// Whether enough is known about the other servers to continue at once when the log is lost.
    private static final long FRESH = Duration.ofSeconds(3).toNanos();

    private static final Answer NONE = new Answer(false, null);

    private final String credential;
    private final SharedLog log;
    private volatile boolean whole;
    private Long heardAt;
    private Long notedAt;
    private long roomAt;
    private long remaining = -1;
    private long remainingSent;
    private WindowRule published = WindowRule.STANDARD;
    private boolean reported;
    private long stamp;

    /// @param given   whether the limiter's own log need not be asked
    /// @param blocked what keeps the call back; null if it goes
    record Answer(boolean given, Blocked blocked) {}

    FleetView(String credential, SharedLog log) {
        this.credential = credential;
        this.log = log;
    }

    /// Whether the log surely holds all that counts.
    boolean whole() {
        return whole;
    }

    /// At least how long a call waits that has others before it.
    long estimate(long now) {
        return Math.max(0, roomAt - now);
    }

    Answer ask(List<WindowQueue> way, RateLimiter limiter, TimeSource time) throws InterruptedException {
        if (!log.up()) {
            return away(way, limiter, time);
        }
        long asked;
        Question question;
        synchronized (limiter) {
            asked = time.nanos();
            Blocked held = limiter.held(asked);
            if (held != null) {
                return new Answer(true, held);
            }
            question = question(way, limiter, asked);
        }
        Verdict verdict;
        try {
            verdict = log.ask(credential, question);
        } catch (RuntimeException _) {
            // Any failure of the log must not stop calls. A cancelled command is no failure.
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            log.lost();
            return away(way, limiter, time);
        }
        synchronized (limiter) {
            return heard(way, limiter, question, verdict, asked, time.nanos());
        }
    }

    /// HighLevel answered, which the log hears with the next request.
    ///
    /// @param limits that the request may have counted in
    void learned(RateHeaders headers, WindowQueue burst, Collection<WindowQueue> limits, long elapsed, long now) {
        if (headers.rule() != null && !headers.rule().equals(published)) {
            published = headers.rule();
            reported = true;
        }
        if (headers.left() >= 0) {
            remaining = headers.left();
            remainingSent = now - elapsed;
        }
        late(burst, elapsed, 1);
        limits.forEach(limit -> late(limit, elapsed, 1));
    }

    private Question question(List<WindowQueue> way, RateLimiter limiter, long now) {
        Blocked[] share = {null};
        List<Window> windows = way.stream()
                .map(limit -> {
                    SlidingWindow window = limit.window();
                    WindowRule former = window.former(now);
                    share[0] = limiter.blocked(List.of(limit), now);
                    return new Window(
                            limit.field(),
                            window.rule(),
                            former == null ? window.rule() : former,
                            window.unit(),
                            share[0] == null ? 0 : millis(share[0].delay()));
                })
                .toList();
        Question question = new Question(
                windows,
                notedAt == null ? -1 : (now - notedAt) / 1_000_000,
                limiter.probes(now),
                remaining,
                (now - remainingSent) / 1_000_000,
                reported,
                stamp);
        remaining = -1;
        return question;
    }

    private Answer heard(
            List<WindowQueue> way, RateLimiter limiter, Question question, Verdict verdict, long asked, long now) {
        whole = verdict.whole();
        heardAt = now;
        WindowQueue burst = way.getLast();
        boolean goes = verdict.waitMs() == 0;
        if (goes) {
            limiter.note(way, now);
            notedAt = now;
            // The request itself may take the other half of the margin.
            way.forEach(limit -> late(limit, now - asked, 2));
        }
        burst.window().heard(verdict.together(), whole, now);
        if (question.told()) {
            reported = false;
        } else if (verdict.rule() != null && verdict.stamp() != stamp) {
            published = verdict.rule();
            burst.window().change(verdict.rule(), now);
        }
        stamp = verdict.stamp();
        if (goes) {
            return new Answer(true, null);
        }
        long wait = verdict.waitMs() * 1_000_000;
        roomAt = now + wait;
        return new Answer(true, new Blocked(way.get(verdict.blocking()), wait));
    }

    /// The part is not this server's to use if others may have been granted it, and it did not hear of that.
    private Answer away(List<WindowQueue> way, RateLimiter limiter, TimeSource time) {
        synchronized (limiter) {
            whole = false;
            Long lost = log.lostAt();
            if (lost == null || (heardAt != null && lost - heardAt <= FRESH)) {
                return NONE;
            }
            WindowQueue burst = way.getLast();
            long wait = lost + burst.window().rule().periodNs() - time.nanos();
            return wait > 0 ? new Answer(true, new Blocked(burst, wait)) : NONE;
        }
    }

    private void late(WindowQueue limit, long elapsed, int parts) {
        long margin = limit.window().rule().marginNs() / parts;
        if (elapsed > margin) {
            log.late(credential, limit.field(), elapsed / 1_000_000, margin / 1_000_000);
        }
    }

    private static long millis(long nanos) {
        return Math.ceilDiv(nanos, 1_000_000);
    }
}
