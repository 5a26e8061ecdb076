package dev.ghlmcp.highlevel.limit;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.limit.RequestLimits.Answered;
import dev.ghlmcp.highlevel.limit.window.SlidingWindow;
import dev.ghlmcp.highlevel.limit.window.TimeSource;
import dev.ghlmcp.highlevel.limit.window.WindowRule;
import dev.ghlmcp.highlevel.reply.Failure;
import java.util.List;

/// Limits the requests of one quota: per interval, per day, and per tool as the operator configured. Calls pass in the
/// order of their arrival, each as soon as all limits have room. A call that would not pass in time is refused at once.
final class RateLimiter {
    private final Quota quota;
    private final TimeSource time;
    private final LimiterOptions options;
    private final FleetView fleet;
    private final WindowQueue burst;
    private final DailyQuota day;
    private final ToolWindows own;
    private final RetryPause pause = new RetryPause();

    /// @param log that servers share, or null
    RateLimiter(Quota quota, TimeSource time, LimiterOptions options, SharedLog log) {
        long now = time.nanos();
        this.quota = quota;
        this.time = time;
        this.options = options;
        this.own = new ToolWindows(options);
        this.fleet = log == null ? null : new FleetView(quota.credential(), log);
        this.burst = WindowQueue.of("burst", null, new SlidingWindow(WindowRule.STANDARD, options.servers(), now));
        this.day = new DailyQuota(options.servers(), now);
    }

    Quota quota() {
        return quota;
    }

    /// Waits for room.
    ///
    /// @param caller   the quota as the caller knows it
    /// @param patience how long that may take, in ns
    /// @return null if the call may go
    Failure.Throttled take(ToolDefinition tool, Quota caller, long patience) throws InterruptedException {
        return new LimiterWait(this, time, way(tool), time.nanos() + patience, caller).pass();
    }

    /// HighLevel answered.
    ///
    /// @param elapsed since the request was sent, in ns
    synchronized void learn(long elapsed, Answered answer) {
        RateHeaders reported = RateHeaders.of(answer);
        long now = time.nanos();
        long sent = now - elapsed;
        SlidingWindow window = burst.window();
        int since = window.since(sent);
        window.answered(now, elapsed);
        own.all().forEach(limit -> limit.window().answered(now, elapsed));
        if (RateHeaders.ofAnother(answer)) {
            return;
        }
        if (reported.rule() != null) {
            window.change(reported.rule(), now);
        }
        if (reported.left() >= 0) {
            window.remaining(reported.left(), sent, now);
        }
        day.learn(reported, sent, since, now);
        pause.learn(reported, sent, now);
        if (reported.retryAfterMs() >= 0) {
            day.retryAt(now + pause.left(now));
        }
        if (fleet != null) {
            fleet.learned(reported, burst, own.all(), elapsed, now);
        }
    }

    synchronized RequestLimits.State state() {
        long now = time.nanos();
        SlidingWindow window = burst.window();
        boolean share = fleet != null && !fleet.whole();
        WindowRule rule = window.rule();
        return new RequestLimits.State(
                pause.left(now) > 0 ? 0 : window.free(now, share || fleet == null),
                share ? Math.max(1, rule.max() / options.servers()) : rule.max(),
                rule.intervalNs() / 1_000_000,
                day.left(now),
                day.limit());
    }

    /// Whether nothing that still counts would be forgotten with it, but the day, which HighLevel tells again.
    synchronized boolean idle() {
        long now = time.nanos();
        return burst.queue().inside() == 0
                && burst.window().idle(now)
                && own.all().stream()
                        .allMatch(limit ->
                                limit.queue().inside() == 0 && limit.window().idle(now));
    }

    private synchronized List<WindowQueue> way(ToolDefinition tool) {
        return own.way(tool, burst, time.nanos());
    }

    /// Joins those who wait.
    ///
    /// @return null, or what keeps it back for longer than it can wait: then it has not joined
    synchronized Blocked enter(WindowQueue limit, long end) {
        Blocked held = held(time.nanos());
        if (held != null && held.delay() > end - time.nanos()) {
            return held;
        }
        int ahead = limit.queue().inside();
        if (ahead > 0) {
            long wait = estimate(limit, ahead);
            if (wait > end - time.nanos()) {
                return new Blocked(limit, wait);
            }
        }
        limit.queue().join();
        return null;
    }

    synchronized void leave(WindowQueue limit) {
        limit.queue().leave();
    }

    synchronized long estimate(WindowQueue limit, int ahead) {
        long now = time.nanos();
        return Math.max(
                1,
                fleet != null && fleet.whole()
                        ? fleet.estimate(now)
                        : limit.window().delay(now, ahead));
    }

    /// Lets a call go, if there is room everywhere.
    Blocked go(List<WindowQueue> way) throws InterruptedException {
        if (fleet != null) {
            FleetView.Answer answer = fleet.ask(way, this, time);
            if (answer.given()) {
                return answer.blocked();
            }
        }
        synchronized (this) {
            long now = time.nanos();
            Blocked blocked = blocked(way, now);
            if (blocked == null) {
                note(way, now);
            }
            return blocked;
        }
    }

    /// What this process knows of that keeps a call back; the caller holds the lock.
    Blocked blocked(List<WindowQueue> way, long now) {
        Blocked held = held(now);
        long wait = held == null ? 0 : held.delay();
        WindowQueue blocking = null;
        for (WindowQueue limit : way) {
            long room = limit.equals(burst) && probes(now)
                    ? limit.window().ownDelay(now)
                    : limit.window().delay(now, 0);
            if (room > wait) {
                wait = room;
                blocking = limit;
            }
        }
        return wait > 0 ? new Blocked(blocking, wait) : null;
    }

    /// What holds back all calls, whatever room there is; null if nothing does.
    Blocked held(long now) {
        long wait = Math.max(pause.left(now), day.delay(now));
        return wait > 0 ? new Blocked(null, wait) : null;
    }

    /// Whether one may go although HighLevel counted none left.
    boolean probes(long now) {
        return pause.over(now);
    }

    /// A call goes, and no longer waits: seen between the two, it would count twice.
    void note(List<WindowQueue> way, long now) {
        pause.sent(now);
        day.add(now);
        for (WindowQueue limit : way) {
            limit.window().add(now);
            limit.queue().leave();
        }
    }

    /// What a call reads that is kept back.
    synchronized Failure.Throttled throttled(Blocked blocked, Quota caller) {
        return blocked.failure(caller, day, pause, fleet != null && !fleet.whole(), time.nanos());
    }
}
