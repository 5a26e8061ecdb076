package dev.ghlmcp.highlevel.limit;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.RedisServer;
import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.limit.RequestLimits.Answered;
import dev.ghlmcp.highlevel.limit.window.TimeSource;
import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.redis.Redis;
import dev.ghlmcp.secret.Secret;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server hears of the Redis late that its request may go: it counts from when it goes.
class FleetLateReplyTest {
    private static final Quota LOC = new Quota("token:loc", "loc");
    private static final ToolDefinition TOOL = Catalog.load().find("get_contact");
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Map<String, String> ONE_A_SECOND =
            Map.of("X-RateLimit-Max", "1", "X-RateLimit-Interval-Milliseconds", Long.toString(INTERVAL.toMillis()));

    @ParameterizedTest
    @ValueSource(ints = {0, 70, 400})
    void theNextOneWaitsForTheWholeIntervalAfterIt(int late) throws Exception {
        try (RedisServer server = RedisServer.start().settled();
                Redis one = redis(server);
                Redis other = redis(server)) {
            long first = take(limits(new LateLog(new RedisLog(one), late)));
            long second = take(limits(new RedisLog(other)));
            assertTrue(second - first >= INTERVAL.toNanos(), (second - first) / 1_000_000 + " ms after it");
        }
    }

    private static Redis redis(RedisServer server) {
        return new Redis(new Secret(server.url()), Duration.ofSeconds(10), line -> {});
    }

    private static RequestLimits limits(SharedLog log) {
        return new RateLimiters(
                TimeSource.SYSTEM, new LimiterOptions(ToolLimits.NONE, Duration.ofSeconds(30), 2), log, 100);
    }

    /// When it may go, in ns.
    private static long take(RequestLimits limits) throws InterruptedException {
        limits.learn(LOC, 0, new Answered(200, ONE_A_SECOND::get));
        assertNull(limits.take(TOOL, LOC, Deadline.in(Duration.ofSeconds(30))));
        return System.nanoTime();
    }

    /// The Redis's log, whose answers take this many ms more to arrive.
    private record LateLog(SharedLog log, int late) implements SharedLog {
        @Override
        public boolean up() throws InterruptedException {
            return log.up();
        }

        @Override
        public void lost() {
            log.lost();
        }

        @Override
        public Long lostAt() {
            return log.lostAt();
        }

        @Override
        public Verdict ask(String credential, Question question) {
            Verdict verdict = log.ask(credential, question);
            try {
                Thread.sleep(late);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return verdict;
        }

        @Override
        public void late(String credential, String field, long elapsedMs, long marginMs) {
            log.late(credential, field, elapsedMs, marginMs);
        }
    }
}
