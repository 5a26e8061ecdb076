package dev.ghlmcp.server.stateless;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.server.protocol.Channel;
import dev.ghlmcp.server.protocol.MethodHandler;
import dev.ghlmcp.server.protocol.PrefixedResult;
import dev.ghlmcp.server.protocol.ProtocolErrors;
import dev.ghlmcp.server.protocol.RequestContext;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.node.ObjectNode;

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

    /// Loaded by the first request that asks.
    private static final class Sorted {
        static final ObjectWriter WRITER = Json.MAPPER.writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);
    }

    /// Runs a handler.
    ///
    /// @param before members of a complete result
    Object run(StatelessRequest asked, Channel channel, String before, MethodHandler handler) {
        ObjectNode answers = answers(asked, channel);
        try {
            return new PrefixedResult(
                    before, handler.handle(asked.params(), new StatelessContext(asked, channel, answers)));
        } catch (InputRequired e) {
            return open(asked, channel, answers, e.questions());
        }
    }

    private ObjectNode answers(StatelessRequest asked, Channel channel) {
        ObjectNode answers = Json.MAPPER.createObjectNode();
        JsonNode responses = asked.params().path(RESPONSES);
        if (!responses.isMissingNode() && !responses.isNull() && !responses.isObject()) {
            throw ProtocolErrors.invalid("params.inputResponses must be an object");
        }
        JsonNode state = asked.params().path(STATE);
        if (state.isMissingNode() || state.isNull()) {
            return answers;
        }
        if (!state.isString()) {
            throw ProtocolErrors.invalid("params.requestState must be a string");
        }
        JsonNode opened = states.open(purpose(asked, channel), state.stringValue());
        opened.path(ANSWERS).properties().forEach(known -> answers.set(known.getKey(), known.getValue()));
        for (Map.Entry<String, JsonNode> question : opened.path(ASKED).properties()) {
            JsonNode answer = responses.path(question.getKey());
            if (!answer.isMissingNode() && !answer.isNull()) {
                check(question.getKey(), question.getValue().asString(), answer);
                answers.set(question.getKey(), answer);
            }
        }
        return answers;
    }

    /// Runs before the handler, which could not tell a bad answer from a fault of its own.
    private static void check(String key, String method, JsonNode answer) {
        boolean fits = answer.isObject()
                && (!method.equals(McpSchema.METHOD_ELICITATION_CREATE)
                        || (answer.path("action").isString()
                                && ACTIONS.contains(answer.path("action").stringValue())));
        if (!fits) {
            throw ProtocolErrors.invalid("params.inputResponses." + key + " must be a result of " + method);
        }
    }

    private Object open(
            StatelessRequest asked,
            Channel channel,
            ObjectNode answers,
            Map<String, InputRequired.Question> questions) {
        ObjectNode result = Json.MAPPER.createObjectNode();
        ObjectNode requests = result.putObject("inputRequests");
        ObjectNode content = Json.MAPPER.createObjectNode();
        content.set(ANSWERS, answers);
        ObjectNode methods = content.putObject(ASKED);
        questions.forEach((key, question) -> {
            String capability = RequestContext.capability(question.method());
            if (!asked.declares(capability)) {
                throw StatelessErrors.noCapability(capability);
            }
            methods.put(key, question.method());
            requests.putObject(key).put("method", question.method()).set("params", question.params());
        });
        result.put(STATE, states.close(purpose(asked, channel), content));
        return new PrefixedResult("\"resultType\":\"input_required\"," + head, result);
    }

    /// The caller, its account and its request.
    private static byte[] purpose(StatelessRequest asked, Channel channel) {
        ObjectNode params = asked.params().deepCopy().remove(List.of("_meta", RESPONSES, STATE));
        String location = String.valueOf(channel.caller().access().locations().standard());
        return Sorted.WRITER.writeValueAsBytes(Json.MAPPER
                .createArrayNode()
                .add(channel.caller().principal())
                .add(location)
                .add(asked.method())
                .add(params));
    }
}
