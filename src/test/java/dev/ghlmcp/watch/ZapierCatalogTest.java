package dev.ghlmcp.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.TimeArgument;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.Examples;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.operation.annotation.Risk;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.store.Commit.Event;
import dev.ghlmcp.store.sqlite.SqliteStore;
import dev.ghlmcp.watch.service.Watch;
import dev.ghlmcp.watch.service.Watches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Holds what the Zapier app of `src/zapier` knows of the operations to the catalogue and the triggers. `-Dupdate=true`
/// rewrites it. Its samples are what the sandbox answers to the example arguments on a day that stays the same.
class ZapierCatalogTest {
    private static final Path FILE = Path.of("src/zapier/catalog.json");
    private static final InstantSource TODAY = () -> Instant.parse("2026-11-23T13:00:00Z");

    /// Arguments for those who read the answer themselves, and for those who can be shown a question.
    private static final Set<String> UNUSED = Set.of("fields", "confirm");

    private static final Set<String> IDS = Set.of("id", "_id");
    private static final String CREATED = "k3m7QxT2vB9sLpW4nR8d";
    private static final int TEXT = 120;

    private final Map<String, Trigger> triggers = Trigger.load();
    private final Map<String, JsonNode> entries = ToolView.load().entries();
    private final Examples examples = new Examples();

    @TempDir
    private Path folder;

    @Test
    void theFileSaysWhatTheCatalogueSays() throws Exception {
        List<String> watched = new ArrayList<>();
        List<String> called = new ArrayList<>();
        for (ToolDefinition tool : Catalog.load().tools()) {
            Trigger trigger = triggers.get(tool.name());
            (trigger == null ? called : watched).add(Json.MAPPER.writeValueAsString(entry(tool, trigger)));
        }
        assertEquals(55, watched.size());
        assertEquals(71, called.size());
        String wanted = "{\"triggers\": [\n" + String.join(",\n", watched) + "\n],\n\"actions\": [\n"
                + String.join(",\n", called) + "\n]}\n";
        if (Boolean.getBoolean("update")) {
            Files.writeString(FILE, wanted);
        }
        assertEquals(wanted, Files.readString(FILE), "Run this test with -Dupdate=true, then read the difference");
    }

    private ObjectNode entry(ToolDefinition tool, Trigger trigger) throws IOException, InterruptedException {
        ObjectNode entry = Json.MAPPER.createObjectNode().put("key", tool.name());
        entry.put("toolset", tool.toolset()).put("title", tool.title()).put("description", tool.text());
        if (trigger != null) {
            entry.put("event", trigger.event())
                    .put("kind", trigger.kind().name())
                    .put("every", trigger.every().toSeconds());
            trigger.emits().forEach(entry.putArray("changes")::add);
            ArrayNode members = entry.putArray("members");
            trigger.members().forEach(member -> members.add(member.replaceFirst("\\|.*", "")));
        } else if (tool.hints().readOnly()) {
            entry.put("reads", true);
        } else if (tool.hints().consent().risk() != Risk.WRITES) {
            ArrayNode asked = entry.putArray("asked");
            tool.hints().consent().when().forEach(asked::add);
        }
        entry.set("input", input(tool, trigger));
        entry.set("sample", sample(tool, trigger));
        return entry;
    }

    private JsonNode input(ToolDefinition tool, Trigger trigger) {
        ObjectNode schema = (ObjectNode) entries.get(tool.name()).path("inputSchema");
        ((ObjectNode) schema.path("properties")).remove(UNUSED);
        if (trigger != null) {
            schema = WatchArguments.schema(tool.name(), schema);
        }
        for (TimeArgument time : tool.times()) {
            JsonNode at = schema;
            for (String name : time.path()) {
                at = at.path("properties").path(name);
                at = at.has("items") ? at.path("items") : at;
            }
            if (time.kind() == TimeArgument.Kind.INSTANT && at instanceof ObjectNode member) {
                member.put("format", "date-time");
            }
        }
        return schema.without("type");
    }

    private JsonNode sample(ToolDefinition tool, Trigger trigger) throws IOException, InterruptedException {
        Path own = Files.createDirectory(folder.resolve(tool.name()));
        try (Sandbox sandbox =
                        Sandbox.start(SandboxOptions.defaults().withLimits(0, 0).withClock(TODAY));
                Dispatcher dispatcher = DispatcherFixture.on(sandbox.uri())
                        .allowingAll()
                        .recordings(own)
                        .open()) {
            ObjectNode arguments = examples.of(tool);
            if (trigger == null) {
                ToolResult answer = dispatcher.call(dispatcher.local(), Confirmer.ABSENT, tool.name(), arguments);
                return small(answer.json(), tool.hints().readOnly() ? null : CREATED);
            }
            arguments.retain(WatchArguments.schema(
                            tool.name(), (ObjectNode) entries.get(tool.name()).path("inputSchema"))
                    .path("properties")
                    .propertyNames());
            try (SqliteStore store = new SqliteStore(own.resolve("state.db"), null)) {
                Watches watches = new Watches(store, dispatcher, TODAY, 100);
                CallerTools caller = new CallerTools(dispatcher, dispatcher.local(), ToolView.load());
                Watch watch = watches.start(caller, tool.name(), arguments, null);
                String body = trigger.kind() == Trigger.Kind.MEDIA
                        ? watches.latest(caller, watch.id(), 1)
                                .events()
                                .getFirst()
                                .body()
                        : watches.sample(caller, watch.id(), 1).stream()
                                .map(Event::body)
                                .findFirst()
                                .orElseThrow();
                ObjectNode event = Json.MAPPER.createObjectNode().put("id", "sample_1");
                return small(event.setAll(((ObjectNode) Json.MAPPER.readTree(body)).without("eventId")), null);
            }
        }
    }

    /// Enough to show what an answer is like: the first of each list, and short texts.
    ///
    /// @param created what stands for ids, as a sandbox makes new ones each time; null for the ids there are
    private static JsonNode small(JsonNode value, String created) {
        return switch (value) {
            case ObjectNode object -> {
                ObjectNode copy = Json.MAPPER.createObjectNode();
                object.without("touched")
                        .forEachEntry((name, member) -> copy.set(
                                name,
                                created != null && IDS.contains(name)
                                        ? StringNode.valueOf(created)
                                        : small(member, created)));
                yield copy;
            }
            case ArrayNode array
            when !array.isEmpty() -> Json.MAPPER.createArrayNode().add(small(array.get(0), created));
            case StringNode text
            when text.asString().length() > TEXT ->
                StringNode.valueOf(text.asString().substring(0, TEXT) + "...");
            default -> value;
        };
    }
}
