package dev.ghlmcp.catalog.api;

import dev.ghlmcp.catalog.ArgumentTraits;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.endpoint.BodyFormat;
import dev.ghlmcp.catalog.endpoint.Endpoint;
import dev.ghlmcp.catalog.endpoint.PathTemplate;
import dev.ghlmcp.catalog.endpoint.ToolHints;
import dev.ghlmcp.index.ApiOperation;
import dev.ghlmcp.index.ApiRoute;
import dev.ghlmcp.index.Shape;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.operation.annotation.Content;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An operation of the index as a tool: what `tools/list` would say of it, and what a call sends.
///
/// @param tool  the definition
/// @param entry what `tools/list` would say
record ApiDefinition(ToolDefinition tool, JsonNode entry) {
    /// Makes one.
    ///
    /// @param route of the generation that is called
    /// @param paths of all operations, whose words no id may be
    static ApiDefinition of(ApiOperation operation, ApiRoute route, List<PathTemplate> paths) {
        ApiFacts facts = new ApiFacts(operation, route);
        PathTemplate path = PathTemplate.parse(route.path());
        ApiArguments arguments = new ApiArguments(facts, path.holes());
        return new ApiDefinition(tool(facts, arguments, path.reserving(paths)), entry(facts, arguments));
    }

    private static ToolDefinition tool(ApiFacts facts, ApiArguments arguments, PathTemplate path) {
        ApiOperation operation = facts.operation();
        ApiRoute route = facts.route();
        return new ToolDefinition(
                operation.name(),
                facts.title(),
                ApiTools.TOOLSET + operation.group(),
                facts.text(),
                new ToolHints(
                        facts.reads(),
                        facts.destructive(),
                        facts.reads() || !route.method().equals("POST"),
                        facts.consent()),
                List.of(new Endpoint(
                        route.method(),
                        closed(arguments, path),
                        route.version(),
                        facts.tokens(),
                        arguments.parameters(),
                        route.body() == null
                                ? BodyFormat.NONE
                                : arguments.multipart() ? BodyFormat.MULTIPART : BodyFormat.JSON,
                        Content.ANY)),
                false,
                operation.scopes(),
                ApiPaging.of(operation, arguments.parameters()),
                List.of(),
                List.of(),
                arguments.schema().times(),
                new ArgumentTraits(arguments.schema().traits(), Map.of(), false));
    }

    private static JsonNode entry(ApiFacts facts, ApiArguments arguments) {
        ObjectNode entry = Json.MAPPER.createObjectNode();
        entry.put("name", facts.operation().name()).put("title", facts.title()).put("description", facts.text());
        ObjectNode input = entry.putObject("inputSchema").put("type", "object");
        input.putObject("properties").setAll(arguments.properties());
        if (!arguments.required().isEmpty()) {
            arguments.required().forEach(input.putArray("required")::add);
        }
        ObjectNode hints = entry.putObject("annotations");
        if (facts.reads()) {
            hints.put("readOnlyHint", true);
        } else {
            hints.put("destructiveHint", facts.destructive());
        }
        return entry;
    }

    /// With one of the words that a hole takes, the path may be that of an operation that HighLevel describes
    /// twice.
    private static PathTemplate closed(ApiArguments arguments, PathTemplate path) {
        return new PathTemplate(path.segments().stream()
                .map(segment -> segment instanceof PathTemplate.Segment.Hole hole
                                && arguments.shape(hole.name())
                                        instanceof Shape.Choice(Shape.Simple _, List<String> words)
                        ? hole.taking(words)
                        : segment)
                .toList());
    }
}
