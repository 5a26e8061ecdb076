package dev.ghlmcp.mcp.confirm;

/// Asks the person behind a client before an irreversible call. A call asks at most once, and only reads before that.
public interface Confirmer {
    /// The client has no way to ask.
    Confirmer ABSENT = new Confirmer() {
        @Override
        public String absence() {
            return "this client cannot ask one (it has no MCP elicitation)";
        }

        @Override
        public Answer ask(String question, String subject) {
            return Answer.NOT_ASKED;
        }
    };

    /// The answer.
    enum Answer {
        /// Yes.
        ACCEPTED,
        /// No.
        DECLINED,
        /// The question was closed.
        CANCELLED,
        /// The client says that it can ask, and failed to.
        NOT_ASKED,
        /// The client says that it can ask, and no answer came.
        TIMED_OUT
    }

    /// Why the client cannot ask, as half a sentence; null if it can.
    String absence();

    /// Whether a code can stand for an answer that the client cannot get.
    default boolean takesCodes() {
        return true;
    }

    /// Whether the answer to a question about this is there already, so that its text is not needed any more.
    default boolean answered(String subject) {
        return false;
    }

    /// Asks and waits for the answer.
    ///
    /// @param question a sentence; the names in it were written by outsiders and are cleaned and cut
    /// @param subject  the tool and its arguments: equal for equal calls, whichever names could be read
    Answer ask(String question, String subject);
}
