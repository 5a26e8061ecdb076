package dev.ghlmcp.highlevel;

import dev.ghlmcp.catalog.Tool;
import io.helidon.faulttolerance.CircuitBreaker;
import io.helidon.faulttolerance.CircuitBreakerOpenException;
import io.helidon.faulttolerance.Retry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/// What happens when an attempt fails: whether and when another is made, and when none is worth it for anybody.
/// One for each host, shared by all callers.
final class Resilience {
    private static final int MOST_RETRIES = 3;

    /// Of the last ten exchanges, eight must have failed. A host that fails now and then is still worth trying.
    private static final int WINDOW = 10;

    private static final int OPENING_PERCENT = 80;

    private final long backoffMs;
    private final Duration pause;
    private final CircuitBreaker breaker;
    private volatile long openUntil = System.nanoTime();

    Resilience() {
        this(Duration.ofMillis(250), Duration.ofSeconds(5));
    }

    /// @param backoff before the first retry; twice as much before each that follows, less a random part
    /// @param pause   how long nothing is sent to a host that is down
    Resilience(Duration backoff, Duration pause) {
        this.backoffMs = backoff.toMillis();
        this.pause = pause;
        this.breaker = CircuitBreaker.builder()
                .volume(WINDOW)
                .errorRatio(OPENING_PERCENT)
                .delay(pause)
                .addApplyOn(Lost.class)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /// A reply as an exception, because that is what Helidon acts on.
    private static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Reply reply;

        Lost(Reply reply) {
            super(null, null, false, false);
            this.reply = reply;
        }
    }

    /// Attempts until one succeeds, or none more is worth it, or the deadline has come.
    Reply run(Tool tool, Deadline deadline, Supplier<Reply> attempt) {
        if (breaker.state() == CircuitBreaker.State.OPEN) {
            return outage();
        }
        Reply first = attempt.get();
        return worthAnother(tool, first) ? retry(tool, deadline, first, attempt) : first;
    }

    /// Lets an exchange go out, unless the host is down. Nothing is spent on a host that is.
    Reply guard(Supplier<Reply> exchange) {
        try {
            return breaker.invoke(() -> {
                Reply reply = exchange.get();
                if (tellsOfOutage(reply)) {
                    throw new Lost(reply);
                }
                return reply;
            });
        } catch (Lost lost) {
            long now = System.nanoTime();
            if (breaker.state() == CircuitBreaker.State.OPEN && openUntil - now < 0) {
                openUntil = now + pause.toNanos();
            }
            return lost.reply;
        } catch (CircuitBreakerOpenException _) {
            return outage();
        }
    }

    private Failure.Outage outage() {
        return new Failure.Outage(
                Math.max(1, Duration.ofNanos(openUntil - System.nanoTime()).toMillis()));
    }

    private Reply retry(Tool tool, Deadline deadline, Reply first, Supplier<Reply> attempt) {
        Reply[] last = {null};
        Retry retry = Retry.builder()
                .retryPolicy((_, _, failed) -> pause(last[0], failed, deadline))
                .overallTimeout(deadline.left().abs().plus(pause))
                .addApplyOn(Lost.class)
                .build();
        try {
            return retry.invoke(() -> {
                last[0] = last[0] == null ? first : attempt.get();
                if (worthAnother(tool, last[0])) {
                    throw new Lost(last[0]);
                }
                return last[0];
            });
        } catch (Lost lost) {
            return lost.reply;
        } catch (RuntimeException e) {
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                return new Failure.Cancelled();
            }
            throw e;
        }
    }

    /// How long to wait in ms before the next attempt; nothing if there is to be none.
    private Optional<Long> pause(Reply reply, int failed, Deadline deadline) {
        long most = backoffMs << (failed - 1);
        long random = ThreadLocalRandom.current().nextLong(most / 2 + 1);
        long wait = reply instanceof Failure.RateLimited limited ? limited.retryAfterMs() + random : most - random;
        return failed > MOST_RETRIES || wait >= deadline.left().toMillis() ? Optional.empty() : Optional.of(wait);
    }

    /// A write is repeated only if it cannot have been carried out.
    private static boolean worthAnother(Tool tool, Reply reply) {
        if (!(reply instanceof Failure failure)) {
            return false;
        }
        boolean reads = tool.hints().readOnly();
        return switch (failure) {
            case Failure.RateLimited _ -> true;
            case Failure.Unreachable(String _, boolean arrived) -> reads || !arrived;
            case Failure.Broken(Problem problem) -> reads && problem.status() >= 500;
            case Failure.Unreadable _ -> reads;
            default -> false;
        };
    }

    /// 520 to 530 are Cloudflare's words for a HighLevel that it cannot reach. A probe that nobody waited for tells
    /// nothing, so the host stays shut.
    private boolean tellsOfOutage(Reply reply) {
        return switch (reply) {
            case Failure.Unreachable _ -> true;
            case Failure.Broken(Problem problem) ->
                (problem.status() >= 502 && problem.status() <= 504) || problem.status() >= 520;
            case Failure.Cancelled _ -> breaker.state() == CircuitBreaker.State.HALF_OPEN;
            default -> false;
        };
    }
}
