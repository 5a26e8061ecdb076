package dev.ghlmcp.mcp;

import dev.ghlmcp.mcp.call.ToolResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A tool with code of its own, which is no operation of HighLevel.
public interface ToolHandler {
    /// What it is called by.
    String name();

    /// What `tools/list` says of it, under the same name. It is asked for when the tool is: a start does not parse it.
    /// Its arguments are checked by the `inputSchema` in it.
    JsonNode entry();

    /// The toolset that it belongs to. Null for a tool that only leads to other tools: nobody finds, selects or calls
    /// it on a client's behalf.
    String toolset();

    /// Carries out a call.
    ///
    /// @param tools     that it may call for the client
    /// @param arguments valid by the schema
    ToolResult call(CallerTools tools, ObjectNode arguments);
}
