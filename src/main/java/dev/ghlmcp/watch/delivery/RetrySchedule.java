package dev.ghlmcp.watch.delivery;

import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/// When what failed is tried again.
///
/// @param times of the attempts, since the first
public record RetrySchedule(List<Duration> times) {
    /// A day, as Standard Webhooks recommends.
    static final RetrySchedule DAY = of("PT0S PT5S PT5M PT30M PT2H PT5H PT10H PT14H PT20H PT24H");

    /// A quarter of an hour, as MCP Events recommends.
    static final RetrySchedule SHORT = of("PT0S PT5S PT1M PT4M PT12M");

    /// Of how much a pause differs from the schedule, so that many do not come at once.
    private static final double SPREAD = 0.2;

    /// A schedule.
    ///
    /// @param times such as `PT0S PT5S PT5M`
    public static RetrySchedule of(String times) {
        return new RetrySchedule(
                Stream.of(times.split(" ")).map(Duration::parse).toList());
    }

    static RetrySchedule of(WebhookEndpoint endpoint) {
        return endpoint.format() == WebhookEndpoint.Format.MCP ? SHORT : DAY;
    }

    /// Whether so many attempts are all.
    private boolean ends(int attempts) {
        return attempts >= times.size();
    }

    /// Whether what was tried first at a time and failed now is given up. A program that was off for longer has tried
    /// once more by then.
    public boolean over(long first, long now) {
        return now - first >= times.getLast().toMillis();
    }

    /// When it is tried again if it is not: at the end of the time at the latest, however often it was tried.
    ///
    /// @param random from 0 to 1
    public long next(int attempts, long first, long now, DoubleSupplier random) {
        long end = first + times.getLast().toMillis();
        return ends(attempts) ? end : Math.min(now + pause(attempts, random), end);
    }

    /// The pause after so many attempts, in ms: what is late because nobody was there to try goes on from then.
    ///
    /// @param random from 0 to 1
    public long pause(int attempts, DoubleSupplier random) {
        Duration pause = times.get(attempts).minus(times.get(attempts - 1));
        return (long) (pause.toMillis() * (1 - SPREAD + 2 * SPREAD * random.getAsDouble()));
    }
}
