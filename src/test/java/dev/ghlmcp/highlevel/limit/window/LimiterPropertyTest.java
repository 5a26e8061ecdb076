package dev.ghlmcp.highlevel.limit.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.limit.LimiterOptions;
import dev.ghlmcp.highlevel.limit.RateLimiters;
import dev.ghlmcp.highlevel.limit.RequestLimits.Answered;
import dev.ghlmcp.highlevel.limit.ToolLimits;
import dev.ghlmcp.highlevel.limit.VirtualClock;
import dev.ghlmcp.highlevel.limit.Window;
import dev.ghlmcp.highlevel.reply.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever comes when, the upstream never sees more than its limit in any 10 s.
class LimiterPropertyTest {
    private static final Quota LOC = new Quota("token:loc", "loc");
    private static final long INTERVAL = Duration.ofSeconds(10).toNanos();
    private static final ToolDefinition TOOL = Catalog.load().find("get_contact");
    private static final LimiterOptions RULES = new LimiterOptions(ToolLimits.NONE, Duration.ofSeconds(2), 1);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void randomArrivalsOnSeveralThreadsStayWithinTheLimit(long seed) throws Exception {
        VirtualClock clock = new VirtualClock();
        RateLimiters budgets = new RateLimiters(clock, RULES, null, 1000);
        List<Callable<List<Long>>> callers = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            Random random = new Random(seed * 100 + thread);
            callers.add(() -> arrivals(clock, budgets, random));
        }
        List<Long> arrivals = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(callers.size())) {
            for (Future<List<Long>> caller : threads.invokeAll(callers)) {
                arrivals.addAll(caller.get());
            }
        }
        assertTrue(arrivals.size() > 500, "only " + arrivals.size() + " calls got through");
        int busiest = Window.busiest(arrivals, INTERVAL);
        assertTrue(busiest <= 100, busiest + " requests in 10 s");
    }

    /// Bursts and lulls; each request takes up to the margin on its way.
    private static List<Long> arrivals(VirtualClock clock, RateLimiters budgets, Random random)
            throws InterruptedException {
        List<Long> arrivals = new ArrayList<>();
        for (int call = 0; call < 1500; call++) {
            if (random.nextInt(60) == 0) {
                clock.pass(Duration.ofMillis(random.nextInt(12_000)));
            } else if (random.nextInt(4) == 0) {
                clock.pass(Duration.ofMillis(random.nextInt(100)));
            }
            if (budgets.take(TOOL, LOC, Deadline.in(Duration.ofHours(1))) == null) {
                arrivals.add(clock.lastRead() + random.nextLong(WindowRule.MARGIN.toNanos()));
            }
        }
        return arrivals;
    }

    /// As a machine under load, a slow network or a first connection delay them.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void requestsThatArriveSecondsLateStayWithinTheLimitToo(long seed) throws Exception {
        VirtualClock clock = new VirtualClock();
        RateLimiters budgets = new RateLimiters(clock, RULES, null, 1000);
        Random random = new Random(seed);
        PriorityQueue<Sent> sent = new PriorityQueue<>(Comparator.comparingLong(Sent::answered));
        List<Long> arrivals = new ArrayList<>();
        for (int call = 0; call < 5000; call++) {
            clock.pass(Duration.ofMillis(random.nextInt(100) == 0 ? random.nextInt(11_000) : random.nextInt(30)));
            // An answer's time has come, and the clock stands at it.
            while (!sent.isEmpty() && sent.peek().answered() <= clock.nanos()) {
                Sent done = sent.remove();
                budgets.learn(LOC, clock.nanos() - done.at(), new Answered(200, _ -> null));
            }
            if (budgets.take(TOOL, LOC, Deadline.in(Duration.ofHours(1))) == null) {
                long at = clock.lastRead();
                long arrived = at + random.nextLong(random.nextInt(4) == 0 ? 5_000_000_000L : 50_000_000L);
                arrivals.add(arrived);
                sent.add(new Sent(at, arrived + random.nextLong(10_000_000L)));
            }
        }
        int busiest = Window.busiest(arrivals, INTERVAL);
        assertTrue(busiest <= 100 && busiest > 80, busiest + " requests in 10 s");
    }

    private record Sent(long at, long answered) {}

    /// The bucket of 100 that refills over 10 s, which comes to mind first: the checker must find it out.
    @Test
    void theCheckerFindsOutASingleBucket() {
        VirtualClock clock = new VirtualClock();
        long refill = INTERVAL / 100;
        long full = clock.nanos();
        List<Long> arrivals = new ArrayList<>();
        for (int call = 0; call < 190; call++) {
            // Empty when it is full 100 refills from now.
            full = Math.max(full, clock.nanos()) + refill;
            clock.park(Math.max(0, full - 100 * refill - clock.nanos()));
            arrivals.add(clock.nanos());
        }
        assertTrue(Window.busiest(arrivals, INTERVAL) > 180);
    }

    @Test
    void anIdleLocationsWholeBurstGoesAtOnce() throws Exception {
        VirtualClock clock = new VirtualClock();
        RateLimiters budgets = new RateLimiters(clock, RULES, null, 1000);
        long start = clock.nanos();
        for (int call = 0; call < 100; call++) {
            assertEquals(null, budgets.take(TOOL, LOC, Deadline.in(Duration.ofHours(1))));
        }
        assertEquals(start, clock.nanos());
    }

    @Test
    void underSteadyPressureNearlyAllOfTheLimitIsUsed() throws Exception {
        VirtualClock clock = new VirtualClock();
        LimiterOptions patient = new LimiterOptions(ToolLimits.NONE, Duration.ofSeconds(30), 1);
        RateLimiters budgets = new RateLimiters(clock, patient, null, 1000);
        List<Long> arrivals = new ArrayList<>();
        for (int call = 0; call < 10_000; call++) {
            assertEquals(null, budgets.take(TOOL, LOC, Deadline.in(Duration.ofHours(1))));
            arrivals.add(clock.lastRead());
        }
        double perInterval = 9_900.0 * INTERVAL / (arrivals.getLast() - arrivals.get(99));
        assertTrue(perInterval > 95, perInterval + " calls in 10 s");
        assertEquals(100, Window.busiest(arrivals, INTERVAL));
    }
}
