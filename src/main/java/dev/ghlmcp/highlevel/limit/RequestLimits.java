package dev.ghlmcp.highlevel.limit;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.highlevel.reply.Failure;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/// How many requests may go out, per credential and per tool. Thread-safe; shared by all that call in this process.
public interface RequestLimits extends AutoCloseable {
    /// The longest time that one answer may hold calls back.
    Duration MAX_PAUSE = Duration.ofMinutes(5);

    /// Waits for its turn, in fair order, as long as is worth it.
    ///
    /// @param quota that the request counts in
    /// @return null if the request may go, else which limit keeps it back
    /// @throws InterruptedException if the call is cancelled meanwhile
    Failure.Throttled take(ToolDefinition tool, Quota quota, Deadline deadline) throws InterruptedException;

    /// HighLevel answered a request.
    ///
    /// @param elapsed since it was sent, in ns; it may have been counted at any time since
    void learn(Quota quota, long elapsed, Answered answer);

    /// The requests left in a quota; null if nothing is known about it.
    State state(Quota quota);

    /// The quotas of which something is known, those used last first.
    List<Quota> quotas();

    @Override
    void close();

    /// The head of an answer.
    ///
    /// @param status its HTTP status
    /// @param header the value of a header, or null
    record Answered(int status, UnaryOperator<String> header) {}

    /// What is left of a budget, in requests.
    ///
    /// @param burst      left in the current interval
    /// @param burstLimit per interval
    /// @param intervalMs the interval, in ms
    /// @param day        left today
    /// @param dayLimit   per day
    record State(long burst, long burstLimit, long intervalMs, long day, long dayLimit) {}

    /// No limits.
    static RequestLimits none() {
        return new RequestLimits() {
            @Override
            public Failure.Throttled take(ToolDefinition tool, Quota quota, Deadline deadline) {
                return null;
            }

            @Override
            public void learn(Quota quota, long elapsed, Answered answer) {}

            @Override
            public State state(Quota quota) {
                return null;
            }

            @Override
            public List<Quota> quotas() {
                return List.of();
            }

            @Override
            public void close() {}
        };
    }
}
