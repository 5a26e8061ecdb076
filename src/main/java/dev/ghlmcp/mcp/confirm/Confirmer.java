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
        /// The question was closed, or not answered in time.
        CANCELLED,
        /// The client says that it can ask, and failed to.
        NOT_ASKED
    }

    /// Why the client cannot ask, as half a sentence; null if it can.
    String absence();

    /// Asks and waits for the answer.
    ///
    /// @param question a sentence; the names in it were written by outsiders and are cleaned and cut
    /// @param subject  the tool and its arguments: equal for equal calls, whichever names could be read
    Answer ask(String question, String subject);
}
