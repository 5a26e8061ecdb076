package dev.ghlmcp.mcp.overview;

import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.highlevel.reply.TraceContext;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.text.Excerpt;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Calls of several tools side by side, each for a part of an overview. A part that is not to be had is named with its
/// reason, and the others stand.
final class PartialReads implements AutoCloseable {
    private static final int MAX_REASON = 240;

    /// How long one part may keep the others waiting.
    private static final Duration MAX_WAIT = Duration.ofSeconds(15);

    private static final String NOTHING = "Nothing was sent. ";

    private final String name;
    private final CallerTools tools;
    private final Duration wait;
    private Deadline deadline;
    private final String location;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, String> missing = new LinkedHashMap<>();

    /// @param name      of the overview
    /// @param arguments of the overview, which may name a sub-account
    PartialReads(String name, CallerTools tools, ObjectNode arguments) {
        this(name, tools, arguments, MAX_WAIT);
    }

    /// @param wait counts from the last call that was begun
    PartialReads(String name, CallerTools tools, ObjectNode arguments, Duration wait) {
        this.name = name;
        this.tools = tools;
        this.wait = wait;
        this.deadline = Deadline.in(wait);
        this.location = arguments.path(Declaration.LOCATION_ID).asString(null);
    }

    /// Arguments for a call that works on the sub-account of the overview.
    ObjectNode arguments() {
        ObjectNode arguments = Json.MAPPER.createObjectNode();
        return location == null ? arguments : arguments.put(Declaration.LOCATION_ID, location);
    }

    /// Begins a call.
    Future<ToolResult> start(String tool, ObjectNode arguments) {
        return submit(() -> own(tool, tools.call(tool, arguments)));
    }

    /// A failure in the words of the overview, whose arguments have the same names.
    private ToolResult own(String tool, ToolResult result) {
        if (!result.error()) {
            return result;
        }
        String text = result.text();
        String inner = NOTHING + tool + ":";
        return ToolResult.failed(
                result.outcome(), text.startsWith(inner) ? NOTHING + name + text.substring(inner.length() - 1) : text);
    }

    /// Begins to read the time zone of the sub-account.
    Future<ZoneId> startZone() {
        return submit(() -> tools.zone(location));
    }

    private <T> Future<T> submit(Callable<T> work) {
        deadline = Deadline.in(wait);
        TraceContext trace = TraceContext.CURRENT.isBound() ? TraceContext.CURRENT.get() : null;
        return threads.submit(
                trace == null
                        ? work
                        : () -> ScopedValue.where(TraceContext.CURRENT, trace).call(work::call));
    }

    /// The zone of the sub-account; null, which is noted, if it cannot be read.
    ZoneId zone(Future<ZoneId> read) throws InterruptedException {
        try {
            return read.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return unknownZone(late());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DateTimeException reason) {
                return unknownZone(reason.getMessage());
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private ZoneId unknownZone(String reason) {
        miss("timeZone", "times with Z are UTC, others the sub-account's own: " + reason);
        return null;
    }

    /// The answer of a call; a missing node if it failed.
    JsonNode json(String part, Future<ToolResult> call) throws InterruptedException {
        ToolResult result = result(call);
        if (result.error()) {
            miss(part, Excerpt.of(result.text(), MAX_REASON));
            return Json.MAPPER.missingNode();
        }
        return result.json();
    }

    ToolResult result(Future<ToolResult> call) throws InterruptedException {
        try {
            return call.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return ToolResult.failed("late", late());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private String late() {
        return "HighLevel did not answer within " + wait.toSeconds() + " s";
    }

    /// Says why a part is not there, or is not all.
    void miss(String part, String reason) {
        missing.putIfAbsent(part, reason);
    }

    /// Names the parts that are not there, and the sub-account.
    void finish(ObjectNode overview, JsonNode answer) {
        if (!missing.isEmpty()) {
            ObjectNode parts = overview.putObject("notRead");
            missing.forEach(parts::put);
        }
        if (answer.has("touched")) {
            overview.set("touched", answer.get("touched"));
        }
    }

    /// What an interrupted call answers.
    static ToolResult cancelled() {
        Thread.currentThread().interrupt();
        return ToolResult.failed("cancelled", "The call was cancelled.");
    }

    /// Ends what still runs.
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
