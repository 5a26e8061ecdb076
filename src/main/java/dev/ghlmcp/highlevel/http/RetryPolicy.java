package dev.ghlmcp.highlevel.http;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.http.CircuitBreakers.Outcome;
import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.ForeignPage;
import dev.ghlmcp.highlevel.reply.Problem;
import dev.ghlmcp.highlevel.reply.Reply;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/// Decides after a failed attempt whether and when another follows. All callers share it, and the failures of one
/// credential do not affect another.
public final class RetryPolicy {
    private static final int MAX_RETRIES = 3;

    private final long backoffMs;
    private final CircuitBreakers breakers;

    public RetryPolicy() {
        this(Duration.ofMillis(250), Duration.ofSeconds(5));
    }

    /// @param backoff before the first retry; twice as much before each that follows, less a random part
    /// @param pause   how long nothing is sent for a credential whose requests are lost
    public RetryPolicy(Duration backoff, Duration pause) {
        this.backoffMs = backoff.toMillis();
        this.breakers = new CircuitBreakers(pause);
    }

    /// Attempts until one succeeds, or none more is worth it, or the deadline has come.
    public Reply run(ToolDefinition tool, Deadline deadline, Supplier<Reply> attempt) {
        for (int failed = 1; ; failed++) {
            Reply reply = attempt.get();
            if (failed > MAX_RETRIES || !worthAnother(tool, reply)) {
                return reply;
            }
            long wait = pause(reply, failed);
            if (wait >= deadline.left().toMillis()) {
                return reply;
            }
            try {
                Thread.sleep(wait);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return new Failure.Cancelled();
            }
        }
    }

    /// That nothing is to be sent for a credential, before anything is spent on it; null if something may be.
    public Failure.Outage outage(String credential) {
        long pauseMs = breakers.pauseMs(credential);
        return pauseMs == 0 ? null : new Failure.Outage(pauseMs);
    }

    /// Lets an exchange go out, unless the last ones of this credential were lost.
    public Reply guard(String credential, Supplier<Reply> exchange) {
        if (!breakers.enter(credential)) {
            return new Failure.Outage(Math.max(1, breakers.pauseMs(credential)));
        }
        Outcome outcome = Outcome.UNKNOWN;
        try {
            Reply reply = exchange.get();
            outcome = outcome(reply);
            return reply;
        } finally {
            breakers.leave(credential, outcome);
        }
    }

    /// How long to wait in ms before the next attempt.
    private long pause(Reply reply, int failed) {
        long max = backoffMs << (failed - 1);
        long random = ThreadLocalRandom.current().nextLong(max / 2 + 1);
        return reply instanceof Failure.RateLimited limited ? limited.retryAfterMs() + random : max - random;
    }

    /// A write is repeated only if it cannot have been carried out.
    private static boolean worthAnother(ToolDefinition tool, Reply reply) {
        if (!(reply instanceof Failure failure)) {
            return false;
        }
        boolean reads = tool.hints().readOnly();
        return switch (failure) {
            case Failure.RateLimited _ -> true;
            case Failure.Unreachable(String _, boolean arrived) -> reads || !arrived;
            case Failure.Broken(Problem problem) -> reads && problem.status() >= 500;
            case Failure.Intercepted(int status, ForeignPage _) -> reads && status >= 500;
            case Failure.Unreadable _ -> reads;
            default -> false;
        };
    }

    /// Cloudflare answers 520 to 530 when it cannot reach HighLevel.
    private static Outcome outcome(Reply reply) {
        return switch (reply) {
            case Failure.Unreachable _, Failure.NoWay _ -> Outcome.LOST;
            case Failure.Broken(Problem problem) when noAnswer(problem.status()) -> Outcome.LOST;
            case Failure.Intercepted(int status, ForeignPage _) when noAnswer(status) -> Outcome.LOST;
            case Failure.Cancelled _ -> Outcome.UNKNOWN;
            default -> Outcome.ANSWERED;
        };
    }

    private static boolean noAnswer(int status) {
        return (status >= 502 && status <= 504) || status >= 520;
    }
}
