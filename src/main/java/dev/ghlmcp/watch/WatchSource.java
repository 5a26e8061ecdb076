package dev.ghlmcp.watch;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Where polls read: HighLevel, by way of everything that a call goes through.
@FunctionalInterface
public interface WatchSource {
    /// One request.
    ///
    /// @throws PollException if there is no answer
    Page read(String operation, ObjectNode arguments) throws PollException, InterruptedException;

    /// Writes times with the offset of their sub-account, and names beside ids, in place.
    default void describe(String operation, ObjectNode arguments, ArrayNode items) {}

    /// An answer.
    ///
    /// @param body  as HighLevel sent it; null if it is no JSON
    /// @param items what it lists; empty if it does not
    /// @param next  arguments for the next page, or null
    /// @param found false if HighLevel says that there is no such record
    /// @param bytes of what is no JSON
    record Page(JsonNode body, List<JsonNode> items, ObjectNode next, boolean found, long bytes) {}

    /// A poll has no answer.
    final class PollException extends Exception {
        private static final long serialVersionUID = 1;

        private final boolean refused;

        /// @param message a sentence
        /// @param refused whether HighLevel will not answer later either
        public PollException(String message, boolean refused) {
            super(message);
            this.refused = refused;
        }

        /// Whether HighLevel will not answer later either.
        public boolean refused() {
            return refused;
        }
    }
}
