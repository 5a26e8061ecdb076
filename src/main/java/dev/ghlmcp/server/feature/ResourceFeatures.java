package dev.ghlmcp.server.feature;

import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.call.ToolResult;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// The resources, as the SDK's records. What a tool reads is read through it, so that its resource says the same, and
/// is there only if the tool is.
///
/// @param tools      that are offered
/// @param dispatcher asked for when a resource is read
record ResourceFeatures(ToolView tools, Supplier<Dispatcher> dispatcher) {
    private static final String JSON = "application/json";
    private static final String RECORDINGS = "ghl://recordings/";
    private static final String SOUND = "audio/x-wav";

    /// HighLevel answers 400 or 422 where another would say 404.
    private static final Set<String> ABSENT = Set.of("400", "404", "422");

    List<SyncResourceSpecification> resources() {
        List<SyncResourceSpecification> all = new ArrayList<>();
        if (tools.callable().contains("list_pipelines")) {
            all.add(resource(
                    "pipelines",
                    "Pipelines",
                    "The sales pipelines with their stages and ids",
                    reach -> listed(reach, "list_pipelines", Map.of())));
        }
        if (tools.callable().contains("list_custom_fields")) {
            all.add(resource(
                    "custom-fields",
                    "Custom fields",
                    "The custom fields of contacts and opportunities, with the ids that writes and filters need",
                    reach -> listed(reach, "list_custom_fields", Map.of("model", "all"))));
        }
        all.add(resource(
                "rate-limits",
                "Rate limits",
                "Requests left per sub-account, in the current 10 s and today",
                reach -> reach.dispatcher().rateLimits(reach.caller())));
        all.add(resource(
                "catalog",
                "Catalog",
                "Every tool on offer with its toolset and hints, in brief",
                reach -> reach.dispatcher().brief(tools)));
        return all;
    }

    List<SyncResourceTemplateSpecification> templates() {
        List<SyncResourceTemplateSpecification> all = new ArrayList<>();
        for (RecordTemplate template : RecordTemplate.offered(tools)) {
            all.add(new SyncResourceTemplateSpecification(
                    ResourceTemplate.builder(template.uri(), template.kind().toString())
                            .title(template.title())
                            .description("As " + template.tool() + " reads it; append ?locationId= and an id or a"
                                    + " configured name for another sub-account than the usual one")
                            .mimeType(JSON)
                            .build(),
                    SafeHandler.by("resource", (exchange, request) -> read(exchange, template, request.uri()))));
        }
        if (tools.callable().contains("get_message_recording")) {
            all.add(new SyncResourceTemplateSpecification(
                    ResourceTemplate.builder(RECORDINGS + "{id}", "recording")
                            .title("Call recording")
                            .description("One that get_message_recording saved for you less than a day ago")
                            .mimeType(SOUND)
                            .build(),
                    SafeHandler.by("resource", (exchange, request) -> recording(exchange, request.uri()))));
        }
        return all;
    }

    private ReadResourceResult recording(McpSyncServerExchange exchange, String uri) {
        CallerTools reach = reach(exchange);
        try {
            byte[] sound = uri.startsWith(RECORDINGS)
                    ? reach.dispatcher().recording(reach.caller(), uri.substring(RECORDINGS.length()))
                    : null;
            if (sound == null) {
                throw McpError.builder(ErrorCodes.RESOURCE_NOT_FOUND)
                        .message("There is no such recording of yours, or its day is over: call get_message_recording"
                                + " again")
                        .data(Map.of("uri", uri))
                        .build();
            }
            String base64 = Base64.getEncoder().encodeToString(sound);
            return ReadResourceResult.builder(List.of(BlobResourceContents.builder(uri, base64)
                            .mimeType(SOUND)
                            .build()))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SyncResourceSpecification resource(
            String name, String title, String description, Function<CallerTools, String> read) {
        String uri = "ghl://" + name;
        return new SyncResourceSpecification(
                Resource.builder(uri, name)
                        .title(title)
                        .description(description)
                        .mimeType(JSON)
                        .build(),
                SafeHandler.by(uri, (exchange, _) -> contents(uri, read.apply(reach(exchange)))));
    }

    private ReadResourceResult read(McpSyncServerExchange exchange, RecordTemplate template, String uri) {
        RecordUri address = RecordUri.of(template, uri);
        if (address == null) {
            throw McpError.RESOURCE_NOT_FOUND.apply(uri);
        }
        ObjectNode arguments = Json.MAPPER.createObjectNode().put(template.argument(), address.id());
        if (address.location() != null) {
            arguments.put(Declaration.LOCATION_ID, address.location());
        }
        ToolResult result = reach(exchange).call(template.tool(), arguments);
        if (result.error() && ABSENT.contains(result.outcome())) {
            throw McpError.builder(ErrorCodes.RESOURCE_NOT_FOUND)
                    .message(result.text())
                    .data(Map.of("uri", uri))
                    .build();
        }
        return contents(uri, text(result));
    }

    private static String listed(CallerTools reach, String tool, Map<String, String> arguments) {
        return text(reach.call(tool, Json.MAPPER.valueToTree(arguments)));
    }

    private static String text(ToolResult result) {
        if (result.error()) {
            throw result.outcome().equals("invalid")
                    ? SafeHandler.invalid(result.text())
                    : McpError.builder(ErrorCodes.INTERNAL_ERROR)
                            .message(result.text())
                            .build();
        }
        return new String(result.json(), StandardCharsets.UTF_8);
    }

    private static ReadResourceResult contents(String uri, String text) {
        return ReadResourceResult.builder(List.of(
                        TextResourceContents.builder(uri, text).mimeType(JSON).build()))
                .build();
    }

    private CallerTools reach(McpSyncServerExchange exchange) {
        return new CallerTools(dispatcher.get(), ToolServer.caller(exchange, dispatcher.get()), tools);
    }
}
