package dev.ghlmcp.server.http;

import static dev.ghlmcp.server.http.Fixtures.NO_ARGUMENTS;
import static dev.ghlmcp.server.http.Fixtures.json;
import static dev.ghlmcp.server.http.Fixtures.result;
import static dev.ghlmcp.server.http.Fixtures.text;
import static dev.ghlmcp.server.http.Fixtures.tool;

import dev.ghlmcp.server.stateless.InputRequired.Question;
import dev.ghlmcp.server.stateless.StatelessContext;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.SamplingMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// The tools and the prompt that the suite of 2026-07-28 looks for: those that take several rounds, and those that
/// change lists.
final class RoundsFixtures {
    private static final Question NAME = form("What is your name?", "name", "string");
    private static final Question GREETING = sampling("Generate a greeting");
    private static final Question ROOTS = new Question(McpSchema.METHOD_ROOTS_LIST, SdkExchange.tree(Map.of()));

    private RoundsFixtures() {}

    static List<SyncToolSpecification> tools(Fixtures fixtures) {
        return List.of(
                tool("test_missing_capability", NO_ARGUMENTS, (exchange, _) -> asking(exchange, Map.of("m", GREETING))),
                tool("test_streaming_elicitation", NO_ARGUMENTS, (exchange, request) -> {
                    Fixtures.logging(exchange, request);
                    return asking(exchange, Map.of("user_name", NAME));
                }),
                tool("test_two_questions", NO_ARGUMENTS, (exchange, _) -> {
                    Object name = answer(exchange, "name");
                    return result(text(name + " likes " + answer(exchange, "colour")));
                }),
                tool(
                        "test_cancellations",
                        NO_ARGUMENTS,
                        (_, _) -> result(text(Integer.toString(fixtures.cancelled.availablePermits())))),
                tool("test_waiting", NO_ARGUMENTS, (exchange, request) -> {
                    fixtures.waiting.release();
                    if (request.meta() != null && request.meta().get("progressToken") != null) {
                        exchange.progressNotification(
                                ProgressNotification.builder(request.meta().get("progressToken"), 1)
                                        .build());
                    }
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException _) {
                        fixtures.cancelled.release();
                    }
                    return result(text("cancelled"));
                }),
                tool("test_logging_tool", NO_ARGUMENTS, Fixtures::logging),
                tool("test_trigger_tool_change", NO_ARGUMENTS, (exchange, _) -> changed(fixtures, exchange, "tools")),
                tool(
                        "test_trigger_prompt_change",
                        NO_ARGUMENTS,
                        (exchange, _) -> changed(fixtures, exchange, "prompts")),
                tool(
                        "test_input_required_result_elicitation",
                        NO_ARGUMENTS,
                        (exchange, _) -> asking(exchange, Map.of("user_name", NAME))),
                tool(
                        "test_input_required_result_sampling",
                        NO_ARGUMENTS,
                        (exchange, _) -> asking(
                                exchange, Map.of("capital_question", sampling("What is the capital of France?")))),
                tool(
                        "test_input_required_result_list_roots",
                        NO_ARGUMENTS,
                        (exchange, _) -> asking(exchange, Map.of("client_roots", ROOTS))),
                tool("test_input_required_result_request_state", NO_ARGUMENTS, (exchange, _) -> {
                    asking(exchange, Map.of("confirm", form("Please confirm", "ok", "boolean")));
                    return result(text("state-ok"));
                }),
                tool(
                        "test_input_required_result_tampered_state",
                        NO_ARGUMENTS,
                        (exchange, _) -> asking(exchange, Map.of("confirm", form("Please confirm", "ok", "boolean")))),
                tool(
                        "test_input_required_result_multiple_inputs",
                        NO_ARGUMENTS,
                        (exchange, _) -> asking(
                                exchange, Map.of("user_name", NAME, "greeting", GREETING, "client_roots", ROOTS))),
                tool("test_input_required_result_multi_round", NO_ARGUMENTS, (exchange, _) -> {
                    asking(exchange, Map.of("step1", form("Step 1: What is your name?", "name", "string")));
                    return asking(
                            exchange, Map.of("step2", form("Step 2: What is your favorite color?", "color", "string")));
                }),
                tool(
                        "test_input_required_result_capabilities",
                        NO_ARGUMENTS,
                        (exchange, _) -> asking(
                                exchange,
                                !((SdkExchange) exchange).context.capabilities().has("elicitation")
                                        ? Map.of("greeting", GREETING)
                                        : Map.of("user_name", NAME))),
                tool("test_custom_header", """
                        {'type':'object','required':['region'],'properties':{
                        'region':{'type':'string','x-mcp-header':'Region'},
                        'priority':{'type':'integer','x-mcp-header':'Priority'}}}""", (_, request) -> result(text(String.valueOf(request.arguments())))));
    }

    static SyncPromptSpecification prompt() {
        return new SyncPromptSpecification(
                Prompt.builder("test_input_required_result_prompt")
                        .description("For tests")
                        .build(),
                (exchange, _) -> {
                    String answer = ask(
                            exchange,
                            Map.of("user_context", form("What context should the prompt use?", "context", "string")));
                    return GetPromptResult.builder(List.of(PromptMessage.builder(Role.USER, text(answer))
                                    .build()))
                            .build();
                });
    }

    private static CallToolResult asking(McpSyncServerExchange exchange, Map<String, Question> questions) {
        return result(text(ask(exchange, questions)));
    }

    /// Asked in the way of both eras.
    private static Object answer(McpSyncServerExchange exchange, String field) {
        return exchange.createElicitation(elicitation("Your " + field + "?", field, "string"))
                .content()
                .get(field);
    }

    private static String ask(McpSyncServerExchange exchange, Map<String, Question> questions) {
        return ((SdkExchange) exchange).context instanceof StatelessContext modern
                ? String.valueOf(modern.ask(questions))
                : "In this era a tool asks as test_elicitation does";
    }

    private static Question form(String message, String field, String type) {
        return new Question(McpSchema.METHOD_ELICITATION_CREATE, SdkExchange.tree(elicitation(message, field, type)));
    }

    private static ElicitFormRequest elicitation(String message, String field, String type) {
        return ElicitFormRequest.builder(
                        message,
                        json("{'type':'object','required':['" + field + "'],'properties':{'" + field + "':{'type':'"
                                + type + "'}}}"))
                .build();
    }

    private static Question sampling(String prompt) {
        return new Question(
                McpSchema.METHOD_SAMPLING_CREATE_MESSAGE,
                SdkExchange.tree(CreateMessageRequest.builder(
                                List.of(SamplingMessage.builder(Role.USER, text(prompt))
                                        .build()),
                                100)
                        .build()));
    }

    private static CallToolResult changed(Fixtures fixtures, McpSyncServerExchange exchange, String list) {
        SdkExchange own = (SdkExchange) exchange;
        if (!(own.context instanceof StatelessContext)) {
            own.send("notifications/" + list + "/list_changed", null);
        }
        fixtures.subscriptions.changed(list);
        return result(text("Changed."));
    }
}
