package dev.ghlmcp.cli.install.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a client's file was before.
class BackupsTest {
    @TempDir
    private Path folder;

    @Test
    void onlyTheNewestStayAndWhatOthersMadeIsLeftAlone() throws IOException {
        Path file = folder.resolve("mcp.json");
        for (String own : List.of("20250101-000000", "20260101-000000", "20260101-000000-002", "20250601-120000")) {
            Files.writeString(folder.resolve("mcp.json." + own + ".bak"), own);
        }
        for (String other : List.of("mcp.json.bak", "mcp.json.old.bak", "xmcp.json.20250101-000000.bak")) {
            Files.writeString(folder.resolve(other), other);
        }
        new Backups(file).keep(2);
        assertEquals(
                List.of(
                        "mcp.json.20260101-000000-002.bak",
                        "mcp.json.20260101-000000.bak",
                        "mcp.json.bak",
                        "mcp.json.old.bak",
                        "xmcp.json.20250101-000000.bak"),
                names());
    }

    @Test
    void twoOfOneSecondHaveNamesOfTheirOwn() throws IOException {
        Backups backups = new Backups(folder.resolve("a"));
        for (String content : List.of("1", "2", "3")) {
            backups.add(content.getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(3, names().size());
        backups.keep(1);
        assertEquals("3", Files.readString(folder.resolve(names().getFirst())));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
