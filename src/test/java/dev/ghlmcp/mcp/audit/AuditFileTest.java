package dev.ghlmcp.mcp.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTest {
    @TempDir
    private Path folder;

    @Test
    void keepsSoManyFilesOfThisSizeTheYoungestLinesInThem() throws IOException {
        try (AuditFile file = file(100, 3)) {
            for (int i = 0; i < 50; i++) {
                file.append(line(i));
            }
        }
        assertEquals(Set.of("audit.jsonl", "audit.jsonl.1", "audit.jsonl.2", "audit.jsonl.lock"), names());
        List<String> lines = new ArrayList<>();
        for (String name : List.of("audit.jsonl.2", "audit.jsonl.1", "audit.jsonl")) {
            Path part = folder.resolve(name);
            assertTrue(Files.size(part) <= 100, name);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(part)));
            lines.addAll(Files.readAllLines(part));
        }
        assertEquals(
                IntStream.range(50 - lines.size(), 50)
                        .mapToObj(i -> "{\"line\":" + (1000 + i) + "}")
                        .toList(),
                lines);
    }

    @Test
    void oneFileIsBegunAnew() throws IOException {
        try (AuditFile file = file(40, 1)) {
            for (int i = 0; i < 5; i++) {
                file.append(line(i));
            }
        }
        assertEquals(List.of("{\"line\":1004}"), Files.readAllLines(folder.resolve("audit.jsonl")));
    }

    @Test
    void severalWritersLoseNoLineAndMixNone() throws Exception {
        List<Thread> writers = IntStream.range(0, 4)
                .mapToObj(writer -> Thread.ofPlatform().start(() -> {
                    try (AuditFile file = file(500, 1000)) {
                        for (int i = 0; i < 100; i++) {
                            file.append(line(writer * 100 + i));
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }))
                .toList();
        for (Thread writer : writers) {
            writer.join();
        }
        Set<String> lines = new TreeSet<>();
        int count = 0;
        for (String name : names()) {
            for (String line : Files.readAllLines(folder.resolve(name))) {
                lines.add(line);
                count++;
            }
        }
        assertEquals(400, count);
        assertEquals(400, lines.size());
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new TreeSet<>(
                    files.map(file -> file.getFileName().toString()).toList());
        }
    }

    private AuditFile file(int max, int files) {
        return new AuditFile(folder.resolve("audit.jsonl"), max, files);
    }

    private static byte[] line(int number) {
        return ("{\"line\":" + (1000 + number) + "}\n").getBytes(StandardCharsets.UTF_8);
    }
}
