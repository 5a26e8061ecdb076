package dev.ghlmcp.server.feature;

import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.server.protocol.Params;
import dev.ghlmcp.server.protocol.ProtocolErrors;
import dev.ghlmcp.server.protocol.RequestContext;
import dev.ghlmcp.server.view.ChatViews;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The resources. What a tool reads is read through it, so that its resource says the same, and is there only if the
/// tool is.
///
/// @param tools      that are offered
/// @param dispatcher asked for when a resource is read
/// @param watches    null if there are none
record ResourceFeatures(ToolView tools, Supplier<Dispatcher> dispatcher, WatchFeatures watches) {
    private static final String JSON = "application/json";
    private static final String RECORDINGS = "ghl://recordings/";
    private static final String SOUND = "audio/x-wav";

    /// HighLevel answers 400 or 422 where another would say 404.
    private static final Set<String> ABSENT = Set.of("400", "404", "422");

    /// A resource with one address.
    ///
    /// @param tool that it needs; null for none
    /// @param read gives its JSON
    private record Fixed(
            String name, String title, String description, String tool, Function<CallerTools, String> read) {
        String uri() {
            return "ghl://" + name;
        }
    }

    private List<Fixed> fixed() {
        List<Fixed> all = List.of(
                new Fixed(
                        "pipelines",
                        "Pipelines",
                        "The sales pipelines with their stages and ids",
                        "list_pipelines",
                        reach -> text(reach.call("list_pipelines", Json.MAPPER.createObjectNode()))),
                new Fixed(
                        "custom-fields",
                        "Custom fields",
                        "The custom fields of contacts and opportunities, with the ids that writes and filters need",
                        "list_custom_fields",
                        reach -> text(
                                reach.call("list_custom_fields", Json.MAPPER.valueToTree(Map.of("model", "all"))))),
                new Fixed(
                        "rate-limits",
                        "Rate limits",
                        "Requests left per sub-account, in the current 10 s and today",
                        null,
                        reach -> reach.dispatcher().rateLimits(reach.caller())),
                new Fixed(
                        "catalog",
                        "Catalog",
                        "Every tool on offer with its toolset and hints, in brief",
                        null,
                        reach -> reach.dispatcher().brief(tools)));
        return all.stream()
                .filter(each -> each.tool() == null || tools.callable().contains(each.tool()))
                .toList();
    }

    Object list(ObjectNode params, RequestContext context) {
        Params.demandFirstPage(params);
        Stream<Resource> fixed = fixed().stream()
                .map(each -> Resource.builder(each.uri(), each.name())
                        .title(each.title())
                        .description(each.description())
                        .mimeType(JSON)
                        .build());
        return Map.of(
                "resources",
                Stream.concat(fixed, new ChatViews(tools).resources(context)).toList());
    }

    Object templates(ObjectNode params, RequestContext context) {
        Params.demandFirstPage(params);
        List<ResourceTemplate> all = new ArrayList<>();
        for (RecordTemplate template : RecordTemplate.offered(tools)) {
            all.add(ResourceTemplate.builder(template.uri(), template.kind().toString())
                    .title(template.title())
                    .description("As " + template.tool() + " reads it; append ?locationId= and an id or a"
                            + " configured name for another sub-account than the usual one")
                    .mimeType(JSON)
                    .build());
        }
        if (recordings()) {
            all.add(ResourceTemplate.builder(RECORDINGS + "{id}", "recording")
                    .title("Call recording")
                    .description("One that get_message_recording saved for you less than a day ago")
                    .mimeType(SOUND)
                    .build());
        }
        if (watches != null) {
            all.add(WatchFeatures.template());
        }
        return Map.of("resourceTemplates", all);
    }

    private boolean recordings() {
        return tools.callable().contains("get_message_recording");
    }

    Object read(ObjectNode params, RequestContext context) {
        String uri = Params.text(params, "uri");
        CallerTools reach = new CallerTools(dispatcher.get(), context.channel().caller(), tools);
        for (Fixed resource : fixed()) {
            if (resource.uri().equals(uri)) {
                return json(uri, resource.read().apply(reach));
            }
        }
        for (RecordTemplate template : RecordTemplate.offered(tools)) {
            RecordUri address = RecordUri.of(template, uri);
            if (address != null) {
                return record(reach, template, address, uri);
            }
        }
        if (recordings() && uri.startsWith(RECORDINGS)) {
            return recording(reach, uri);
        }
        if (watches != null && WatchFeatures.names(uri)) {
            return json(uri, watches.read(uri, context));
        }
        ReadResourceResult view = new ChatViews(tools).read(uri, context);
        if (view == null) {
            throw absent(uri, "There is no such resource");
        }
        return view;
    }

    private static ReadResourceResult recording(CallerTools reach, String uri) {
        try {
            byte[] sound = reach.dispatcher().recording(reach.caller(), uri.substring(RECORDINGS.length()));
            if (sound == null) {
                throw absent(
                        uri,
                        "There is no such recording of yours, or its day is over: call get_message_recording again");
            }
            return contents(
                    BlobResourceContents.builder(uri, Base64.getEncoder().encodeToString(sound))
                            .mimeType(SOUND)
                            .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ReadResourceResult record(
            CallerTools reach, RecordTemplate template, RecordUri address, String uri) {
        ObjectNode arguments = Json.MAPPER.createObjectNode().put(template.argument(), address.id());
        if (address.location() != null) {
            arguments.put(Declaration.LOCATION_ID, address.location());
        }
        ToolResult result = reach.call(template.tool(), arguments);
        if (result.error() && ABSENT.contains(result.outcome())) {
            throw absent(uri, result.text());
        }
        return json(uri, text(result));
    }

    private static McpError absent(String uri, String sentence) {
        return ProtocolErrors.error(ErrorCodes.RESOURCE_NOT_FOUND, sentence, Map.of("uri", uri));
    }

    private static String text(ToolResult result) {
        if (result.error()) {
            throw ProtocolErrors.error(
                    result.outcome().equals("invalid") ? ErrorCodes.INVALID_PARAMS : ErrorCodes.INTERNAL_ERROR,
                    result.text(),
                    null);
        }
        return result.text();
    }

    private static ReadResourceResult json(String uri, String text) {
        return contents(TextResourceContents.builder(uri, text).mimeType(JSON).build());
    }

    private static ReadResourceResult contents(ResourceContents contents) {
        return ReadResourceResult.builder(List.of(contents)).build();
    }
}
