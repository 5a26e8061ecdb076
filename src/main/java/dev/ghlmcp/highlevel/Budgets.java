package dev.ghlmcp.highlevel;

import dev.ghlmcp.catalog.Tool;
import java.util.Set;
import java.util.function.UnaryOperator;

/// How many requests may go out, per location and per tool. Thread-safe; shared by all that call in this process.
public interface Budgets extends AutoCloseable {
    /// Waits for its turn, in fair order, as long as is worth it.
    ///
    /// @param locationId the sub-account or agency whose budget it is; null if none is known
    /// @return null if the request may go, else which limit keeps it back
    /// @throws InterruptedException if the call is cancelled meanwhile
    Failure.Throttled take(Tool tool, String locationId, Deadline deadline) throws InterruptedException;

    /// Takes in what HighLevel says of the budget in the headers of an answer.
    ///
    /// @param elapsed since the request was sent, in ns: it may have been counted at any time since
    /// @param header  the value of a header, or null
    void learn(String locationId, long elapsed, UnaryOperator<String> header);

    /// What is left for a location or agency; null if nothing is known of it.
    State state(String locationId);

    /// The locations and agencies of which something is known; `-` stands for calls without one.
    Set<String> owners();

    @Override
    void close();

    /// What is left of a budget, in requests.
    ///
    /// @param burst      left in the current interval
    /// @param burstLimit per interval
    /// @param intervalMs the interval, in ms
    /// @param day        left today
    /// @param dayLimit   per day
    record State(long burst, long burstLimit, long intervalMs, long day, long dayLimit) {}

    /// No limits.
    static Budgets none() {
        return new Budgets() {
            @Override
            public Failure.Throttled take(Tool tool, String locationId, Deadline deadline) {
                return null;
            }

            @Override
            public void learn(String locationId, long elapsed, UnaryOperator<String> header) {}

            @Override
            public State state(String locationId) {
                return null;
            }

            @Override
            public Set<String> owners() {
                return Set.of();
            }

            @Override
            public void close() {}
        };
    }
}
