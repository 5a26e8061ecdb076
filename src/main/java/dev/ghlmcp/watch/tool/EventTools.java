package dev.ghlmcp.watch.tool;

import dev.ghlmcp.catalog.EventTool;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.ToolHandler;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.result.ResultLimits;
import dev.ghlmcp.store.LoggedEvent;
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.watch.Trigger;
import dev.ghlmcp.watch.service.EventBatch;
import dev.ghlmcp.watch.service.Watch;
import dev.ghlmcp.watch.service.WatchTimes;
import dev.ghlmcp.watch.service.Watches;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The tools `watch`, `read_events`, `list_watches` and `stop_watch`.
///
/// @param entry    what `tools/list` says of one of them
/// @param service  gives the watches, whose store is opened by the first call
/// @param maxBytes of a result; 0 for no limit
public record EventTools(JsonNode entry, Function<Dispatcher, Watches> service, int maxBytes) implements ToolHandler {
    /// For what stands beside the events.
    private static final int RESERVE = 1200;

    @Override
    public String name() {
        return entry.path("name").asString();
    }

    @Override
    public String toolset() {
        return EventTool.TOOLSET;
    }

    @Override
    public ToolResult call(CallerTools tools, ObjectNode arguments) {
        try {
            Watches watches = service.apply(tools.dispatcher());
            ObjectNode answer = switch (name()) {
                case EventTool.WATCH -> watch(watches, tools, arguments);
                case EventTool.READ -> read(watches, tools, arguments);
                case EventTool.LIST ->
                    list(watches, tools, arguments.path("operations").asBoolean(false));
                default -> stop(watches, tools, id(arguments));
            };
            return ToolResult.answer("watched", answer);
        } catch (IllegalArgumentException e) {
            return ToolResult.failed(
                    "invalid", e.getMessage().replace(Trigger.LISTING, "list_watches with operations true lists"));
        } catch (StoreException e) {
            return ToolResult.failed("store", e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return ToolResult.failed("cancelled", "The call was cancelled: nothing is watched.");
        }
    }

    private static ObjectNode watch(Watches watches, CallerTools tools, ObjectNode arguments)
            throws InterruptedException {
        String operation = arguments.path("operation").asString();
        String every = arguments.path("every").asString("");
        Watch watch = watches.start(
                tools,
                operation,
                arguments.withObject("arguments"),
                every.isEmpty() ? null : WatchTimes.interval("every", every));
        ObjectNode answer = described(watch);
        if (watch.named() != null) {
            answer.set("named", watch.named());
        }
        if (!watch.ended() && watch.row().last() == 0) {
            answer.put("known", watches.known(watch));
        }
        return answer.put("cursor", watch.cursor())
                .put("hint", "Nothing that was there before is told of. Ask read_events with this cursor later on.");
    }

    private ObjectNode read(Watches watches, CallerTools tools, ObjectNode arguments) {
        EventBatch batch = watches.read(
                tools,
                id(arguments),
                arguments.path("cursor").asString(null),
                arguments.path("limit").asInt(20));
        return page(batch, maxBytes);
    }

    /// Events with the cursor to go on from, as many as fit.
    ///
    /// @param maxBytes 0 for no limit
    public static ObjectNode page(EventBatch batch, int maxBytes) {
        Watch watch = batch.watch();
        ObjectNode answer = Json.MAPPER.createObjectNode();
        ArrayNode events = answer.putArray("events");
        String cursor = batch.cursor();
        boolean more = batch.more();
        int bytes = 0;
        for (LoggedEvent event : batch.events()) {
            ObjectNode line = (ObjectNode)
                    Json.MAPPER.readTree(watch.events().line(watch.row().made(), event));
            bytes += Json.size(line) + 1;
            if (!events.isEmpty() && maxBytes > 0 && bytes > maxBytes - RESERVE) {
                more = true;
                break;
            }
            if (maxBytes > 0) {
                line = ResultLimits.within(
                        line, maxBytes - RESERVE, "Call " + watch.spec().operation() + " to see the rest.");
            }
            cursor = line.path("cursor").asString();
            events.add(line.without("cursor"));
        }
        answer.put("cursor", cursor).put("more", more);
        if (batch.forgotten() > 0) {
            answer.put("forgotten", "Events up to number " + batch.forgotten() + " are no longer kept");
        }
        return answer.setAll(state(watch));
    }

    private ObjectNode list(Watches watches, CallerTools tools, boolean operations) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        ArrayNode all = answer.putArray("watches");
        watches.list(tools).forEach(watch -> all.add(described(watch)));
        if (operations) {
            watches.triggers().keySet().stream().filter(tools::has).forEach(answer.putArray("canBeWatched")::add);
        }
        return maxBytes > 0
                ? ResultLimits.within(
                        answer, maxBytes - RESERVE, "stop_watch ends those that nobody needs; then list the others.")
                : answer;
    }

    private static ObjectNode stop(Watches watches, CallerTools tools, String id) {
        watches.stop(tools, id);
        // The same whether others read it or not: that is not this caller's affair.
        return Json.MAPPER
                .createObjectNode()
                .put("watch", id)
                .put("state", "stopped")
                .put(
                        "hint",
                        "You read it no more. watch with the same arguments goes on from where it was, for 7 days.");
    }

    private static String id(ObjectNode arguments) {
        return arguments.path("watch").asString();
    }

    /// A watch as a reader sees it.
    public static ObjectNode described(Watch watch) {
        WatchRow row = watch.row();
        ObjectNode told = Json.MAPPER
                .createObjectNode()
                .put("watch", watch.id())
                .put("operation", watch.spec().operation());
        if (!watch.spec().arguments().isEmpty()) {
            told.set("arguments", watch.spec().arguments());
        }
        told.put("every", WatchTimes.text(row.everyMs())).put("count", row.last());
        if (row.lastAt() > 0) {
            told.put("lastEvent", WatchTimes.time(row.lastAt()));
        }
        return told.setAll(state(watch)).put("requestsPerDay", watch.requestsPerDay());
    }

    private static ObjectNode state(Watch watch) {
        ObjectNode state = Json.MAPPER.createObjectNode().put("state", watch.state());
        if (!watch.row().note().isEmpty()) {
            state.put("problem", watch.row().note());
        }
        return watch.ended()
                ? state.put("ended", WatchTimes.time(watch.row().ended()))
                : state.put("nextPoll", WatchTimes.time(watch.row().next()));
    }
}
