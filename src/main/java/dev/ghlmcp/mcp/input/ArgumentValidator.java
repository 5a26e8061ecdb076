package dev.ghlmcp.mcp.input;

import dev.ghlmcp.catalog.ArgumentTraits;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.input.ArgumentSchema.Arguments;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Sets arguments right and finds what is wrong with them, by the schemas of the tools. Thread-safe.
///
/// @param entries what `tools/list` says of the tools, by their names
/// @param schemas those that were needed so far
public record ArgumentValidator(Map<String, JsonNode> entries, Map<String, ArgumentSchema> schemas) {
    public ArgumentValidator(Map<String, JsonNode> entries) {
        this(entries, new ConcurrentHashMap<>());
    }

    /// The arguments of a tool that is no operation.
    public Arguments read(String name, JsonNode entry, ObjectNode arguments) {
        return schemas.computeIfAbsent(
                        name, _ -> new ArgumentSchema(entry.path("inputSchema"), ArgumentTraits.NONE, true))
                .read(arguments);
    }

    /// The arguments of a tool that is listed; names of sub-accounts in them become ids.
    public Arguments read(ToolDefinition tool, AccountLocations locations, ObjectNode arguments) {
        Arguments read = schema(tool).read(arguments);
        try {
            locations.resolve(read.values());
        } catch (IllegalArgumentException e) {
            read.complaints().add(e.getMessage());
        }
        return read;
    }

    private ArgumentSchema schema(ToolDefinition tool) {
        return schemas.computeIfAbsent(
                tool.name(),
                name -> new ArgumentSchema(
                        entries.get(name).path("inputSchema"),
                        ArgumentTraits.of(tool),
                        tool.hints().readOnly()));
    }

    /// What a call with such arguments comes to.
    public static ToolResult invalid(String name, Complaints complaints) {
        String said = "Nothing was sent. " + name + ": " + String.join("; ", complaints.sentences());
        return ToolResult.failed("invalid", said.endsWith("?") ? said : said + ".");
    }
}
