package dev.ghlmcp.server.http;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.server.protocol.MethodHandler;
import dev.ghlmcp.server.protocol.Params;
import dev.ghlmcp.server.protocol.ProtocolErrors;
import dev.ghlmcp.server.protocol.RequestContext;
import dev.ghlmcp.server.protocol.ServerFeatures;
import dev.ghlmcp.text.Excerpt;
import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// Features that are written as the SDK's specifications.
record SdkFeatures(
        List<SyncToolSpecification> tools,
        List<SyncPromptSpecification> prompts,
        List<SyncResourceSpecification> resources,
        List<SyncResourceTemplateSpecification> templates,
        List<SyncCompletionSpecification> completions) {
    /// With other methods beside theirs.
    ServerFeatures with(ObjectNode capabilities, Map<String, MethodHandler> more) {
        Map<String, MethodHandler> methods = new TreeMap<>(more);
        methods.put("tools/list", list("tools", tools, SyncToolSpecification::tool));
        methods.put("prompts/list", list("prompts", prompts, SyncPromptSpecification::prompt));
        methods.put("resources/list", list("resources", resources, SyncResourceSpecification::resource));
        methods.put(
                "resources/templates/list",
                list("resourceTemplates", templates, SyncResourceTemplateSpecification::resourceTemplate));
        methods.put(
                "tools/call",
                named(tools, each -> each.tool().name(), SyncToolSpecification::callHandler, CallToolRequest.class));
        methods.put(
                "prompts/get",
                named(
                        prompts,
                        each -> each.prompt().name(),
                        SyncPromptSpecification::promptHandler,
                        GetPromptRequest.class));
        methods.put("resources/read", this::read);
        methods.put("completion/complete", this::complete);
        return new ServerFeatures(
                Json.MAPPER.createObjectNode().put("name", "fixtures").put("version", "1"),
                null,
                capabilities,
                methods);
    }

    private static <T> MethodHandler list(String member, List<T> all, Function<T, Object> entry) {
        return (params, _) -> {
            Params.demandFirstPage(params);
            return Map.of(member, all.stream().map(entry).toList());
        };
    }

    private static <T, R, A> MethodHandler named(
            List<T> all,
            Function<T, String> name,
            Function<T, BiFunction<io.modelcontextprotocol.server.McpSyncServerExchange, R, A>> handler,
            Class<R> type) {
        return (params, context) -> {
            String wanted = Params.text(params, "name");
            ObjectNode whole = params.deepCopy();
            whole.set("arguments", Params.arguments(params));
            for (T each : all) {
                if (name.apply(each).equals(wanted)) {
                    return call(handler.apply(each), whole, context, type);
                }
            }
            throw ProtocolErrors.invalid("Unknown: " + Excerpt.of(wanted));
        };
    }

    private static <R, A> A call(
            BiFunction<io.modelcontextprotocol.server.McpSyncServerExchange, R, A> handler,
            ObjectNode params,
            RequestContext context,
            Class<R> type) {
        return handler.apply(new SdkExchange(context, params), request(params, type));
    }

    private static <R> R request(ObjectNode params, Class<R> type) {
        ObjectNode own = params.deepCopy().remove(List.of("requestState", "inputResponses"));
        return SdkExchange.MAPPER.treeToValue(own, type);
    }

    private Object read(ObjectNode params, RequestContext context) {
        String uri = Params.text(params, "uri");
        for (SyncResourceSpecification each : resources) {
            if (each.resource().uri().equals(uri)) {
                return call(each.readHandler(), params, context, ReadResourceRequest.class);
            }
        }
        for (SyncResourceTemplateSpecification each : templates) {
            if (uri.matches(each.resourceTemplate().uriTemplate().replaceAll("\\{[a-z]+}", "[^/]+"))) {
                return call(each.readHandler(), params, context, ReadResourceRequest.class);
            }
        }
        throw ProtocolErrors.error(ErrorCodes.RESOURCE_NOT_FOUND, "There is no such resource", Map.of("uri", uri));
    }

    private Object complete(ObjectNode params, RequestContext context) {
        if (!params.path("ref").path("name").asString("").equals("test_prompt_with_arguments")) {
            throw ProtocolErrors.invalid("params.ref must name a prompt that completes arguments");
        }
        return call(completions.getFirst().completionHandler(), params, context, CompleteRequest.class);
    }
}
