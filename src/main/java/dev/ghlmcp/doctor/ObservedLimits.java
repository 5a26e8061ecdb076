package dev.ghlmcp.doctor;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.limit.ForwardingRequestLimits;
import dev.ghlmcp.highlevel.limit.RequestLimits;
import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.highlevel.reply.Failure;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/// Budgets through which the doctor sees how many requests go out and which time HighLevel has.
public final class ObservedLimits extends ForwardingRequestLimits {
    /// `Date` headers have whole seconds: on average half of one has passed.
    private static final Duration HALF = Duration.ofMillis(500);

    private final InstantSource clock;
    private int requests;
    private Duration skew;

    /// @param budgets that are kept to
    public ObservedLimits(RequestLimits budgets, InstantSource clock) {
        super(budgets);
        this.clock = clock;
    }

    @Override
    public Failure.Throttled take(ToolDefinition tool, Quota quota, Deadline deadline) throws InterruptedException {
        Failure.Throttled throttled = super.take(tool, quota, deadline);
        synchronized (this) {
            requests += throttled == null ? 1 : 0;
        }
        return throttled;
    }

    @Override
    public void learn(Quota quota, long elapsed, Answered answer) {
        Instant now = clock.instant();
        super.learn(quota, elapsed, answer);
        String date = answer.header().apply("Date");
        if (date != null) {
            try {
                Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                synchronized (this) {
                    skew = Duration.between(theirs.plus(HALF), now);
                }
            } catch (DateTimeException _) {
                // Then the time stays unknown.
            }
        }
    }

    /// What is left of the first quota that was used; null if none was.
    RequestLimits.State used() {
        return quotas().isEmpty() ? null : state(quotas().getLast());
    }

    synchronized int requests() {
        return requests;
    }

    /// How far this machine's clock is ahead; null if HighLevel did not tell the time.
    synchronized Duration skew() {
        return skew;
    }
}
