package dev.ghlmcp.server.feature;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.lookup.Completions;
import dev.ghlmcp.mcp.lookup.NameLookup;
import dev.ghlmcp.mcp.prompt.Prompt;
import dev.ghlmcp.mcp.prompt.PromptInput;
import dev.ghlmcp.mcp.prompt.Prompts;
import dev.ghlmcp.server.protocol.TemplateReference;
import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The prompts and the completions, as the SDK's records.
///
/// @param tools      that are offered
/// @param dispatcher asked for at the first use
/// @param names      of what was looked up lately
record PromptFeatures(ToolView tools, Supplier<Dispatcher> dispatcher, NameLookup names) {
    List<SyncPromptSpecification> prompts() {
        List<SyncPromptSpecification> all = new ArrayList<>();
        for (Prompt prompt : Prompts.offered(tools)) {
            List<PromptArgument> arguments = new ArrayList<>();
            for (PromptInput argument : prompt.arguments()) {
                arguments.add(PromptArgument.builder(argument.name())
                        .description(argument.text())
                        .required(argument.required())
                        .build());
            }
            all.add(new SyncPromptSpecification(
                    McpSchema.Prompt.builder(prompt.name())
                            .title(prompt.title())
                            .description(prompt.text())
                            .arguments(arguments)
                            .build(),
                    SafeHandler.by(prompt.name(), (exchange, request) -> get(exchange, prompt, request))));
        }
        return all;
    }

    List<SyncCompletionSpecification> completions() {
        List<SyncCompletionSpecification> all = new ArrayList<>();
        for (Prompt prompt : Prompts.offered(tools)) {
            all.add(new SyncCompletionSpecification(
                    new PromptReference(prompt.name()),
                    SafeHandler.by("completion", (exchange, request) -> argument(exchange, prompt, request))));
        }
        for (RecordTemplate template : RecordTemplate.offered(tools)) {
            all.add(new SyncCompletionSpecification(
                    new TemplateReference(template.uri()),
                    SafeHandler.by("completion", (exchange, request) -> id(exchange, template, request))));
        }
        return all;
    }

    private GetPromptResult get(McpSyncServerExchange exchange, Prompt prompt, GetPromptRequest request) {
        Map<String, String> values = new HashMap<>();
        if (request.arguments() != null) {
            request.arguments().forEach((name, value) -> values.put(name, value == null ? "" : value.toString()));
        }
        Prompt.Asked asked = prompt.ask(reach(exchange), names, values, Clock.systemUTC());
        return GetPromptResult.builder(Stream.of(asked.data(), asked.task())
                        .map(text -> new PromptMessage(
                                Role.USER, TextContent.builder(text).build()))
                        .toList())
                .description(prompt.text())
                .build();
    }

    private CompleteResult argument(McpSyncServerExchange exchange, Prompt prompt, CompleteRequest request) {
        for (PromptInput argument : prompt.arguments()) {
            if (argument.name().equals(request.argument().name()) && argument.kind() != null) {
                Map<String, String> others =
                        request.context() == null || request.context().arguments() == null
                                ? Map.of()
                                : request.context().arguments();
                return result(names.complete(
                        reach(exchange),
                        argument.kind(),
                        typed(request),
                        filled(others.get("location")),
                        filled(others.get("pipeline"))));
            }
        }
        return result(Completions.NONE);
    }

    private CompleteResult id(McpSyncServerExchange exchange, RecordTemplate template, CompleteRequest request) {
        return result(names.completeIds(reach(exchange), template.kind(), typed(request), null));
    }

    private CallerTools reach(McpSyncServerExchange exchange) {
        return new CallerTools(dispatcher.get(), ToolServer.caller(exchange, dispatcher.get()), tools);
    }

    private static String typed(CompleteRequest request) {
        return request.argument().value() == null ? "" : request.argument().value();
    }

    private static String filled(String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static CompleteResult result(Completions choices) {
        return new CompleteResult(
                new CompleteResult.CompleteCompletion(choices.values(), choices.total(), choices.more()));
    }
}
