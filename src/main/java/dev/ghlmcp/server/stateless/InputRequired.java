package dev.ghlmcp.server.stateless;

import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Leaves a handler that has to ask the client something in MCP 2026-07-28, where a server sends no requests: the
/// questions are the answer, and the client sends its request again with what was said. The handler then runs from its
/// start, so it changes nothing before its last question. Whatever stands between lets this pass.
public final class InputRequired extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, Question> questions;

    /// One question.
    ///
    /// @param method such as `elicitation/create`
    public record Question(String method, ObjectNode params) {}

    /// @param questions by the keys under which the answers will come
    public InputRequired(Map<String, Question> questions) {
        super("The client has to be asked", null, false, false);
        this.questions = questions;
    }

    /// What to ask, by the keys under which the answers will come.
    public Map<String, Question> questions() {
        return questions;
    }
}
