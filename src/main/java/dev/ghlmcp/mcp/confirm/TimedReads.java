package dev.ghlmcp.mcp.confirm;

import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.json.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads of several tools side by side, which all have the same few seconds. Nothing is read twice.
final class TimedReads implements AutoCloseable {
    private static final Duration MAX_DURATION = Duration.ofSeconds(5);

    private final HighLevelClient client;
    private final List<ToolDefinition> callable;
    private final JsonNode location;
    private final Map<String, Future<Reply>> reads = new HashMap<>();
    private final Map<String, Future<Reply>> latest = new HashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Duration limit;
    private final Deadline deadline;

    /// @param arguments of the call that the reads are for, which may name a sub-account
    TimedReads(HighLevelClient client, List<ToolDefinition> callable, ObjectNode arguments) {
        this(client, callable, arguments, MAX_DURATION);
    }

    TimedReads(HighLevelClient client, List<ToolDefinition> callable, ObjectNode arguments, Duration limit) {
        this.limit = limit;
        this.deadline = Deadline.in(limit);
        this.client = client;
        this.callable = callable;
        this.location = arguments.path(Declaration.LOCATION_ID);
    }

    /// The tools that may be called.
    List<ToolDefinition> callable() {
        return callable;
    }

    /// Begins to read with a tool, if it may be called.
    ///
    /// @param arguments names and values in turn
    TimedReads start(String tool, Object... arguments) {
        ToolDefinition found = callable.stream()
                .filter(each -> each.name().equals(tool))
                .findFirst()
                .orElse(null);
        if (found != null) {
            ObjectNode given = Json.MAPPER.createObjectNode();
            for (int i = 0; i < arguments.length; i += 2) {
                given.set((String) arguments[i], Json.MAPPER.valueToTree(arguments[i + 1]));
            }
            var _ = start(found, given);
        }
        return this;
    }

    /// Begins to read with a tool.
    Future<Reply> start(ToolDefinition tool, ObjectNode given) {
        ObjectNode all = given.deepCopy();
        if (location.isString()) {
            all.set(Declaration.LOCATION_ID, location);
        }
        Future<Reply> read = reads.computeIfAbsent(
                tool.name() + all,
                _ -> threads.submit(() -> client.within(limit).call(tool, tool.endpoint(), all)));
        latest.put(tool.name(), read);
        return read;
    }

    /// What was read last with a tool; null if it is not there in time, or not at all.
    JsonNode of(String tool) {
        return reply(tool) instanceof Reply.Answer answer ? answer.body() : null;
    }

    /// How the last read with a tool ended; null if it did not begin, or not end in time.
    Reply reply(String tool) {
        return reply(latest.get(tool));
    }

    /// How a read ended; null if it did not begin, or not end in time.
    Reply reply(Future<Reply> read) {
        try {
            return read == null ? null : read.get(Math.max(0, deadline.left().toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException _) {
            return null;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
