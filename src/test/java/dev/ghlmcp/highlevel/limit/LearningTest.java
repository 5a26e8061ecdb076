package dev.ghlmcp.highlevel.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.limit.RequestLimits.Answered;
import dev.ghlmcp.highlevel.limit.RequestLimits.State;
import dev.ghlmcp.highlevel.limit.window.WindowRule;
import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.highlevel.reply.Failure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the budget makes of HighLevel's headers.
@Timeout(60)
class LearningTest {
    private static final Quota LOC = new Quota("token:loc", "loc");
    private static final String PREFIX = "X-RateLimit-";
    private static final ToolDefinition TOOL = Catalog.load().find("get_contact");
    private static final Duration INTERVAL = Duration.ofSeconds(10).plus(WindowRule.MARGIN);

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
        assertEquals(
                new Failure.Throttled(
                        "HighLevel's limit of 200000 requests a day for loc is used up for 60 min, and one call is sent to"
                                + " see whether there is room again",
                        300_000),
                take());
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

    /// S4: what comes without its other half is no news.
    @Test
    void aWindowsFiguresAreTakenTogetherOrNotAtAll() throws Exception {
        take(1);
        State before = budgets.state(LOC);
        answer(Duration.ZERO, Map.of("Remaining", "0", "Interval-Milliseconds", "1000"));
        assertEquals(before, budgets.state(LOC));
        answer(Duration.ZERO, Map.of("Remaining", "0", "Max", "25"));
        assertEquals(before, budgets.state(LOC));
    }

    /// S4: "try again in a second" is newer than "none left".
    @Test
    void afterRetryAfterOneCallMayGoAndItsAnswerIsBelieved() throws Exception {
        Map<String, String> full = Map.of("Max", "100", "Interval-Milliseconds", "10000", "Remaining", "0");
        take(1);
        refused(full, "1");
        assertNotNull(take());
        clock.pass(Duration.ofSeconds(1));
        take(1);
        assertNotNull(take(), "one, not all");
        refused(full, "1");
        clock.pass(Duration.ofSeconds(1));
        take(1);
        answer(Duration.ZERO, Map.of("Max", "100", "Interval-Milliseconds", "10000", "Remaining", "97"));
        assertEquals(97, budgets.state(LOC).burst());
    }

    /// S4: without a word of when the day ends, and with one, somebody looks now and then whether it has.
    @Test
    void aDayThatIsUsedUpIsLookedAtEveryFiveMinutesAndNeverByMoreThanOne() throws Exception {
        for (Map<String, String> reported : List.of(
                Map.of("Daily-Remaining", "0"),
                Map.of("Limit-Daily", "1", "Daily-Remaining", "0"),
                Map.of("Daily-Remaining", "0", "Daily-Reset", "80000000"))) {
            take(1);
            answer(Duration.ZERO, reported);
            assertNotNull(take());
            clock.pass(Duration.ofMinutes(5).minusSeconds(1));
            assertNotNull(take());
            clock.pass(Duration.ofSeconds(1));
            take(1);
            assertNotNull(take(), "one at a time");
            answer(Duration.ZERO, Map.of("Limit-Daily", "200000", "Daily-Remaining", "7", "Daily-Reset", "80000000"));
            assertEquals(7, budgets.state(LOC).day(), "it was upgraded, or the day was another");
        }
    }

    /// One sentence, with the time that is left, until HighLevel takes calls again.
    @Test
    void nothingGoesBeforeRetryAfterIsOver() throws Exception {
        String reason = "HighLevel has refused a call of loc as one too many, and takes the next";
        take(1);
        refused(Map.of(), "30");
        for (int second = 30; second > 0; second--) {
            assertEquals(new Failure.Throttled(reason, second * 1000L), take());
            assertEquals(0, budgets.state(LOC).burst());
            clock.pass(Duration.ofSeconds(1));
        }
        take(1);
        assertEquals(new Failure.Throttled(reason, 1000), take(), "one goes first, to see");
        answer(Duration.ZERO, Map.of());
        take(50);
    }

    @Test
    void aProbeThatIsNeverAnsweredHoldsCallsBackForASecond() throws Exception {
        take(1);
        refused(Map.of(), "30");
        clock.pass(Duration.ofSeconds(30));
        for (int probe = 0; probe < 5; probe++) {
            take(1);
            assertNotNull(take());
            clock.pass(Duration.ofSeconds(1));
        }
    }

    @Test
    void noRetryAfterHoldsCallsBackForMoreThanFiveMinutes() throws Exception {
        take(1);
        refused(Map.of(), "86400");
        assertEquals(300_000, take().waitMs());
        clock.pass(Duration.ofMinutes(5));
        take(1);
    }

    /// What went out before the refusal and is answered after it says nothing of what comes next.
    @Test
    void anAnswerToAnEarlierRequestEndsNoPause() throws Exception {
        take(2);
        clock.pass(Duration.ofSeconds(1));
        refused(Map.of(), "30");
        clock.pass(Duration.ofSeconds(1));
        answer(Duration.ofSeconds(2), Map.of("Remaining", "90"));
        assertEquals(29_000, take().waitMs());
        answer(403, Duration.ZERO, Map.of());
        assertEquals(29_000, take().waitMs(), "not this account's word");
    }

    @Test
    void aUsedUpDayIsTriedAgainWhenRetryAfterSays() throws Exception {
        take(1);
        refused(Map.of("Daily-Remaining", "0"), "1");
        assertEquals(1000, take().waitMs());
        clock.pass(Duration.ofSeconds(1));
        take(1);
    }

    /// S4: one answer that allows one request an hour.
    @Test
    void oneAnswerKeepsCallsBackForFiveMinutesAtMost() throws Exception {
        take(1);
        answer(Duration.ZERO, Map.of("Max", "1", "Interval-Milliseconds", "3600000"));
        assertNotNull(take());
        clock.pass(Duration.ofMinutes(5).plus(WindowRule.MARGIN));
        take(1);
    }

    /// S4: two gateways that answer differently.
    @Test
    void aLimitThatChangesToAndFroNeverLetsOutMoreThanTheSmaller() throws Exception {
        answer(Duration.ZERO, Map.of("Max", "25", "Interval-Milliseconds", "10000"));
        clock.pass(INTERVAL);
        for (int turn = 0; turn < 20; turn++) {
            String max = turn % 2 == 0 ? "100" : "25";
            answer(Duration.ZERO, Map.of("Max", max, "Interval-Milliseconds", "10000"));
            assertEquals(Math.max(1, 25 - turn * 2), budgets.state(LOC).burst());
            for (int call = 0; call < 2 && turn < 12; call++) {
                take(1);
            }
            clock.pass(Duration.ofMillis(10));
        }
        take(1);
        assertNotNull(take());
    }

    /// S2: an answer of another's gate says nothing of this credential.
    @Test
    void nothingIsLearntFromAnswersThatRefuseTheToken() throws Exception {
        take(1);
        State before = budgets.state(LOC);
        for (int status : new int[] {401, 403}) {
            answer(status, Duration.ZERO, Map.of("Daily-Remaining", "0", "Remaining", "0"));
            answer(status, Duration.ZERO, Map.of("Max", "1", "Interval-Milliseconds", "60000"));
        }
        assertEquals(before, budgets.state(LOC));
    }

    /// R5: the bound holds even if everything in it counts; what finds no place shares one.
    @Test
    void noMoreQuotasAreKeptThanThereIsPlaceFor() throws Exception {
        RateLimiters few = new RateLimiters(clock, new LimiterOptions(ToolLimits.NONE, Duration.ZERO, 1), null, 3);
        int gone = 0;
        for (int call = 0; call < 1000; call++) {
            gone += few.take(TOOL, new Quota("token:" + call, null), Deadline.in(Duration.ofMinutes(1))) == null
                    ? 1
                    : 0;
        }
        assertEquals(3, few.quotas().size());
        assertEquals(103, gone, "the first three, and a hundred of all others together");
        clock.pass(INTERVAL);
        assertNull(few.take(TOOL, LOC, Deadline.in(Duration.ofMinutes(1))));
        assertEquals(LOC, few.quotas().getFirst());
    }

    private void take(int calls) throws InterruptedException {
        for (int call = 0; call < calls; call++) {
            assertNull(take());
        }
    }

    private Failure.Throttled take() throws InterruptedException {
        return budgets.take(TOOL, LOC, Deadline.in(Duration.ofMinutes(1)));
    }

    private void refused(Map<String, String> headers, String retryAfter) {
        budgets.learn(
                LOC,
                0,
                new Answered(
                        429,
                        name -> name.equals("Retry-After")
                                ? retryAfter
                                : headers.get(name.substring(PREFIX.length()))));
    }

    private void answer(Duration elapsed, Map<String, String> headers) {
        answer(200, elapsed, headers);
    }

    private void answer(int status, Duration elapsed, Map<String, String> headers) {
        budgets.learn(
                LOC,
                elapsed.toNanos(),
                new Answered(
                        status, name -> name.startsWith(PREFIX) ? headers.get(name.substring(PREFIX.length())) : null));
    }
}
