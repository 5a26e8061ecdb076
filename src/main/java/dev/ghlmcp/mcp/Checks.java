package dev.ghlmcp.mcp;

import dev.ghlmcp.catalog.Tool;
import dev.ghlmcp.highlevel.Locations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Sets arguments right and finds what is wrong with them, by the schemas of the tools. Thread-safe.
///
/// @param entries what `tools/list` says of the tools, by their names
/// @param schemas those that were needed so far
record Checks(Map<String, JsonNode> entries, Map<String, ArgumentSchema> schemas) {
    Checks(Map<String, JsonNode> entries) {
        this(entries, new ConcurrentHashMap<>());
    }

    /// The schema of a tool that there is.
    ArgumentSchema of(String name) {
        return of(name, entries.get(name));
    }

    /// The schema that this entry has.
    ArgumentSchema of(String name, JsonNode entry) {
        return schemas.computeIfAbsent(name, _ -> new ArgumentSchema(entry.path("inputSchema")));
    }

    /// Every complaint about the arguments, each a sentence that names one; empty if they are valid.
    ///
    /// @param arguments set right; names of sub-accounts in them become ids
    List<String> complaints(Tool tool, Locations locations, ObjectNode arguments) {
        List<String> complaints = new ArrayList<>(of(tool.name()).complaints(arguments));
        if (!tool.anyOf().isEmpty() && tool.anyOf().stream().noneMatch(arguments::hasNonNull)) {
            complaints.add("give at least one of " + String.join(", ", tool.anyOf()));
        }
        try {
            locations.resolve(arguments);
        } catch (IllegalArgumentException e) {
            complaints.add(e.getMessage());
        }
        return complaints;
    }

    /// What a call with such arguments comes to.
    static ToolResult invalid(String name, List<String> complaints) {
        return ToolResult.failed("invalid", "Nothing was sent. " + name + ": " + String.join("; ", complaints) + ".");
    }
}
