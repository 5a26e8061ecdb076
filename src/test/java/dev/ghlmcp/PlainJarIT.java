package dev.ghlmcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `ghl-mcp.jar`, as the only file in a folder, on a Java that is not its own.
class PlainJarIT {
    private static final Path BUILT =
            BuiltProgram.launcher().resolve("../../../ghl-mcp.jar").normalize();

    /// By pom.xml, and an extra of a reader of JSON that does without it.
    private static final Pattern LEFT_OUT = Pattern.compile("io/lettuce/core/(dynamic|failover|masterreplica)/"
            + "|io/micrometer/core/instrument/binder/|io/prometheus/metrics/expositionformats/internal/Prom"
            + "|com/nimbusds/jose/shaded/gson/internal/bind/JavaTime");

    @TempDir
    private Path folder;

    private Path jar;

    @BeforeEach
    void copy() throws IOException {
        jar = Files.copy(
                BUILT, Files.createDirectory(folder.resolve("a folder")).resolve("ghl-mcp.jar"));
    }

    @Test
    void servesOverStdio() throws Exception {
        try (BuiltProgram program = start("stdio", "--sandbox")) {
            program.send("""
                    {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
                    "capabilities":{},"clientInfo":{"name":"jar","version":"1"}}}""");
            assertEquals(
                    "0.1.0",
                    Json.MAPPER
                            .readTree(program.next())
                            .at("/result/serverInfo/version")
                            .asString());
            program.send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}");
            assertEquals(
                    128,
                    Json.MAPPER.readTree(program.next()).at("/result/tools").size());
            program.send("""
                    {"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"search_contacts","arguments":\
                    {"query":"lighthouse"}}}""");
            JsonNode result = Json.MAPPER.readTree(program.next()).path("result");
            assertFalse(result.path("isError").asBoolean(), result.toString());
            program.endInput();
            assertEquals(0, program.exitCode());
            assertTrue(program.stderr().matches("search_contacts .*\n"), program.stderr());
        }
    }

    /// SQLite's native file comes out of the jar.
    @Test
    void watchesWithItsStore() throws Exception {
        try (BuiltProgram program = start(
                "--sandbox",
                "watch",
                "search_contacts",
                "--once",
                "--out",
                folder.resolve("new.jsonl").toString())) {
            assertEquals(0, program.exitCode(), program.stderr());
            assertFalse(program.stderr().contains("WARNING"), program.stderr());
        }
    }

    @Test
    void saysWhatIsWrongAsTheProgramDoes() throws Exception {
        try (BuiltProgram program = start("call", "get_contact", "José")) {
            assertEquals(2, program.exitCode());
            assertTrue(program.stderr().contains("got 'José'"), program.stderr());
        }
    }

    /// The build leaves out classes that nothing names, and packages of libraries that nothing here calls.
    @Test
    void holdsWhatItsClassesCallAndWhatTheyNameInText() throws IOException {
        try (JarFile file = new JarFile(BUILT.toFile())) {
            List<NamedClass> missing = NamedClass.in(file, "jar")
                    .filter(named -> file.getEntry(named.name() + ".class") == null)
                    .filter(named -> !LEFT_OUT.matcher(named.name()).lookingAt())
                    .toList();
            assertEquals(List.of(), missing);
        }
    }

    private BuiltProgram start(String... arguments) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(java.toString(), "-jar", jar.toString()));
        command.addAll(List.of(arguments));
        return BuiltProgram.start(null, Map.of("LC_ALL", "C.UTF-8", "HOME", folder.toString()), command);
    }
}
