package dev.ghlmcp.server.feature;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.lookup.Completions;
import dev.ghlmcp.mcp.lookup.NameLookup;
import dev.ghlmcp.mcp.prompt.Prompt;
import dev.ghlmcp.mcp.prompt.PromptInput;
import dev.ghlmcp.mcp.prompt.Prompts;
import dev.ghlmcp.server.protocol.Params;
import dev.ghlmcp.server.protocol.ProtocolErrors;
import dev.ghlmcp.server.protocol.RequestContext;
import dev.ghlmcp.text.Excerpt;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.ResourceReference;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The prompts and the completions.
///
/// @param tools      that are offered
/// @param dispatcher asked for at the first use
/// @param names      of what was looked up lately
record PromptFeatures(ToolView tools, Supplier<Dispatcher> dispatcher, NameLookup names) {
    Object list(ObjectNode params, RequestContext context) {
        Params.demandFirstPage(params);
        return Map.of(
                "prompts",
                Prompts.offered(tools).stream().map(PromptFeatures::listed).toList());
    }

    private static McpSchema.Prompt listed(Prompt prompt) {
        return McpSchema.Prompt.builder(prompt.name())
                .title(prompt.title())
                .description(prompt.text())
                .arguments(prompt.arguments().stream()
                        .map(argument -> PromptArgument.builder(argument.name())
                                .description(argument.text())
                                .required(argument.required())
                                .build())
                        .toList())
                .build();
    }

    Object get(ObjectNode params, RequestContext context) {
        Prompt prompt = prompt(Params.text(params, "name"));
        Map<String, String> values = new HashMap<>();
        for (Map.Entry<String, JsonNode> argument : Params.arguments(params).properties()) {
            JsonNode value = argument.getValue();
            values.put(argument.getKey(), value.isContainer() ? value.toString() : value.asString(""));
        }
        Prompt.Asked asked = prompt.ask(reach(context), names, values, Clock.systemUTC());
        return GetPromptResult.builder(Stream.of(asked.data(), asked.task())
                        .map(text -> new PromptMessage(
                                Role.USER, TextContent.builder(text).build()))
                        .toList())
                .description(prompt.text())
                .build();
    }

    Object complete(ObjectNode params, RequestContext context) {
        JsonNode ref = params.path("ref");
        JsonNode argument = params.path("argument");
        if (!argument.path("name").isString()) {
            throw ProtocolErrors.invalid("params must have ref and argument, which has a name and a value");
        }
        String typed = argument.path("value").asString("");
        Completions choices = switch (ref.path("type").asString("")) {
            case PromptReference.TYPE ->
                argument(
                        context,
                        prompt(ref.path("name").asString("")),
                        argument.path("name").stringValue(),
                        typed,
                        params.path("context").path("arguments"));
            case ResourceReference.TYPE -> id(context, ref.path("uri").asString(""), typed);
            default -> throw ProtocolErrors.invalid("params.ref must be a ref/prompt or a ref/resource");
        };
        return new CompleteResult(
                new CompleteResult.CompleteCompletion(choices.values(), choices.total(), choices.more()));
    }

    private Prompt prompt(String name) {
        for (Prompt prompt : Prompts.offered(tools)) {
            if (prompt.name().equals(name)) {
                return prompt;
            }
        }
        throw ProtocolErrors.invalid("Unknown prompt: " + Excerpt.of(name));
    }

    private Completions argument(RequestContext context, Prompt prompt, String name, String typed, JsonNode others) {
        for (PromptInput argument : prompt.arguments()) {
            if (argument.name().equals(name) && argument.kind() != null) {
                return names.complete(
                        reach(context),
                        argument.kind(),
                        typed,
                        filled(others.path("location")),
                        filled(others.path("pipeline")));
            }
        }
        return Completions.NONE;
    }

    private Completions id(RequestContext context, String uri, String typed) {
        for (RecordTemplate template : RecordTemplate.offered(tools)) {
            if (template.uri().equals(uri)) {
                return names.completeIds(reach(context), template.kind(), typed, null);
            }
        }
        return Completions.NONE;
    }

    private CallerTools reach(RequestContext context) {
        return new CallerTools(dispatcher.get(), context.channel().caller(), tools);
    }

    private static String filled(JsonNode value) {
        String text = value.asString("");
        return text.isBlank() ? null : text.strip();
    }
}
