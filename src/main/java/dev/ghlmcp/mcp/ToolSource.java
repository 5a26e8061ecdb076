package dev.ghlmcp.mcp;

import dev.ghlmcp.catalog.ToolDefinition;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Where tools come from that send requests to HighLevel: the declared operations, or any other data. A start asks for
/// names only.
public interface ToolSource {
    /// The names of the tools, in the order in which they are listed.
    Set<String> names();

    /// One of them.
    ToolDefinition tool(String name);

    /// What `tools/list` says of one of them. Its arguments are checked by the `inputSchema` in it.
    JsonNode entry(String name);
}
