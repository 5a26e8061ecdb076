package dev.ghlmcp.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

/// Holds `tool-schemas` to the records. After a change of a record, `./mvnw test -Dtest=ToolSchemasTest -Dupdate=true`
/// rewrites the files, and the next build packs them.
class ToolSchemasTest {
    private static final Path ROOT = Path.of("tool-schemas");
    private static final boolean UPDATE = Boolean.getBoolean("update");

    private final ToolSchemas schemas = new ToolSchemas();
    private final Map<Path, Tool> files = new TreeMap<>();

    ToolSchemasTest() {
        for (Tool tool : Catalog.load().tools()) {
            files.put(ROOT.resolve(tool.toolset(), tool.name() + ".json"), tool);
        }
    }

    @Test
    void filesSayWhatTheRecordsSay() throws IOException {
        List<String> stale = new ArrayList<>();
        for (Map.Entry<Path, Tool> file : files.entrySet()) {
            Path path = file.getKey();
            String wanted = ToolSchemas.pretty(schemas.entry(file.getValue()));
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

    /// The build has packed the files before this test could rewrite them: after an update it passes the second time.
    @Test
    void thePackedListIsTheCompactEntries() {
        List<String> wanted = files.values().stream()
                .map(tool -> schemas.entry(tool).toString())
                .toList();
        assertEquals(
                "[" + String.join(",", wanted) + "]",
                new String(ToolList.load().json(), StandardCharsets.UTF_8),
                UPDATE ? "Expected once after an update" : "");
        assertEquals(
                files.values().stream().map(Tool::name).toList(),
                ToolList.load().names());
    }
}
