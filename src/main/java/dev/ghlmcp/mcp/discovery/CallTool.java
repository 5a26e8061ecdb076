package dev.ghlmcp.mcp.discovery;

import dev.ghlmcp.catalog.Discovery;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.ToolHandler;
import dev.ghlmcp.mcp.call.ToolResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `call_tool`: calls the tool that it names, as if the client had called it.
public final class CallTool implements ToolHandler {
    @Override
    public String name() {
        return Discovery.CALL;
    }

    @Override
    public JsonNode entry() {
        return Discovery.entry(Discovery.CALL);
    }

    @Override
    public String toolset() {
        return null;
    }

    @Override
    public ToolResult call(CallerTools tools, ObjectNode arguments) {
        return tools.call(arguments.path("name").asString(), arguments.withObject("arguments"));
    }
}
