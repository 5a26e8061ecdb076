package dev.ghlmcp.mcp;

import dev.ghlmcp.catalog.ToolDefinition;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// Where tools come from that send requests to HighLevel: the declared operations, or any other data. A start asks for
/// names only; a tool that is not among them is asked for when somebody names it.
public interface ToolSource {
    /// The names of the tools that are listed, in this order.
    Set<String> names();

    /// One of them, or one that is not listed; null if there is none.
    ToolDefinition tool(String name);

    /// Tools that no list has and that read what a call of one of them is about.
    default List<ToolDefinition> readers(String name) {
        return List.of();
    }

    /// What `tools/list` says of one of them, or would say; null if there is none. Its arguments are checked by the
    /// `inputSchema` in it.
    JsonNode entry(String name);

    /// What the first of several sources answers that knows an answer; null if none does.
    static <T> T first(List<ToolSource> sources, Function<ToolSource, T> question) {
        return sources.stream()
                .map(question)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
