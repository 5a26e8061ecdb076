package dev.ghlmcp.watch.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryScheduleTest {
    private static final long FIRST = 1_000_000;

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void whatIsTriedInTimeIsGivenUpAtTheEndOfTheTimeHoweverLongThePauses(double random) {
        for (RetrySchedule schedule : new RetrySchedule[] {RetrySchedule.DAY, RetrySchedule.SHORT}) {
            int attempts = 1;
            long now = FIRST;
            while (!schedule.over(FIRST, now)) {
                now = schedule.next(attempts, FIRST, now, () -> random);
                attempts++;
            }
            Duration end = schedule.times().getLast();
            assertEquals(FIRST + end.toMillis(), now);
            assertTrue(attempts >= schedule.times().size() - 1
                    && attempts <= schedule.times().size() + 1);
        }
    }

    /// A receiver that was back for a moment has them all tried, before their time.
    @ParameterizedTest
    @ValueSource(ints = {9, 10, 11, 20})
    void whatWasTriedMoreOftenGoesOnUntilTheEndToo(int attempts) {
        long now = FIRST + Duration.ofHours(3).toMillis();
        long day = FIRST + Duration.ofDays(1).toMillis();
        assertFalse(RetrySchedule.DAY.over(FIRST, now));
        long next = RetrySchedule.DAY.next(attempts, FIRST, now, () -> 0.5);
        assertTrue(next > now && next <= day, () -> Long.toString(next));
        assertTrue(RetrySchedule.DAY.over(FIRST, day));
    }
}
