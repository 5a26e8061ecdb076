package dev.ghlmcp.server.stateless;

import dev.ghlmcp.server.feature.InputRequired;
import dev.ghlmcp.server.feature.InputRequired.Question;
import dev.ghlmcp.server.protocol.ClientChannel;
import dev.ghlmcp.server.protocol.PrefixedResult;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitUrlRequest;
import io.modelcontextprotocol.spec.McpSchema.ListRootsResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Requests that may take several rounds, as the handler has questions: each round ends with its questions and a state
/// that holds the answers so far, and the next one runs the handler from its start. Answers count only with the state
/// that came with their questions, so that a client cannot answer a question that it never showed.
///
/// @param head members of every result
record InputRounds(RequestStates states, String head) {
    private static final String RESPONSES = "inputResponses";
    private static final String STATE = "requestState";
    private static final String ANSWERS = "answers";
    private static final String ASKED = "asked";
    private static final Set<String> ACTIONS = Set.of("accept", "decline", "cancel");

    /// Runs a handler.
    ///
    /// @param before members of a complete result
    Object run(StatelessRequest asked, ClientChannel peer, String before, Function<StatelessExchange, Object> handler) {
        Map<String, Object> answers = answers(asked, peer);
        try {
            return new PrefixedResult(before, handler.apply(new StatelessExchange(asked, peer, answers)));
        } catch (InputRequired e) {
            return open(asked, peer, answers, e.questions());
        }
    }

    private Map<String, Object> answers(StatelessRequest asked, ClientChannel peer) {
        Object responses = asked.params().get(RESPONSES);
        if (responses != null && !(responses instanceof Map<?, ?>)) {
            throw StatelessErrors.invalid("params.inputResponses must be an object");
        }
        Object state = asked.params().get(STATE);
        if (state == null) {
            return Map.of();
        }
        if (!(state instanceof String text)) {
            throw StatelessErrors.invalid("params.requestState must be a string");
        }
        Map<String, Object> opened = states.open(purpose(asked, peer), text);
        Map<String, Object> answers = new LinkedHashMap<>(StatelessRequest.map(opened.get(ANSWERS)));
        StatelessRequest.map(opened.get(ASKED)).forEach((key, method) -> {
            Object answer = StatelessRequest.map(responses).get(key);
            if (answer != null) {
                check(key, method, answer);
                answers.put(key, answer);
            }
        });
        return answers;
    }

    /// Runs before the handler, which could not tell a bad answer from a fault of its own.
    private static void check(String key, Object method, Object answer) {
        Map<String, Object> members = StatelessRequest.map(answer);
        boolean fits = switch (String.valueOf(method)) {
            case McpSchema.METHOD_ELICITATION_CREATE ->
                members.get("action") instanceof String action
                        && ACTIONS.contains(action)
                        && (members.get("content") == null || members.get("content") instanceof Map);
            case McpSchema.METHOD_SAMPLING_CREATE_MESSAGE ->
                members.get("content") instanceof Map && converts(answer, CreateMessageResult.class);
            default -> members.get("roots") instanceof List && converts(answer, ListRootsResult.class);
        };
        if (!fits) {
            throw StatelessErrors.invalid("params.inputResponses." + key + " must be a result of " + method);
        }
    }

    private static boolean converts(Object answer, Class<?> type) {
        try {
            return StatelessExchange.typed(answer, type) != null;
        } catch (RuntimeException _) {
            return false;
        }
    }

    private Object open(
            StatelessRequest asked, ClientChannel peer, Map<String, Object> answers, Map<String, Question> questions) {
        Map<String, Object> requests = new LinkedHashMap<>();
        Map<String, Object> methods = new LinkedHashMap<>();
        questions.forEach((key, question) -> {
            demand(asked, question);
            methods.put(key, question.method());
            requests.put(key, Map.of("method", question.method(), "params", StatelessExchange.wire(question.params())));
        });
        String state = states.close(purpose(asked, peer), Map.of(ANSWERS, answers, ASKED, methods));
        return new PrefixedResult(
                "\"resultType\":\"input_required\"," + head, Map.of("inputRequests", requests, STATE, state));
    }

    private static void demand(StatelessRequest asked, Question question) {
        switch (question.method()) {
            case McpSchema.METHOD_ELICITATION_CREATE -> {
                boolean url = question.params() instanceof ElicitUrlRequest;
                // A client that declares no mode has forms.
                if (!asked.declares("elicitation", url ? "url" : null)
                        || (!url && asked.declares("elicitation", "url") && !asked.declares("elicitation", "form"))) {
                    throw missing("elicitation", url ? Map.of("url", Map.of()) : Map.of());
                }
            }
            case McpSchema.METHOD_SAMPLING_CREATE_MESSAGE -> demand(asked, "sampling");
            default -> demand(asked, "roots");
        }
    }

    private static void demand(StatelessRequest asked, String capability) {
        if (!asked.declares(capability, null)) {
            throw missing(capability, Map.of());
        }
    }

    private static McpError missing(String capability, Map<String, Object> parts) {
        return StatelessErrors.noCapability(Map.of(capability, parts));
    }

    /// The caller, its account and its request.
    private static byte[] purpose(StatelessRequest asked, ClientChannel peer) {
        Map<String, Object> params = new LinkedHashMap<>(asked.params());
        params.keySet().removeAll(List.of("_meta", RESPONSES, STATE));
        String location = String.valueOf(peer.caller().access().locations().standard());
        return StatelessExchange.SORTED.writeValueAsBytes(
                List.of(peer.caller().principal(), location, asked.method(), params));
    }
}
