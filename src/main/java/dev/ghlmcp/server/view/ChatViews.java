package dev.ghlmcp.server.view;

import dev.ghlmcp.catalog.Discovery;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.server.protocol.PreparedJson;
import dev.ghlmcp.server.protocol.RequestContext;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The views in the chat, for a client that declares the extension for them (MCP Apps 2026-01-26, SEP-1865). Another
/// client sees none of it.
///
/// @param tools that are offered
public record ChatViews(ToolView tools) {
    /// The extension's name among a client's capabilities.
    public static final String EXTENSION = "io.modelcontextprotocol/ui";

    private static final String HTML = "text/html;profile=mcp-app";

    /// A view loads nothing from anywhere and connects to nothing: all that it knows comes through the host.
    private static final Map<String, Object> META = Map.of(
            "ui",
            Map.of("csp", Map.of("connectDomains", List.of(), "resourceDomains", List.of()), "prefersBorder", true));

    /// Whether the client of a request shows views.
    public static boolean shownBy(RequestContext context) {
        JsonNode settings = context.extension(EXTENSION);
        JsonNode types = settings.path("mimeTypes");
        return settings.isObject()
                && (types.isMissingNode() || types.valueStream().anyMatch(type -> HTML.equals(type.asString(""))));
    }

    /// The result of `tools/list`, in which a tool names its view.
    public PreparedJson list() {
        Map<String, JsonNode> entries = tools.entries();
        for (ChatView view : ChatView.ALL) {
            for (String tool : view.tools()) {
                if (entries.get(tool) instanceof ObjectNode entry) {
                    entry.withObject("_meta").withObject("ui").put("resourceUri", view.uri());
                }
            }
        }
        return new PreparedJson(Json.MAPPER.writeValueAsBytes(Map.of("tools", entries.values())));
    }

    /// The entries of `resources/list`.
    public Stream<Resource> resources(RequestContext context) {
        return offered(context)
                .map(view -> Resource.builder(view.uri(), view.name())
                        .title(view.title())
                        .description(view.description())
                        .mimeType(HTML)
                        .meta(META)
                        .build());
    }

    /// The result of `resources/read`; null if there is no such view.
    public ReadResourceResult read(String uri, RequestContext context) {
        return offered(context)
                .filter(view -> view.uri().equals(uri))
                .findAny()
                .map(view -> ReadResourceResult.builder(List.of(TextResourceContents.builder(uri, html(view))
                                .mimeType(HTML)
                                .meta(META)
                                .build()))
                        .build())
                .orElse(null);
    }

    private Stream<ChatView> offered(RequestContext context) {
        boolean shown = shownBy(context);
        return ChatView.ALL.stream()
                .filter(view -> shown && view.tools().stream().anyMatch(tools.listed()::contains));
    }

    private String html(ChatView view) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>%s</title><style>
                %s</style></head><body><main></main><script type="module">
                const ROUTES = %s;
                %s%s</script></body></html>
                """.formatted(view.title(), file("view.css"), routes(view), file("view.js"), file(view.name() + ".js"));
    }

    /// How the view reaches the tools that it may call: by themselves, or through the tool that calls those that are
    /// not listed.
    private ObjectNode routes(ChatView view) {
        ObjectNode routes = Json.MAPPER.createObjectNode();
        boolean indirect = tools.listed().contains(Discovery.CALL);
        Stream.concat(view.tools().stream(), view.others().stream()).forEach(tool -> {
            if (tools.listed().contains(tool)) {
                routes.put(tool, tool);
            } else if (indirect && tools.callable().contains(tool)) {
                routes.put(tool, Discovery.CALL);
            }
        });
        return routes;
    }

    private static String file(String name) {
        try (InputStream in = ChatViews.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
