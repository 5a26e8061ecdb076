package dev.ghlmcp.highlevel.limit.window;

/// What went out, as a log of times: at most so many in any stretch of time, wherever it begins. Only the latest count,
/// so the log is a ring that grows with use to the limit's length.
///
/// A limit that is followed by another one holds on for as long as what went out under it counts, so that limits that
/// change to and fro never let out more than the smallest. Not thread-safe; times are in ns.
public final class SlidingWindow {
    /// Entries of the longest log. In one of a larger limit an entry stands for several requests, as of the last.
    private static final int MAX = 1000;

    /// A request that was let go longer ago has most likely been counted by HighLevel.
    private static final long ON_ITS_WAY_NS = 250_000_000;

    private final int servers;
    private final int unit;
    private int open;
    private WindowRule rule;
    private WindowRule former;
    private long formerUntil;
    private final TimeRing log = new TimeRing();

    /// The use by others, as HighLevel's answers show it.
    private Reserve others;

    /// What other servers were granted, when they were last heard of.
    private Reserve fleet;

    /// Requests of others that take room in the window.
    ///
    /// @param seen when the request went out whose answer told of it
    private record Reserve(int count, long until, long seen) {
        int at(long time) {
            return until - time > 0 ? count : 0;
        }
    }

    /// @param servers that each keep to their part of the limit; 1 if this one is alone
    public SlidingWindow(WindowRule rule, int servers, long now) {
        this.unit = Math.ceilDiv(rule.max(), MAX);
        this.rule = new WindowRule(rule.max() / unit, rule.intervalNs());
        this.servers = servers;
        this.others = new Reserve(0, now, now);
        this.fleet = others;
    }

    /// How long until there is room.
    ///
    /// @param ahead calls that go before
    public long delay(long now, int ahead) {
        if (ahead < open) {
            return 0;
        }
        int entries = (ahead - open) / unit;
        long wait = delay(rule, now, entries);
        WindowRule before = former(now);
        return before == null ? wait : Math.max(wait, Math.min(formerUntil - now, delay(before, now, entries)));
    }

    /// The same as if nobody else used the limit.
    public long ownDelay(long now) {
        Reserve reserve = others;
        others = new Reserve(0, now, now);
        try {
            return delay(now, 0);
        } finally {
            others = reserve;
        }
    }

    /// Something goes out now.
    public void add(long now) {
        if (open > 0 && log.size() > 0) {
            open--;
            log.replaceLast(now);
            return;
        }
        open = unit - 1;
        WindowRule before = former(now);
        log.add(now, before == null ? rule.max() : Math.max(rule.max(), before.max()));
    }

    /// What was let go was answered, and it may have arrived as late as that: it counts from then on, less the margin.
    ///
    /// @param elapsed since it was let go
    public void answered(long now, long elapsed) {
        long late = elapsed - rule.marginNs();
        if (late > 0) {
            // Which entry of those of that time does not matter, as long as each answer has one.
            log.move(now - elapsed, rule.marginNs(), late);
        }
    }

    /// HighLevel's limit is this one, from now on.
    public void change(WindowRule next, long now) {
        if (!next.equals(rule)) {
            WindowRule before = former(now);
            former = before == null ? rule : before.and(rule);
            formerUntil = now + Math.max(former.periodNs(), next.periodNs());
            rule = next;
        }
    }

    /// HighLevel counted so many requests left when it answered: we used the rest, or somebody else did. What is known
    /// of others stays between the bounds that this sets, as requests on their way may be in its count or not.
    ///
    /// @param sent when the request went out
    public void remaining(long remaining, long sent, long now) {
        int counted = since(sent - rule.periodNs());
        int atLeast = (int) (rule.max() - fleet.at(now) - counted - remaining);
        int known = others.at(now);
        boolean newer = sent - others.seen >= 0;
        // Of ours it may have left out those that were on their way with it, and those that were let go just before.
        int onTheirWay = Math.max(0, since(sent - (now - sent)) - 1);
        int justBefore = Math.max(0, since(sent - Math.max(now - sent, ON_ITS_WAY_NS)) - 1);
        int count = known;
        if (atLeast > known) {
            count = atLeast + onTheirWay;
        } else if (newer) {
            count = Math.clamp(atLeast + justBefore, 0, known);
        } else {
            return;
        }
        others = new Reserve(count, now + rule.periodNs(), now);
    }

    /// What the servers together have in the log that they share.
    ///
    /// @param whole whether it surely holds all that they sent
    public void heard(int together, boolean whole, long now) {
        int count = Math.max(0, together - since(now - rule.periodNs()));
        int known = fleet.at(now);
        // A log that began anew has forgotten what still counts.
        fleet = new Reserve(whole ? count : Math.max(count, known), now + rule.periodNs(), now);
    }

    /// How many may go now.
    ///
    /// @param share whether this server keeps to its part
    public int free(long now, boolean share) {
        WindowRule before = former(now);
        int free = free(rule, now, share);
        return Math.max(0, before == null ? free : Math.min(free, free(before, now, share)));
    }

    private int free(WindowRule rule, long now, boolean share) {
        int limit = share ? limit(rule, now) : rule.max() - others.at(now) - fleet.at(now);
        return limit - since(now - rule.periodNs());
    }

    /// Whether no entry counts any more.
    public boolean idle(long now) {
        return log.size() == 0
                || now - log.time(log.size() - 1) >= Math.max(rule.periodNs(), former == null ? 0 : former.periodNs());
    }

    /// For how many requests an entry stands.
    public int unit() {
        return unit;
    }

    public WindowRule rule() {
        return rule;
    }

    /// The rule before, while it holds on; null if it does not.
    public WindowRule former(long now) {
        if (former != null && formerUntil - now <= 0) {
            former = null;
        }
        return former;
    }

    /// How many there are later than this.
    public int since(long time) {
        return log.since(time);
    }

    private long delay(WindowRule rule, long now, int ahead) {
        long best = Long.MAX_VALUE;
        for (long from : new long[] {now, others.until, fleet.until, Math.max(others.until, fleet.until)}) {
            int limit = limit(rule, from);
            if (from - now >= 0 && limit > 0) {
                best = Math.min(best, Math.max(from - now, room(rule, limit, now, ahead)));
            }
            if (best == 0) {
                break;
            }
        }
        return best;
    }

    /// How long until there is room under a limit.
    private long room(WindowRule rule, int limit, long now, int ahead) {
        int place = log.size() - limit + ahead % limit;
        long counts = place >= 0 ? log.time(place) : log.dropped(now - rule.periodNs());
        return Math.max(0, counts + rule.periodNs() - now) + ahead / limit * rule.periodNs();
    }

    private int limit(WindowRule rule, long at) {
        return Math.min(Math.max(1, rule.max() / servers), rule.max() - others.at(at) - fleet.at(at));
    }
}
