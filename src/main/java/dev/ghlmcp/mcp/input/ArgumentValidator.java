package dev.ghlmcp.mcp.input;

import dev.ghlmcp.catalog.ArgumentTraits;
import dev.ghlmcp.catalog.Discovery;
import dev.ghlmcp.catalog.RareArguments;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.input.ArgumentSchema.Arguments;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Corrects and checks the arguments of calls by the schemas of the tools. Thread-safe.
///
/// @param entries what `tools/list` says of the tool of a name
/// @param schemas prepared so far
public record ArgumentValidator(Function<String, JsonNode> entries, Map<String, ArgumentSchema> schemas) {
    public ArgumentValidator(Function<String, JsonNode> entries) {
        this(entries, new ConcurrentHashMap<>());
    }

    /// The arguments of a tool that is no operation.
    public Arguments read(String name, ObjectNode arguments) {
        List<String> common = Discovery.beside(name);
        if (common.stream().noneMatch(arguments::has)) {
            return schema(name, Discovery.traits(name), true).read(arguments);
        }
        Arguments read = schema(name, Discovery.traits(name), true)
                .read(arguments.deepCopy().remove(common));
        if (read.complaints().isEmpty()) {
            ObjectNode inner = read.values().withObject("arguments");
            common.forEach(each -> move(each, arguments.path(each), inner, read.complaints()));
        }
        return read;
    }

    private static void move(String argument, JsonNode value, ObjectNode inner, Complaints complaints) {
        if (value.isNull() || value.isMissingNode()) {
            return;
        }
        if (inner.hasNonNull(argument) && !inner.get(argument).equals(value)) {
            complaints.add(argument + " differs in arguments and beside it: give it in arguments alone");
        } else {
            inner.set(argument, value);
        }
    }

    /// The arguments of a tool that is listed; names of sub-accounts in them become ids.
    public Arguments read(ToolDefinition tool, AccountLocations locations, ObjectNode arguments) {
        Arguments read =
                schema(tool.name(), tool.traits(), tool.hints().readOnly()).read(arguments);
        try {
            locations.resolve(read.values());
        } catch (IllegalArgumentException e) {
            read.complaints().add(e.getMessage());
        }
        return read;
    }

    private ArgumentSchema schema(String name, ArgumentTraits traits, boolean reads) {
        return schemas.computeIfAbsent(name, _ -> {
            JsonNode listed = entries.apply(name).path("inputSchema");
            return new ArgumentSchema(RareArguments.full(name, reads, listed), traits, reads);
        });
    }

    /// The result of a call with such arguments.
    public static ToolResult invalid(String name, Complaints complaints) {
        String said = "Nothing was sent. " + name + ": " + String.join("; ", complaints.sentences());
        return ToolResult.failed("invalid", said.endsWith("?") ? said : said + ".");
    }
}
