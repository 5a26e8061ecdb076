package dev.ghlmcp.highlevel.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.RedisServer;
import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.redis.Redis;
import dev.ghlmcp.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Budgets that several servers share, with a real Redis that comes and goes.
class FleetBudgetsTest {
    private static final Quota LOC = new Quota("token:loc", "loc");
    private static final Catalog CATALOG = Catalog.load();
    private static final ToolDefinition TOOL = CATALOG.find("get_contact");
    private static final Duration IMPATIENT = Duration.ofMillis(1);

    /// A machine that runs other tests as well.
    private static final Duration LOADED = Duration.ofSeconds(10);

    private final BlockingQueue<String> warnings = new LinkedBlockingQueue<>();

    @Test
    void whatOneServerTakesTheOtherLacks() throws Exception {
        try (RedisServer server = RedisServer.start().settled();
                RequestLimits one = budgets(server.url());
                RequestLimits other = budgets(server.url())) {
            assertEquals(60, take(one, 60));
            assertEquals(40, take(other, 60));
            assertNotNull(one.take(TOOL, LOC, deadline()), "it learns from the refusals");
            assertNull(one.take(TOOL, new Quota("token:another", "another"), deadline()));
            assertTrue(warnings.isEmpty(), warnings.toString());
        }
    }

    @Test
    void aToolsLimitIsSharedToo() throws Exception {
        ToolLimits limits = ToolLimits.of(Map.of("tools.get_contact", "5/1m"), CATALOG.tools());
        try (RedisServer server = RedisServer.start().settled();
                RequestLimits one = budgets(server.url(), limits);
                RequestLimits other = budgets(server.url(), limits)) {
            assertEquals(3, take(one, 3));
            assertEquals(2, take(other, 9));
        }
    }

    @Test
    void goesOnWithItsShareWhileRedisIsAwayAndSaysSoOnce() throws Exception {
        try (RedisServer server = RedisServer.start().settled();
                RequestLimits budgets = budgets(server.url())) {
            assertEquals(10, take(budgets, 10));
            server.kill();
            long start = System.nanoTime();
            assertEquals(40, take(budgets, 100), "half of the limit, of which ten went out before");
            assertTrue(System.nanoTime() - start < Duration.ofSeconds(5).toNanos(), "no call hangs");
            String address = server.url().substring("redis://".length());
            assertEquals(
                    "Redis at " + address + " does not answer: each server goes on with its share of the limits",
                    warnings.poll(10, TimeUnit.SECONDS));
            server.restart();
            assertEquals(
                    "Redis at " + address + " answers: the limits are shared again",
                    warnings.poll(20, TimeUnit.SECONDS));
            assertEquals(0, take(budgets, 5), "what went out meanwhile still counts");
            assertTrue(warnings.isEmpty(), warnings.toString());
        }
    }

    @Test
    void aRedisThatHangsCostsOneCallItsPatience() throws Exception {
        try (RedisServer server = RedisServer.start().settled()) {
            Redis redis = new Redis(new Secret(server.url()), Duration.ofSeconds(1), warnings::add);
            try (RequestLimits budgets =
                    RateLimiters.shared(new LimiterOptions(ToolLimits.NONE, IMPATIENT, 2), redis)) {
                take(budgets, 1);
                server.hang();
                long start = System.nanoTime();
                take(budgets, 40);
                long took = System.nanoTime() - start;
                assertTrue(took < Duration.ofSeconds(20).toNanos(), took / 1_000_000 + " ms");
                assertEquals(1, warnings.size(), warnings.toString());
            }
        }
    }

    @Test
    void startsWithoutRedisAndNeverShowsItsPassword() throws Exception {
        RedisServer server = RedisServer.start();
        server.kill();
        String url = server.url().replace("redis://", "redis://somebody:hunter2@");
        Redis redis = new Redis(new Secret(url), LOADED, warnings::add);
        try (RequestLimits budgets = RateLimiters.shared(new LimiterOptions(ToolLimits.NONE, IMPATIENT, 4), redis)) {
            assertEquals(25, take(budgets, 100));
            List<String> lines = List.copyOf(warnings);
            assertEquals(1, lines.size(), lines.toString());
            assertFalse((lines + redis.toString()).contains("hunter2"), lines.toString());
        }
    }

    private RequestLimits budgets(String url) {
        return budgets(url, ToolLimits.NONE);
    }

    private RequestLimits budgets(String url, ToolLimits limits) {
        return RateLimiters.shared(
                new LimiterOptions(limits, IMPATIENT, 2), new Redis(new Secret(url), LOADED, warnings::add));
    }

    /// How many of so many calls are let go.
    private static int take(RequestLimits budgets, int calls) throws InterruptedException {
        int gone = 0;
        for (int call = 0; call < calls; call++) {
            if (budgets.take(TOOL, LOC, deadline()) == null) {
                gone++;
            }
        }
        return gone;
    }

    private static Deadline deadline() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
