package dev.ghlmcp.catalog;

import dev.ghlmcp.operation.annotation.Default;
import dev.ghlmcp.operation.annotation.Doc;
import dev.ghlmcp.operation.annotation.Limit;
import dev.ghlmcp.operation.annotation.Required;
import dev.ghlmcp.operation.annotation.Tool;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The tools that watch operations. They are no operations, and are off unless the settings name them or their toolset.
public sealed interface EventTool {
    /// The toolset.
    String TOOLSET = "events";

    /// Starts a watch.
    String WATCH = "watch";

    /// Reads what has happened.
    String READ = "read_events";

    /// Lists the caller's watches.
    String LIST = "list_watches";

    /// Ends a watch.
    String STOP = "stop_watch";

    /// All of them, in the order in which they are listed.
    List<String> NAMES = List.of(WATCH, READ, LIST, STOP);

    /// What declares them.
    List<Class<? extends EventTool>> RECORDS =
            List.of(Watch.class, ReadEvents.class, ListWatches.class, StopWatch.class);

    /// What `tools/list` says of them.
    static List<JsonNode> entries() {
        return NAMES.stream().map(Discovery::entry).toList();
    }

    /// The tools.
    static List<ToolDefinition> tools() {
        return entries().stream()
                .map(entry -> ToolDefinition.of(entry, TOOLSET))
                .toList();
    }

    @Tool(
            value = "Watch what a reading tool answers; read_events then tells what is new, changed or removed.",
            idempotent = true)
    record Watch(
            @Doc("Tool to watch, such as search_contacts, list_calendar_events or get_opportunity") @Required
            String operation,

            @Doc("JSON object, as that tool's inputSchema says; fields adds members to what events tell")
            Map<String, Object> arguments,

            @Doc("How often to look, from 1m to 1h, such as 90s; what suits the tool if omitted")
            String every)
            implements EventTool {}

    @Tool(value = "Read what happened since a cursor, in order.", readOnly = true)
    record ReadEvents(
            @Doc("From watch or list_watches") @Required String watch,

            @Doc("From watch or the last read_events; all that are kept if omitted")
            String cursor,

            @Default("20") @Limit(min = 1, max = 100) Integer limit)
            implements EventTool {}

    @Tool(value = "List your watches with last event, next look, cost and state.", readOnly = true)
    record ListWatches(
            @Doc("Also name the tools that can be watched") Boolean operations) implements EventTool {}

    @Tool(value = "End a watch; read its last events before.", idempotent = true)
    record StopWatch(
            @Doc("From watch or list_watches") @Required String watch) implements EventTool {}
}
