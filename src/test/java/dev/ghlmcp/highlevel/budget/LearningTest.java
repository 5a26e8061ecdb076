package dev.ghlmcp.highlevel.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Tool;
import dev.ghlmcp.highlevel.Budgets.Answered;
import dev.ghlmcp.highlevel.Budgets.State;
import dev.ghlmcp.highlevel.Deadline;
import dev.ghlmcp.highlevel.Failure;
import dev.ghlmcp.highlevel.Quota;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What the budget makes of HighLevel's headers.
class LearningTest {
    private static final Quota LOC = new Quota("token:loc", "loc");
    private static final String PREFIX = "X-RateLimit-";
    private static final Tool TOOL = Catalog.load().find("get_contact");
    private static final Duration INTERVAL = Duration.ofSeconds(10).plus(Rule.MARGIN);

    private final HandClock clock = new HandClock();
    private final RateLimiters budgets =
            new RateLimiters(clock, new LimiterOptions(ToolLimits.NONE, Duration.ofMillis(1), 1), null, 1000);

    @Test
    void aTrialAccountsLimitsAreKeptFromTheFirstAnswerOn() throws Exception {
        take(40);
        answer(Duration.ZERO, Map.of("Max", "25", "Interval-Milliseconds", "10000", "Limit-Daily", "10000"));
        assertEquals(new State(0, 25, 10_000, 9_960, 10_000), budgets.state(LOC));
        assertNotNull(take(), "40 are more than 25 already");
        clock.pass(INTERVAL);
        take(25);
        assertNotNull(take());
    }

    @Test
    void whatOthersUsedIsKeptFree() throws Exception {
        take(10);
        answer(Duration.ZERO, Map.of("Remaining", "30"));
        assertEquals(30, budgets.state(LOC).burst());
        take(30);
        assertNotNull(take());
        clock.pass(INTERVAL);
        assertEquals(100, budgets.state(LOC).burst());
    }

    @Test
    void moreThanIsFreeHereIsNotBelieved() throws Exception {
        take(100);
        answer(Duration.ZERO, Map.of("Remaining", "99"));
        assertEquals(0, budgets.state(LOC).burst());
    }

    /// The upstream counted when it answered. What came free since then, it had counted as used, by us.
    @Test
    void aSlowAnswerTakesNothingForWhatCameFreeMeanwhile() throws Exception {
        take(50);
        clock.pass(INTERVAL.minusSeconds(1));
        take(1);
        clock.pass(Duration.ofSeconds(2));
        answer(Duration.ofSeconds(2), Map.of("Remaining", "49"));
        assertEquals(99, budgets.state(LOC).burst());
    }

    @Test
    void theDayFollowsHighLevelDownAndBeginsAnewWhenItSaysSo() throws Exception {
        take(1);
        answer(
                Duration.ZERO,
                Map.of("Limit-Daily", "200000", "Daily-Remaining", "2", "Daily-Reset", "3600000", "Remaining", "99"));
        assertEquals(2, budgets.state(LOC).day());
        take(2);
        assertEquals(new Failure.Throttled("HighLevel's limit of 200000 requests a day for loc", 3_600_000), take());
        assertEquals(97, budgets.state(LOC).burst(), "the refused call took nothing");
        clock.pass(Duration.ofHours(1));
        assertNull(take());
        answer(Duration.ofMinutes(1), Map.of("Daily-Remaining", "0"));
        assertEquals(199_999, budgets.state(LOC).day(), "that answer was of the day before");
    }

    @Test
    void nonsenseInHeadersChangesNothing() throws Exception {
        take(1);
        State before = budgets.state(LOC);
        for (String value : new String[] {"", "-5", "many", "1e3", "99999999999999999999", " 7"}) {
            Map<String, String> headers = new HashMap<>();
            for (String name : Set.of("Max", "Interval-Milliseconds", "Remaining", "Limit-Daily", "Daily-Remaining")) {
                headers.put(name, value);
            }
            answer(Duration.ZERO, headers);
        }
        answer(Duration.ZERO, Map.of("Max", "0", "Interval-Milliseconds", "0"));
        assertEquals(before, budgets.state(LOC));
    }

    @Test
    void onlyKnownLocationsHaveAState() throws Exception {
        assertNull(budgets.state(LOC));
        take(1);
        assertNull(budgets.take(TOOL, new Quota("token:other", null), Deadline.in(Duration.ofMinutes(1))));
        assertEquals(
                Set.of("token:other", "token:loc"),
                Set.copyOf(budgets.quotas().stream().map(Quota::credential).toList()));
    }

    /// Callers may make up ids.
    @Test
    void madeUpLocationsAreForgottenAgain() throws Exception {
        for (int id = 0; id < 1500; id++) {
            budgets.take(TOOL, new Quota("made up " + id, null), Deadline.in(Duration.ofMinutes(1)));
            clock.pass(Duration.ofSeconds(1));
        }
        assertTrue(budgets.quotas().size() <= 1000, budgets.quotas().size() + " are known");
    }

    private void take(int calls) throws InterruptedException {
        for (int call = 0; call < calls; call++) {
            assertNull(take());
        }
    }

    private Failure.Throttled take() throws InterruptedException {
        return budgets.take(TOOL, LOC, Deadline.in(Duration.ofMinutes(1)));
    }

    private void answer(Duration elapsed, Map<String, String> headers) {
        budgets.learn(
                LOC,
                elapsed.toNanos(),
                new Answered(
                        200, name -> name.startsWith(PREFIX) ? headers.get(name.substring(PREFIX.length())) : null));
    }
}
