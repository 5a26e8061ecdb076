package dev.ghlmcp.watch.tool;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.catalog.EventTool;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.ToolHandler;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.mcp.result.ResultLimits;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.sqlite.SqliteStore;
import dev.ghlmcp.watch.service.Watches;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The tools for events on the sandbox, through everything that a call goes through, with a clock of the test's own.
abstract class EventToolsFixture {
    static final int MAX_BYTES = 5000;

    static final String PRIYA = "ouXvz8AgsBOHRYQt5OJB";

    static final ToolView ALL = ToolView.load().followedBy(EventTool.entries());

    @TempDir
    Path folder;

    final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withLimits(0, 0));
    volatile Instant now = Instant.now();
    Dispatcher dispatcher;
    EventStore store;
    Watches watches;

    @BeforeEach
    void open() {
        List<ToolHandler> handlers = new ArrayList<>();
        EventTool.entries().forEach(entry -> handlers.add(new EventTools(entry, _ -> watches, MAX_BYTES)));
        dispatcher = DispatcherFixture.on(sandbox.uri())
                .handlers(handlers)
                .recordings(folder.resolve("recordings"))
                .limits(new ResultLimits(true, MAX_BYTES))
                .open();
        store = new SqliteStore(folder.resolve("state.db"), null);
        watches = new Watches(store, dispatcher, () -> now, 20);
        watches.begin();
    }

    @AfterEach
    void close() {
        watches.close();
        dispatcher.close();
        sandbox.close();
    }

    void refused(Caller caller, String tool, String arguments, String part) {
        String sentence = failure(caller, ALL, tool, arguments);
        assertTrue(sentence.contains(part), sentence);
    }

    JsonNode afterAPoll(Caller caller, String id, String cursor, int events) {
        now = now.plus(Duration.ofHours(1));
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> call(caller, "read_events", of(id, cursor)),
                        read -> changes(read).size() >= events);
    }

    static List<String> changes(JsonNode read) {
        return read.path("events")
                .valueStream()
                .map(event -> event.at("/data/change").asString() + " "
                        + event.at("/data/id").asString())
                .toList();
    }

    static String of(String watch, String cursor) {
        return "{'watch':'" + watch + "'" + (cursor == null ? "" : ",'cursor':'" + cursor + "'") + "}";
    }

    String contact(String email) {
        return run(own("ada"), ALL, "create_contact", "{'firstName':'Zoe','email':'" + email + "'}")
                .json()
                .at("/contact/id")
                .asString();
    }

    Caller own(String principal) {
        return new Caller(principal, dispatcher.access());
    }

    JsonNode call(Caller caller, String tool, String arguments) {
        ToolResult result = run(caller, ALL, tool, arguments);
        assertFalse(result.error(), result::text);
        return result.json();
    }

    String failure(Caller caller, ToolView view, String tool, String arguments) {
        ToolResult result = run(caller, view, tool, arguments);
        assertTrue(result.error(), result::text);
        return result.text();
    }

    ToolResult run(Caller caller, ToolView view, String tool, String arguments) {
        return dispatcher.call(
                caller, Confirmer.ABSENT, view, tool, (ObjectNode) Json.MAPPER.readTree(arguments.replace('\'', '"')));
    }
}
