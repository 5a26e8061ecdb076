package dev.ghlmcp.mcp;

import dev.ghlmcp.catalog.ToolDefinition;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Where tools come from that send requests to HighLevel: the declared operations, or any other data.
public interface ToolSource {
    /// The tools, in the order in which they are listed.
    List<ToolDefinition> tools();

    /// What `tools/list` says of one of them. Its arguments are checked by the `inputSchema` in it.
    JsonNode entry(String name);
}
