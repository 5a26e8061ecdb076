package dev.ghlmcp.highlevel.limit;

import dev.ghlmcp.highlevel.limit.window.WindowRule;
import java.util.List;

/// The log of requests that several servers share. Each question is one round trip.
public interface SharedLog {
    /// Whether it can be asked, as far as is known.
    boolean up() throws InterruptedException;

    /// It did not answer, or not as it should.
    void lost();

    /// When it was lost last, on the scale of the limiter's time; null if it never was there.
    Long lostAt();

    /// Lets a request go and notes it, if every window has room.
    ///
    /// @throws RuntimeException if it does not answer
    Verdict ask(String credential, Question question);

    /// A request arrived later than it was noted. Nobody waits for this.
    ///
    /// @param elapsedMs since it was let go
    void late(String credential, String field, long elapsedMs, long marginMs);

    /// A request that wants to go.
    ///
    /// @param windows   that it counts in; the last is HighLevel's
    /// @param notedMs   how long ago this server noted its last request, which must still be there; -1 for none
    /// @param probe     whether it may go although HighLevel said that others had used what was left
    /// @param remaining what HighLevel counted last, -1 if nothing is new
    /// @param sentMs    how long ago the request went out that it was the answer to
    /// @param told      whether this server has a new rule from HighLevel
    /// @param stamp     of the rule that this server heard of from the others
    record Question(
            List<Window> windows, long notedMs, boolean probe, long remaining, long sentMs, boolean told, long stamp) {}

    /// One window of it.
    ///
    /// @param former  the rule before, while it holds on; or the same
    /// @param shareMs how long this server's own part of the window would keep the request back
    record Window(String field, WindowRule rule, WindowRule former, int unit, long shareMs) {}

    /// The decision about a request.
    ///
    /// @param waitMs   0 if it may go
    /// @param blocking which window keeps it back
    /// @param whole    whether the log surely holds all that counts, so that nobody has to keep to a part
    /// @param together how many requests of all servers count in HighLevel's window
    /// @param rule     that a server was told by HighLevel last; null for none
    /// @param stamp    of that rule
    record Verdict(long waitMs, int blocking, boolean whole, int together, WindowRule rule, long stamp) {}
}
