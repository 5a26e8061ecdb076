package dev.ghlmcp.highlevel.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.Await;
import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.api.ApiTools;
import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.limit.window.WindowRule;
import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.highlevel.reply.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who waits, for how long, in which order, and what a call reads that would wait too long.
@Timeout(60)
class WaitingTest {
    private static final Quota LOC = new Quota("token:loc", "loc");
    private static final Catalog CATALOG = Catalog.load();
    private static final ToolDefinition TOOL = CATALOG.find("get_contact");
    private static final ToolDefinition OTHER = CATALOG.find("get_calendar");
    private static final Duration INTERVAL = Duration.ofSeconds(10).plus(WindowRule.MARGIN);

    private final HandClock clock = new HandClock();

    @Test
    void failsAtOnceIfTheWaitWouldBeTooLong() throws Exception {
        RateLimiters budgets = budgets(ToolLimits.NONE);
        take(budgets, 100);
        clock.pass(Duration.ofSeconds(8));
        assertEquals(
                new Failure.Throttled(
                        "HighLevel's limit of 100 requests in 10 s for loc is used up, and there is room again", 2500),
                take(budgets, TOOL));
        assertNull(
                budgets.take(TOOL, new Quota("token:another", "another"), Deadline.in(Duration.ofMinutes(1))),
                "each location has its own");
    }

    @Test
    void ofAHundredAtOnceNoneIsTurnedAway() throws Exception {
        RateLimiters budgets = budgets(ToolLimits.NONE);
        for (int round = 0; round < 300; round++) {
            CountDownLatch together = new CountDownLatch(1);
            List<Future<Failure.Throttled>> calls = new ArrayList<>();
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int call = 0; call < 100; call++) {
                    calls.add(callers.submit(() -> {
                        together.await();
                        return takeQuietly(budgets);
                    }));
                }
                together.countDown();
            }
            for (Future<Failure.Throttled> call : calls) {
                assertNull(call.get());
            }
            clock.pass(INTERVAL);
        }
    }

    @Test
    void neverWaitsPastTheDeadlineOfTheCall() throws Exception {
        RateLimiters budgets = budgets(ToolLimits.NONE);
        take(budgets, 100);
        clock.pass(Duration.ofSeconds(9));
        Failure.Throttled failure = budgets.take(TOOL, LOC, Deadline.in(Duration.ofSeconds(1)));
        assertEquals(1500, failure.waitMs());
    }

    @Test
    void letsCallsGoInTheOrderInWhichTheyCame() throws Exception {
        RateLimiters budgets = budgets(ToolLimits.NONE);
        for (int call = 0; call < 100; call++) {
            take(budgets, 1);
            clock.pass(Duration.ofMillis(10));
        }
        clock.pass(INTERVAL.minusMillis(1500));
        LinkedBlockingQueue<Integer> gone = new LinkedBlockingQueue<>();
        List<Thread> callers = new ArrayList<>();
        for (int call = 0; call < 20; call++) {
            int number = call;
            callers.add(Thread.ofVirtual().start(() -> {
                if (takeQuietly(budgets) == null) {
                    gone.add(number);
                }
            }));
            awaitWaiting(callers.getLast());
        }
        for (int call = 0; call < 20; call++) {
            clock.awaitSomebody();
            assertTrue(gone.isEmpty(), "nobody goes before there is room");
            clock.pass(Duration.ofMillis(call == 0 ? 500 : 10));
            assertEquals(call, gone.poll(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void aCancelledCallLeavesTheQueueAndTheNextTakesItsPlace() throws Exception {
        RateLimiters budgets = budgets(ToolLimits.NONE);
        take(budgets, 99);
        clock.pass(Duration.ofSeconds(9));
        take(budgets, 1);
        CompletableFuture<String> first = new CompletableFuture<>();
        Thread cancelled = Thread.ofVirtual().start(() -> {
            try {
                budgets.take(TOOL, LOC, Deadline.in(Duration.ofMinutes(1)));
                first.complete("let go");
            } catch (InterruptedException _) {
                first.complete("cancelled");
            }
        });
        awaitWaiting(cancelled);
        CompletableFuture<Failure.Throttled> second = CompletableFuture.supplyAsync(() -> takeQuietly(budgets));
        cancelled.interrupt();
        assertEquals("cancelled", first.get(10, TimeUnit.SECONDS));
        clock.awaitSomebody();
        clock.pass(Duration.ofMillis(1500));
        assertNull(second.get(10, TimeUnit.SECONDS));
        assertEquals(98, budgets.state(LOC).burst(), "the cancelled call took nothing");
    }

    @Test
    void aToolsOwnLimitKeepsBackThatToolOnlyAndARefusedCallTakesNothing() throws Exception {
        RateLimiters budgets = budgets(
                ToolLimits.of(Map.of("tools.get_contact", "3/1m", "toolsets.calendars", "1/1h"), CATALOG.tools()));
        take(budgets, 3);
        String limit =
                "this server's own limit of 3 calls in 1 min for tool get_contact (setting limits.tools.get_contact)"
                        + " is used up, and there is room again";
        assertEquals(new Failure.Throttled(limit, 60_500), take(budgets, TOOL));
        assertEquals(97, budgets.state(LOC).burst());
        assertEquals(199_997, budgets.state(LOC).day());
        assertNull(take(budgets, CATALOG.find("create_contact")));
        assertNull(take(budgets, OTHER));
        assertEquals(3_600_500, take(budgets, CATALOG.find("list_calendars")).waitMs(), "they share the toolset's");
        assertEquals(
                3_600_500,
                take(budgets, new ApiTools(Generation.DATED).tool("list_calendar_schedules"))
                        .waitMs(),
                "and so do the API's operations of the same product");
        clock.pass(Duration.ofMillis(60_500));
        assertNull(take(budgets, TOOL));
    }

    @Test
    void whatATokenOfTheToolsLimitPaidForComesBackIfTheLocationRefuses() throws Exception {
        RateLimiters budgets = budgets(ToolLimits.of(Map.of("tools.get_calendar", "1/1d"), CATALOG.tools()));
        take(budgets, 100);
        assertInstanceOf(Failure.Throttled.class, take(budgets, OTHER));
        clock.pass(INTERVAL);
        assertNull(take(budgets, OTHER));
    }

    private RateLimiters budgets(ToolLimits limits) {
        return new RateLimiters(clock, new LimiterOptions(limits, Duration.ofSeconds(2), 1), null, 1000);
    }

    private static void take(RateLimiters budgets, int calls) throws InterruptedException {
        for (int call = 0; call < calls; call++) {
            assertNull(take(budgets, TOOL));
        }
    }

    private static Failure.Throttled take(RateLimiters budgets, ToolDefinition tool) throws InterruptedException {
        return budgets.take(tool, LOC, Deadline.in(Duration.ofMinutes(1)));
    }

    private static Failure.Throttled takeQuietly(RateLimiters budgets) {
        try {
            return take(budgets, TOOL);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitWaiting(Thread thread) {
        Await.until(
                "it waits",
                () -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
    }
}
