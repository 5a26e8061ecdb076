package dev.ghlmcp.server.page;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.CallListener;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.mcp.call.CompletedCall;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;

/// The last calls of each principal: which tool, how it ended, how long it took. It holds no arguments or results, and
/// a principal sees only its own.
public final class RecentCalls implements CallListener {
    private static final int KEPT = 30;
    private static final int MAX_PRINCIPALS = 1000;

    private final Map<String, Deque<Line>> calls = new LinkedHashMap<>(16, 0.75f, true);

    private record Line(Instant time, String tool, boolean error, String outcome, long ms) {}

    @Override
    public synchronized void ended(CompletedCall call) {
        Deque<Line> own = calls.computeIfAbsent(call.caller().principal(), _ -> new ArrayDeque<>());
        own.addFirst(new Line(
                Instant.now(),
                call.tool().name(),
                call.result().error(),
                call.result().outcome(),
                call.nanos() / 1_000_000));
        if (own.size() > KEPT) {
            own.removeLast();
        }
        if (calls.size() > MAX_PRINCIPALS) {
            calls.remove(calls.keySet().iterator().next());
        }
    }

    /// Those of one principal, the last first.
    synchronized ArrayNode of(Caller caller) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        for (Line line : calls.getOrDefault(caller.principal(), new ArrayDeque<>())) {
            list.addObject()
                    .put("time", line.time().truncatedTo(ChronoUnit.MILLIS).toString())
                    .put("tool", line.tool())
                    .put("error", line.error())
                    .put("outcome", line.outcome())
                    .put("ms", line.ms());
        }
        return list;
    }
}
