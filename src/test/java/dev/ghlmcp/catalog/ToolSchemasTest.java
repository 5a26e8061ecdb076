package dev.ghlmcp.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Holds `tool-schemas` to the records. After a change of a record, `./mvnw test -Dtest=ToolSchemasTest -Dupdate=true`
/// rewrites the files, and the next build packs them.
class ToolSchemasTest {
    private static final Path ROOT = Path.of("tool-schemas");
    private static final boolean UPDATE = Boolean.getBoolean("update");

    private final ToolSchemas schemas = new ToolSchemas();
    private final Map<Path, ObjectNode> files = new TreeMap<>();

    ToolSchemasTest() {
        files.put(ROOT.resolve(Catalog.INDEX), ToolSchemas.index());
        for (ToolDefinition tool : ToolSchemas.tools()) {
            files.put(ROOT.resolve(tool.toolset(), tool.name() + ".json"), schemas.entry(tool));
        }
        files.put(ROOT.resolve(ToolView.NEWER), ToolSchemas.newer());
        files.put(ROOT.resolve(RareArguments.FILE), ToolSchemas.rare());
        for (Class<? extends Discovery> record : Discovery.RECORDS) {
            ObjectNode entry = schemas.entry(record);
            files.put(ROOT.resolve(entry.path("name").asString() + ".json"), entry);
        }
        for (Class<? extends EventTool> record : EventTool.RECORDS) {
            ObjectNode entry = schemas.entry(record);
            files.put(ROOT.resolve(entry.path("name").asString() + ".json"), entry);
        }
        for (Class<? extends Overview> record : Overview.RECORDS) {
            ObjectNode entry = schemas.overview(record);
            String name = entry.path("name").asString();
            files.put(ROOT.resolve(Overview.toolset(name), name + ".json"), entry);
        }
    }

    @Test
    void filesSayWhatTheRecordsSay() throws IOException {
        List<String> stale = new ArrayList<>();
        for (Map.Entry<Path, ObjectNode> file : files.entrySet()) {
            Path path = file.getKey();
            String wanted = ToolSchemas.pretty(file.getValue());
            if (Files.exists(path) && Files.readString(path).equals(wanted)) {
                continue;
            }
            if (UPDATE) {
                Files.createDirectories(path.getParent());
                Files.writeString(path, wanted);
            } else {
                stale.add(path.toString());
            }
        }
        assertEquals(List.of(), stale, "Run this test with -Dupdate=true, then read the difference");
    }

    @Test
    void noFileIsWithoutRecord() throws IOException {
        List<Path> stray = new ArrayList<>();
        try (Stream<Path> present = Files.walk(ROOT)) {
            for (Path path : present.filter(Files::isRegularFile).toList()) {
                if (files.containsKey(path)) {
                    continue;
                }
                if (UPDATE) {
                    Files.delete(path);
                } else {
                    stray.add(path);
                }
            }
        }
        assertEquals(List.of(), stray, "Files of no record; -Dupdate=true deletes them");
    }

    /// One entry is found without reading the whole list.
    @Test
    void anEntryIsThatOfTheList() {
        ToolView list = ToolView.load();
        ToolView led = list.ledBy(Discovery.entries());
        list.entries().forEach((name, entry) -> {
            assertEquals(entry, list.entry(name));
            assertEquals(entry, led.entry(name));
        });
        assertEquals(led.listed(), List.copyOf(led.entries().keySet()));
        assertTrue(list.entry("unheard_of").isMissingNode());
    }

    /// The build has packed the files before this test could rewrite them: after an update it passes the second time.
    @Test
    void thePackedListIsTheCompactEntries() {
        List<JsonNode> wanted = files.keySet().stream()
                .filter(file -> file.getNameCount() > 2)
                .<JsonNode>map(files::get)
                .toList();
        assertEquals(
                Json.MAPPER.writeValueAsString(wanted),
                new String(ToolView.load().json(), StandardCharsets.UTF_8),
                UPDATE ? "Expected once after an update" : "");
        assertEquals(
                wanted.stream().map(entry -> entry.path("name").asString()).toList(),
                ToolView.load().listed());
    }
}
