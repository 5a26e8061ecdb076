package dev.ghlmcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the launcher keeps away from the program, and from the protocol.
class LauncherIT {
    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
            "clientInfo":{"name":"raw","version":"1"}}}""";
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:+UseG1GC",
                "-XX:+UseZGC",
                "-XX:+UseParallelGC",
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n",
                "-Xms32m",
                "-XX:+NoSuchOption"
            })
    void aDevelopersVariablesForJavaDoNotReachIt(String option) throws IOException, InterruptedException {
        Map<String, String> variables = Map.of(
                "JAVA_TOOL_OPTIONS", option,
                "JDK_JAVA_OPTIONS", option,
                "_JAVA_OPTIONS", option,
                "_JAVA_LAUNCHER_DEBUG", "1",
                "CLASSPATH", "/nowhere");
        try (BuiltProgram program = BuiltProgram.start(variables, "stdio")) {
            program.send(INITIALIZE);
            assertEquals(1, Json.MAPPER.readTree(program.next()).path("id").asInt());
            program.endInput();
            assertEquals(0, program.exitCode());
            assertEquals("", program.stderr());
        }
    }

    /// A library that is renewed, or code that the build no longer writes out, shows here before it shows in a clock.
    @Test
    void aStartAndACallTakeTheirClassesFromTheCache() throws IOException, InterruptedException {
        Path log = folder.resolve("classes.log");
        Map<String, String> strict = DistributionIT.strict(
                folder, BuiltProgram.launcher().getParent().getParent());
        Files.writeString(
                folder.resolve("strict.options"), "-Xlog:class+load:file=" + log + ":none", StandardOpenOption.APPEND);
        try (BuiltProgram program = BuiltProgram.start(strict, "stdio", "--sandbox")) {
            program.send(INITIALIZE);
            program.next();
            program.send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}");
            program.next();
            program.send("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{\"name\":"
                    + "\"search_contacts\",\"arguments\":{\"pageLimit\":2}}}");
            assertFalse(
                    Json.MAPPER.readTree(program.next()).at("/result/isError").asBoolean(false));
            List<String> loaded = Files.readAllLines(log);
            List<String> elsewhere = loaded.stream()
                    .filter(line -> !line.endsWith("source: shared objects file"))
                    .toList();
            assertTrue(loaded.size() > 3000, loaded::toString);
            assertTrue(elsewhere.size() < 40, () -> String.join("\n", elsewhere));
            // The index of the whole API waits for its first use.
            assertTrue(loaded.stream().noneMatch(line -> line.startsWith("dev.ghlmcp.index.ApiIndex")));
            // Jackson looks for it by its name, and finds it without the module that it needs.
            assertEquals(
                    List.of("tools.jackson.databind.ext.beans.JavaBeansAnnotationsImpl source: jrt:/dev.ghlmcp"),
                    elsewhere.stream()
                            .filter(line -> line.endsWith("jrt:/dev.ghlmcp"))
                            .toList());
        }
    }

    @Test
    void aThreadDumpGoesToStandardError() throws IOException, InterruptedException {
        try (BuiltProgram program = BuiltProgram.start(Map.of(), "stdio")) {
            program.send(INITIALIZE);
            program.next();
            program.signal("QUIT");
            program.awaitError("Full thread dump");
            program.send(PING);
            assertEquals("{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{}}", program.next());
        }
    }

    @Test
    void withoutMemoryItEndsWithASentence() throws IOException, InterruptedException {
        Path lines = folder.resolve("lines.jsonl");
        Files.writeString(
                lines,
                INITIALIZE + "\n{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":"
                        + "\"create_contact_note\",\"arguments\":{\"contactId\":\"a\",\"body\":\""
                        + "x".repeat(3_900_000)
                        + "\"}}}\n");
        try (BuiltProgram program = BuiltProgram.start(lines, Map.of("GHL_MCP_AOT", "-Xmx16m"), "stdio", "--sandbox")) {
            assertEquals(3, program.exitCode());
            assertTrue(
                    program.stderr().contains("Terminating due to java.lang.OutOfMemoryError: Java heap space"),
                    program.stderr());
            assertEquals(1, program.rest().size());
        }
    }
}
