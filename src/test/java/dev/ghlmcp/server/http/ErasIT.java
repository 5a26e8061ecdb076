package dev.ghlmcp.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghlmcp.NodePackage;
import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// The TypeScript SDK's client with the fixtures, which offer more than the program does, in both eras.
class ErasIT {
    private static final NodePackage CLIENT = NodePackage.of("ts-client");
    private static final List<String> PROGRESS = List.of("[0,50,100]", "[0.0,50.0,100.0]");

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        String trouble = CLIENT.install();
        assumeTrue(trouble == null, trouble);
    }

    @ParameterizedTest
    @CsvSource({"legacy, legacy", "auto, modern"})
    void overHttp(String mode, String era) throws Exception {
        try (Served served = Served.start()) {
            JsonNode seen = client(mode, "http", served.server.uri().toString());
            assertSeen(era, seen);
            assertTrue(PROGRESS.contains(seen.path("progress").toString()), seen.toString());
        }
    }

    /// The client loses progress that comes in one piece with the result.
    @ParameterizedTest
    @CsvSource({"legacy, legacy", "auto, modern"})
    void onStdio(String mode, String era) throws Exception {
        assertSeen(
                era,
                client(
                        mode,
                        "stdio",
                        ProcessHandle.current().info().command().orElseThrow(),
                        Fixtures.class.getName()));
    }

    private static void assertSeen(String era, JsonNode seen) {
        assertEquals(era, seen.path("era").asString());
        assertTrue(seen.path("tools").asInt() > 20, seen.toString());
        assertEquals("A simple text.", seen.path("simple").asString());
        assertEquals("[\"Your name?\",\"Your colour?\"]", seen.path("asked").toString());
        assertEquals("the name likes the colour", seen.path("answered").asString());
        assertTrue(seen.path("cancelled").asBoolean(), "the call is given up");
        assertTrue(seen.path("changed").asBoolean(), "that the list has changed is told");
    }

    private static JsonNode client(String... arguments) throws IOException, InterruptedException {
        Path home = CLIENT.home().toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(
                home.resolve("node_modules/.bin/node").toString(),
                home.resolve("eras.mjs").toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile("eras", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);
            String text = Files.readString(out, StandardCharsets.UTF_8);
            assertTrue(ended, "the client did not end: " + text);
            assertEquals(0, process.exitValue(), text);
            return Json.MAPPER.readTree(text);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.delete(out);
        }
    }
}
