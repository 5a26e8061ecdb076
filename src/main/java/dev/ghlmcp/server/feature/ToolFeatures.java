package dev.ghlmcp.server.feature;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.log.StackTraces;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.call.ToolResult.Attachment;
import dev.ghlmcp.server.protocol.Params;
import dev.ghlmcp.server.protocol.PreparedJson;
import dev.ghlmcp.server.protocol.ProtocolErrors;
import dev.ghlmcp.server.protocol.RequestContext;
import dev.ghlmcp.server.stateless.InputRequired;
import dev.ghlmcp.server.view.ChatViews;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.AudioContent;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.ResourceLink;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// The tools: their list, prepared when the program was built, and their calls, which the dispatcher checks and carries
/// out.
final class ToolFeatures {
    private final ToolView tools;
    private final Supplier<Dispatcher> dispatcher;
    private final PreparedJson list;

    /// Made for the first client that shows views.
    private volatile PreparedJson listWithViews;

    ToolFeatures(ToolView tools, Supplier<Dispatcher> dispatcher) {
        this.tools = tools;
        this.dispatcher = dispatcher;
        this.list = new PreparedJson(listResult(tools.json()));
    }

    private static byte[] listResult(byte[] tools) {
        ByteArrayOutputStream result = new ByteArrayOutputStream(tools.length + 16);
        result.writeBytes("{\"tools\":".getBytes(StandardCharsets.US_ASCII));
        result.writeBytes(tools);
        result.write('}');
        return result.toByteArray();
    }

    Object list(ObjectNode params, RequestContext context) {
        Params.demandFirstPage(params);
        // Of this class only its constant is needed at the start.
        if (!context.extension(ChatViews.EXTENSION).isObject() || !ChatViews.shownBy(context)) {
            return list;
        }
        if (listWithViews == null) {
            // Two at once make the same.
            listWithViews = new ChatViews(tools).list();
        }
        return listWithViews;
    }

    Object call(ObjectNode params, RequestContext context) {
        if (!params.path("name").isString()) {
            throw ProtocolErrors.invalid("params.name must be the name of a tool");
        }
        String name = params.path("name").stringValue();
        ObjectNode arguments = Params.arguments(params);
        try {
            ToolResult result = dispatcher
                    .get()
                    .call(context.channel().caller(), new ElicitingConfirmer(context), tools, name, arguments);
            if (result.error()) {
                if (result.outcome().equals(ToolResult.UNKNOWN) && tools.refusal(name) != null) {
                    throw ProtocolErrors.invalid(result.text());
                }
                return result(result.text(), true, null);
            }
            // The writer takes the text from the JSON.
            return result.plain()
                    ? result("", false, new PreparedJson(Json.MAPPER.writeValueAsBytes(result.json())))
                    : attached(result);
        } catch (InputRequired | McpError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            StackTraces.report(System.err, name + " failed inside ghl-mcp: " + StackTraces.summary(cause), e);
            return result(
                    "ghl-mcp itself failed (" + cause.getClass().getSimpleName() + "); its standard error says where."
                            + " Whether HighLevel was reached is unknown.",
                    true,
                    null);
        }
    }

    private static CallToolResult result(String text, boolean error, PreparedJson structured) {
        return new CallToolResult(List.of(TextContent.builder(text).build()), error, structured, null);
    }

    /// The few results that are more than JSON go through the SDK's data binding.
    private static CallToolResult attached(ToolResult result) {
        List<Content> content = new ArrayList<>();
        switch (result.attachment()) {
            case Attachment.Audio(String type, byte[] bytes) ->
                content.add(AudioContent.builder(Base64.getEncoder().encodeToString(bytes), type)
                        .build());
            case Attachment.Saved(URI file, String name, String type, long size) ->
                content.add(ResourceLink.builder()
                        .name(name)
                        .uri(file.toString())
                        .mimeType(type)
                        .size(size)
                        .build());
            case null -> {}
        }
        content.add(TextContent.builder(result.text()).build());
        return new CallToolResult(content, false, Json.MAPPER.convertValue(result.json(), Map.class), null);
    }
}
