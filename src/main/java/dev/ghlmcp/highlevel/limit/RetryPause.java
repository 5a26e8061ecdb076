package dev.ghlmcp.highlevel.limit;

/// A `Retry-After`: nothing goes out until then. One request then tests whether HighLevel accepts calls again. Not
/// thread-safe; times are in ns.
final class RetryPause {
    /// If the test request is not answered within this time, another one follows.
    private static final long PROBE_NS = 1_000_000_000;

    private boolean open;
    private long heard;
    private long end;

    /// HighLevel answered.
    ///
    /// @param requested when the request went out; what went out before the pause says nothing of it
    void learn(RateHeaders reported, long requested, long now) {
        if (reported.retryAfterMs() >= 0) {
            open = true;
            heard = now;
            end = now + reported.retryAfterMs() * 1_000_000;
        } else if (requested - heard > 0) {
            open = false;
        }
    }

    /// How long nothing goes.
    long left(long now) {
        return open ? Math.max(0, end - now) : 0;
    }

    /// Whether the next request is the one that goes to see, whatever HighLevel counted before.
    boolean over(long now) {
        return open && now - end >= 0;
    }

    /// A request goes.
    void sent(long now) {
        if (over(now)) {
            end = now + PROBE_NS;
        }
    }
}
