package dev.ghlmcp.cli.calls;

import dev.ghlmcp.catalog.Json;
import dev.ghlmcp.mcp.Kept;
import dev.ghlmcp.mcp.ToolResult;
import dev.ghlmcp.mcp.ToolResult.Attachment;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// A result as a script wants it.
///
/// @param select the dot paths to keep; empty for all
public record Shape(List<String> select) {
    /// The result's JSON, with a sound inside it as base64.
    public ObjectNode of(ToolResult result) {
        ObjectNode json = (ObjectNode) Json.MAPPER.readTree(result.json());
        if (result.attachment() instanceof Attachment.Audio(String _, byte[] bytes)) {
            json.put("base64", bytes);
        }
        return select.isEmpty() ? json : Kept.of(json, Json.MAPPER.valueToTree(select));
    }
}
