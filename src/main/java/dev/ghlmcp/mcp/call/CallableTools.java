package dev.ghlmcp.mcp.call;

import dev.ghlmcp.highlevel.account.Access;
import tools.jackson.databind.node.ObjectNode;

/// The tools that can be called on behalf of one client.
public interface CallableTools {
    /// Whether a tool can be called.
    boolean has(String tool);

    /// Calls a tool as the client would. The result says so if the client does not have it.
    ToolResult call(String tool, ObjectNode arguments);

    /// The account that calls work on.
    Access access();
}
