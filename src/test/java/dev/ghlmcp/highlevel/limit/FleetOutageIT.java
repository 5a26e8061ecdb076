package dev.ghlmcp.highlevel.limit;

import static org.junit.jupiter.api.Assertions.assertAll;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Three servers with a share of a real Redis, which dies, comes back empty, stalls, is emptied and holds garbage: what
/// they let out together stays within the limit. The moment at which it or its log is lost is the exception: a server
/// goes on with its part at once, and did not hear of what the others were granted just before. HighLevel told
/// them of a short interval, so that it takes seconds.
class FleetOutageIT {
    private static final int SERVERS = 3;
    private static final int MAX = 30;
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final String KEY = "ghl-mcp:{limits}:token:loc";
    private static final Quota LOC = new Quota("token:loc", "loc");
    private static final ToolDefinition TOOL = Catalog.load().find("get_contact");

    /// What happens to the Redis while the servers work.
    private interface Trouble {
        void happen(RedisServer redis) throws Exception;
    }

    /// Side by side, as they wait most of the time.
    @Test
    void theLimitHoldsWhateverHappensToTheRedis() throws Exception {
        List<Callable<Void>> plays = List.of(
                () -> new Fleet("dies and comes back empty, even load", true).play(FleetOutageIT::dies),
                () -> new Fleet("dies and comes back empty, uneven load", false).play(FleetOutageIT::dies),
                () -> new Fleet("stalls, even load", true).play(FleetOutageIT::stalls),
                () -> new Fleet("stalls, uneven load", false).play(FleetOutageIT::stalls),
                () -> {
                    Fleet fleet = new Fleet("is emptied and holds garbage", false, Duration.ofSeconds(10));
                    fleet.play(redis -> isEmptiedOrHoldsGarbage(redis, fleet.losses));
                    // On a busy machine the first connection may take longer than the program waits.
                    assertTrue(
                            fleet.lines.stream().noneMatch(line -> line.contains("does not answer")),
                            fleet.lines.toString());
                    return null;
                });
        try (ExecutorService threads = Executors.newFixedThreadPool(plays.size())) {
            assertAll(threads.invokeAll(plays).stream().map(play -> play::get));
        }
    }

    private static void dies(RedisServer redis) throws Exception {
        pause(2000);
        redis.kill();
        pause(3000);
        redis.restart();
        pause(9000);
        redis.kill();
        redis.restart();
        pause(9000);
    }

    private static void stalls(RedisServer redis) throws Exception {
        for (int stall : new int[] {200, 2500}) {
            pause(2000);
            redis.hang();
            pause(stall);
            redis.goOn();
            pause(7500);
        }
    }

    private static void isEmptiedOrHoldsGarbage(RedisServer redis, Queue<Long> losses) throws Exception {
        for (String command : List.of(
                "FLUSHALL",
                "SET " + KEY + " garbage",
                "HSET " + KEY + " burst 123",
                "HSET " + KEY + " burst " + "9".repeat(130) + " others x till y",
                "HSET " + KEY + " burst ''",
                "SET ghl-mcp:{limits}:began 7",
                "HSET ghl-mcp:{limits}:began birth never",
                "DEL " + KEY)) {
            pause(3000);
            losses.add(System.nanoTime());
            redis.command(command);
            losses.add(System.nanoTime());
        }
        pause(8000);
    }

    private static void pause(long ms) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(ms);
    }

    /// Three servers at work on one Redis.
    private static final class Fleet {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();
        private final Queue<Long> losses = new ConcurrentLinkedQueue<>();
        private final Queue<Long> gone = new ConcurrentLinkedQueue<>();
        private final String name;
        private final boolean even;
        private final Duration timeout;
        private volatile boolean ended;

        Fleet(String name, boolean even) {
            this(name, even, Duration.ofMillis(500));
        }

        /// @param timeout how long an answer of the Redis may take
        Fleet(String name, boolean even, Duration timeout) {
            this.name = name;
            this.even = even;
            this.timeout = timeout;
        }

        Void play(Trouble trouble) throws Exception {
            List<Redis> connections = new ArrayList<>();
            try (RedisServer redis = RedisServer.start().settled();
                    ExecutorService threads = Executors.newFixedThreadPool(SERVERS + 1)) {
                try {
                    play(trouble, redis, threads, connections);
                } finally {
                    // Before the Redis, whose end they would tell of.
                    ended = true;
                    connections.forEach(Redis::close);
                }
            }
            return null;
        }

        private void play(Trouble trouble, RedisServer redis, ExecutorService threads, List<Redis> connections)
                throws Exception {
            Future<Duration> stalled = threads.submit(this::longestStall);
            List<Future<Void>> working = new ArrayList<>();
            for (int server = 0; server < SERVERS; server++) {
                Redis connection = new Redis(new Secret(redis.url()), timeout, this::say);
                connections.add(connection);
                working.add(threads.submit(work(connection, new Random(server), even || server == 0 ? 5 : 200)));
            }
            trouble.happen(redis);
            long last = awaitWork();
            ended = true;
            for (Future<Void> server : working) {
                server.get(20, TimeUnit.SECONDS);
            }
            Duration stall = stalled.get(20, TimeUnit.SECONDS);
            long length = INTERVAL.minus(stall).toNanos();
            int atLosses = Window.busiest(List.copyOf(gone), length);
            int busiest = Window.busiest(gone.stream().filter(this::withoutLoss).toList(), length);
            System.out.println("Redis " + name + ": " + gone.size() + " requests, at most " + busiest + " of " + MAX
                    + " in any second, " + atLosses + " when it is lost, " + last
                    + " in the last two; the machine stalled up to " + stall.toMillis()
                    + " ms; "
                    + lines);
            assertTrue(busiest <= MAX, busiest + " requests in a second");
            assertTrue(
                    atLosses <= MAX + (SERVERS - 1) * (MAX / SERVERS),
                    atLosses + " requests in the second in which the Redis was lost");
            assertTrue(last > MAX, "they do not go on: " + last);
        }

        private void say(String line) {
            lines.add(line);
            if (line.endsWith("its share of the limits")) {
                losses.add(System.nanoTime());
            }
        }

        /// Whether nothing was lost within an interval of this moment.
        private boolean withoutLoss(long moment) {
            return losses.stream().noneMatch(loss -> Math.abs(loss - moment) < INTERVAL.toNanos());
        }

        /// Until more than half of what the limit allows went in the last two seconds. A busy machine may lose the
        /// Redis
        /// once more meanwhile.
        private long awaitWork() throws InterruptedException {
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (true) {
                long now = System.nanoTime();
                long last = gone.stream()
                        .filter(one -> now - one < 2 * INTERVAL.toNanos())
                        .count();
                if (last > MAX || now > end) {
                    return last;
                }
                pause(50);
            }
        }

        /// By how much a thread that sleeps for a millisecond is late at worst, until the end.
        private Duration longestStall() throws InterruptedException {
            long longest = 0;
            while (!ended) {
                long began = System.nanoTime();
                pause(1);
                longest = Math.max(longest, System.nanoTime() - began);
            }
            return Duration.ofNanos(longest);
        }

        /// Works until the end; pauses between calls are random, up to twice this many ms.
        private Callable<Void> work(Redis redis, Random random, int pause) {
            LastLook time = new LastLook();
            LimiterOptions options = new LimiterOptions(ToolLimits.NONE, Duration.ofMillis(20), SERVERS);
            RequestLimits budgets = new RateLimiters(time, options, new RedisLog(redis), 100);
            Map<String, String> reported = Map.of(
                    "X-RateLimit-Max", Integer.toString(MAX),
                    "X-RateLimit-Interval-Milliseconds", Long.toString(INTERVAL.toMillis()));
            return () -> {
                while (!ended) {
                    budgets.learn(LOC, 0, new Answered(200, reported::get));
                    if (budgets.take(TOOL, LOC, Deadline.in(Duration.ofSeconds(30))) == null) {
                        gone.add(time.last);
                    }
                    pause(random.nextInt(2 * pause));
                }
                return null;
            };
        }
    }

    /// The machine's time, as the limiter saw it last: when it let a request go. The thread of a busy machine may read
    /// that much later.
    private static final class LastLook implements TimeSource {
        private volatile long last;

        @Override
        public long nanos() {
            last = SYSTEM.nanos();
            return last;
        }

        @Override
        public void park(long nanos) throws InterruptedException {
            SYSTEM.park(nanos);
        }
    }
}
