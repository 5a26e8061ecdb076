package dev.ghlmcp.mcp.confirm;

/// The person behind a client, who can be asked before something is done that cannot be undone. A dispatcher asks at
/// most once in a call, and nothing but reads was sent before.
public interface Confirmer {
    /// Nobody: the client has no way to ask.
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

    /// What came back.
    enum Answer {
        /// Yes.
        ACCEPTED,
        /// No.
        DECLINED,
        /// Neither: the question was closed, or nobody answered in time.
        CANCELLED,
        /// The client said that it could ask, and then could not.
        NOT_ASKED
    }

    /// Why nobody can be asked, as half a sentence; null if somebody can.
    String absence();

    /// Asks, and waits for the answer.
    ///
    /// @param question a sentence; names in it come from outsiders and are cleaned and capped
    /// @param subject  the tool and its arguments: the same for the same call, whatever names could be read
    Answer ask(String question, String subject);
}
