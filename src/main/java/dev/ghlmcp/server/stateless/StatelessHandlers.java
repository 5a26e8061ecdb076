package dev.ghlmcp.server.stateless;

import dev.ghlmcp.server.feature.FeatureSpecs;
import dev.ghlmcp.server.protocol.Codec;
import dev.ghlmcp.server.protocol.Preflight;
import dev.ghlmcp.text.Excerpt;
import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CompleteReference;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.util.DefaultMcpUriTemplateManager;
import io.modelcontextprotocol.util.McpUriTemplateManager;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finds the handler of the tool, prompt or resource that a request names, and passes the request as the SDK's type.
final class StatelessHandlers {
    private final Codec codec;
    private final Map<String, SyncToolSpecification> tools;
    private final Map<String, SyncPromptSpecification> prompts;
    private final Map<String, SyncResourceSpecification> resources;
    private final Map<McpUriTemplateManager, SyncResourceTemplateSpecification> templates = new LinkedHashMap<>();
    private final Map<CompleteReference, SyncCompletionSpecification> completions;

    StatelessHandlers(FeatureSpecs features, Codec codec) {
        this.codec = codec;
        this.tools = features.tools().stream()
                .collect(Collectors.toMap(each -> each.tool().name(), each -> each));
        this.prompts = features.prompts().stream()
                .collect(Collectors.toMap(each -> each.prompt().name(), each -> each));
        this.resources = features.resources().stream()
                .collect(Collectors.toMap(each -> each.resource().uri(), each -> each));
        features.templates()
                .forEach(each -> templates.put(
                        new DefaultMcpUriTemplateManager(each.resourceTemplate().uriTemplate()), each));
        this.completions = features.completions().stream()
                .collect(Collectors.toMap(SyncCompletionSpecification::referenceKey, each -> each));
    }

    Function<StatelessExchange, Object> tool(StatelessRequest asked) {
        SyncToolSpecification tool = found(tools, "tool", asked.text("name"));
        arguments(asked);
        CallToolRequest request = codec.convertValue(asked.params(), CallToolRequest.class);
        return exchange -> tool.callHandler().apply(exchange, request);
    }

    Function<StatelessExchange, Object> prompt(StatelessRequest asked) {
        SyncPromptSpecification prompt = found(prompts, "prompt", asked.text("name"));
        arguments(asked);
        GetPromptRequest request = codec.convertValue(asked.params(), GetPromptRequest.class);
        return exchange -> prompt.promptHandler().apply(exchange, request);
    }

    Function<StatelessExchange, Object> resource(StatelessRequest asked) {
        String uri = asked.text("uri");
        ReadResourceRequest request = codec.convertValue(asked.params(), ReadResourceRequest.class);
        SyncResourceSpecification resource = resources.get(uri);
        if (resource != null) {
            return exchange -> resource.readHandler().apply(exchange, request);
        }
        for (var template : templates.entrySet()) {
            if (template.getKey().matches(uri)) {
                return exchange -> template.getValue().readHandler().apply(exchange, request);
            }
        }
        throw StatelessErrors.noResource(uri, "There is no such resource");
    }

    Function<StatelessExchange, Object> completion(StatelessRequest asked) {
        CompleteRequest request = codec.convertValue(asked.params(), CompleteRequest.class);
        if (request.ref() == null || request.argument() == null) {
            throw StatelessErrors.invalid("params must have ref and argument");
        }
        SyncCompletionSpecification completion = completions.get(request.ref());
        if (completion == null) {
            throw StatelessErrors.invalid(
                    "params.ref must name a prompt or a resource template that completes arguments");
        }
        return exchange -> completion.completionHandler().apply(exchange, request);
    }

    private static <T> T found(Map<String, T> all, String what, String name) {
        T found = all.get(name);
        if (found == null) {
            throw StatelessErrors.invalid("Unknown " + what + ": " + Excerpt.of(name));
        }
        return found;
    }

    private static void arguments(StatelessRequest asked) {
        if (!Preflight.decode(asked.params())) {
            throw StatelessErrors.invalid("params.arguments must be an object");
        }
    }
}
