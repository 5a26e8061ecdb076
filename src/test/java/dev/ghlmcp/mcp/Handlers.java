package dev.ghlmcp.mcp;

import dev.ghlmcp.mcp.discovery.CallTool;
import dev.ghlmcp.mcp.discovery.SearchTools;
import dev.ghlmcp.mcp.overview.ContactOverview;
import dev.ghlmcp.mcp.overview.PipelineSummary;
import java.time.Clock;
import java.util.List;

/// The tools with code of their own, as the program has them.
public final class Handlers {
    private Handlers() {}

    public static List<ToolHandler> all(DeclaredTools declared) {
        return List.of(
                new SearchTools(),
                new CallTool(),
                new ContactOverview(declared::entry, Clock.systemUTC()),
                new PipelineSummary(declared::entry, Clock.systemUTC()));
    }
}
