package dev.ghlmcp.highlevel.limit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.limit.RequestLimits.Answered;
import dev.ghlmcp.highlevel.limit.window.WindowRule;
import dev.ghlmcp.highlevel.reply.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever HighLevel's headers say, in any order: never more than the smallest maximum in force, never before
/// `Retry-After` is over, never locked out.
class BeliefPropertyTest {
    private static final int SEQUENCES = Integer.getInteger("limits.sequences", 2_000);
    private static final int STEPS = 400;
    private static final Quota LOC = new Quota("token:loc", "loc");
    private static final Catalog CATALOG = Catalog.load();
    private static final ToolDefinition LIMITED = CATALOG.find("get_contact");
    private static final ToolDefinition OTHER = CATALOG.find("get_calendar");
    private static final ToolLimits LIMITS =
            ToolLimits.of(Map.of("tools.get_contact", "5/3s", "toolsets.contacts", "8/20s"), CATALOG.tools());

    /// The interval that one answer may set at most, its margin, the slowest answer and a pause before and after it.
    private static final Duration LOCKED =
            Duration.ofMinutes(5).plusSeconds(1).plusSeconds(20).plusSeconds(30);

    private static final String[] MAX = {null, "1", "2", "25", "25", "100", "100", "100", "1000", "x", "0"};
    private static final String[] INTERVAL = {
        null, "1000", "10000", "10000", "10000", "10000", "60000", "3600000", "", "-5"
    };
    private static final String[] CALM_INTERVAL = {null, "1000", "10000", "10000"};
    private static final String[] LEFT = {null, "0", "0", "1", "24", "99", "7", "99999", "1e3"};
    private static final String[] DAY = {null, "1", "10000", "200000", "0"};
    private static final String[] DAY_LEFT = {null, "0", "0", "5", "9999", "150000"};
    private static final String[] RESET = {null, "60000", "86400000", "99999999999"};
    private static final String[] RETRY = {null, "1", "30", "99999", "soon"};
    private static final int[] STATUS = {200, 200, 200, 200, 429, 429, 401, 403, 500};

    @Test
    void neverAboveTheSmallestMaximumInForceAndNeverLockedOut() throws Exception {
        int let = 0;
        long longest = 0;
        for (int seed = 0; seed < SEQUENCES; seed++) {
            Run run = new Run(seed, seed % 2 == 0 ? ToolLimits.NONE : LIMITS);
            run.play();
            let += run.sent.size();
            longest = Math.max(longest, run.longest);
        }
        System.out.println(SEQUENCES + " sequences of " + STEPS + " steps: " + let + " requests let go, locked out "
                + longest / 1_000_000_000 + " s at most");
        assertTrue(let > SEQUENCES * 20L, "only " + let + " were let go");
    }

    /// One sequence.
    private static final class Run {
        private final int seed;
        private final Random random;
        private final VirtualClock clock = new VirtualClock();
        private final RateLimiters limiters;
        private final boolean own;
        private final boolean calm;
        private final List<Sent> sent = new ArrayList<>();
        private final List<InForce> rules = new ArrayList<>();
        private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::at));
        private long longest;
        private long pausedUntil = Long.MIN_VALUE;

        Run(int seed, ToolLimits limits) {
            this.seed = seed;
            this.random = new Random(seed);
            this.calm = seed % 4 < 2;
            this.own = !limits.none();
            this.limiters = new RateLimiters(
                    clock, new LimiterOptions(limits, Duration.ofSeconds(random.nextInt(3)), 1), null, 1000);
            rules.add(new InForce(WindowRule.STANDARD, Long.MIN_VALUE / 2));
        }

        void play() throws InterruptedException {
            long last = clock.nanos();
            boolean hot = false;
            for (int step = 0; step < STEPS; step++) {
                hot = random.nextInt(20) == 0 ? !hot : hot;
                clock.pass(Duration.ofMillis(hot ? random.nextInt(30) : random.nextInt(15_000)));
                answer();
                ToolDefinition tool = random.nextBoolean() ? LIMITED : OTHER;
                boolean goes = limiters.take(tool, LOC, Deadline.in(Duration.ofHours(9))) == null;
                long now = goes ? clock.lastRead() : clock.nanos();
                if (goes) {
                    sent.add(new Sent(now, tool));
                    check(now, tool);
                    assertTrue(now >= pausedUntil, () -> "sequence " + seed + ": before Retry-After was over");
                    if (random.nextInt(10) > 0) {
                        due.add(new Due(
                                now
                                        + Duration.ofMillis(random.nextInt(random.nextInt(10) == 0 ? 20_000 : 400))
                                                .toNanos(),
                                now));
                    }
                }
                longest = Math.max(longest, now - last);
                assertTrue(now - last <= LOCKED.toNanos(), () -> "sequence " + seed + ": locked out");
                last = goes ? now : last;
            }
        }

        private void answer() {
            while (!due.isEmpty() && due.peek().at() <= clock.nanos()) {
                Due answer = due.remove();
                long now = clock.nanos();
                Map<String, String> headers = new HashMap<>();
                put(headers, "X-RateLimit-Max", MAX);
                put(headers, "X-RateLimit-Interval-Milliseconds", calm ? CALM_INTERVAL : INTERVAL);
                if (!calm || random.nextInt(20) == 0) {
                    put(headers, "X-RateLimit-Remaining", LEFT);
                }
                if (!calm && random.nextInt(8) == 0) {
                    put(headers, "X-RateLimit-Limit-Daily", DAY);
                    put(headers, "X-RateLimit-Daily-Remaining", DAY_LEFT);
                    put(headers, "X-RateLimit-Daily-Reset", RESET);
                }
                put(headers, "Retry-After", RETRY);
                int status = STATUS[random.nextInt(STATUS.length)];
                String retryAfter = headers.getOrDefault("Retry-After", "");
                if (status == 429 && retryAfter.matches("\\d+")) {
                    pausedUntil = now
                            + Duration.ofSeconds(Math.min(Long.parseLong(retryAfter), 300))
                                    .toNanos();
                }
                limiters.learn(LOC, now - answer.sent(), new Answered(status, headers::get));
                String max = headers.getOrDefault("X-RateLimit-Max", "");
                String interval = headers.getOrDefault("X-RateLimit-Interval-Milliseconds", "");
                if (status != 401 && status != 403 && max.matches("[1-9]\\d*") && interval.matches("\\d+")) {
                    long ms = Math.min(Long.parseLong(interval), 300_000);
                    rules.add(new InForce(
                            new WindowRule(
                                    Integer.parseInt(max), Duration.ofMillis(ms).toNanos()),
                            now));
                }
            }
        }

        private void put(Map<String, String> headers, String name, String... values) {
            String value = values[random.nextInt(values.length)];
            if (value != null) {
                headers.put(name, value);
            }
        }

        private void check(long now, ToolDefinition tool) {
            for (int i = 0; i < rules.size(); i++) {
                WindowRule rule = rules.get(i).rule();
                long until = i + 1 < rules.size() ? rules.get(i + 1).since() : now;
                long from = now - rule.intervalNs();
                if (until > from) {
                    long count = sent.stream().filter(one -> one.at() > from).count();
                    assertTrue(count <= rule.max(), () -> "sequence " + seed + ": " + count + " under " + rule);
                }
            }
            if (own && tool.equals(LIMITED)) {
                within(now, Duration.ofSeconds(3), 5);
                within(now, Duration.ofSeconds(20), 8);
            }
        }

        private void within(long now, Duration interval, int most) {
            long count = sent.stream()
                    .filter(one -> one.tool().equals(LIMITED) && one.at() > now - interval.toNanos())
                    .count();
            assertTrue(count <= most, () -> "sequence " + seed + ": " + count + " in " + interval);
        }
    }

    private record Sent(long at, ToolDefinition tool) {}

    private record Due(long at, long sent) {}

    private record InForce(WindowRule rule, long since) {}
}
