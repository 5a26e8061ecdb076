package dev.ghlmcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The npm packages, packed and installed by npm from their files without a network, and started where Node.js is all
/// that the PATH has. An older Node.js starts the program beside itself, a newer one becomes it.
class NpmIT {
    private static final Path BUILT = BuiltProgram.launcher().getParent().getParent();
    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
            "clientInfo":{"name":"raw","version":"1"}}}""";
    private static final String CALL = """
            {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"search_contacts","arguments":\
            {"query":"lighthouse"}}}""";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void install() throws Exception {
        Path packages = folder.resolve("packages");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        run(
                Path.of("").toAbsolutePath(),
                java,
                "src/package/NpmPackages.java",
                BUILT.toString(),
                packages.toString(),
                "0.1.0",
                "owner",
                "UNLICENSED");
        Path app = Files.createDirectory(folder.resolve("José's own folder"));
        List<String> command = new ArrayList<>(List.of("npm", "install", "--offline", "--no-audit", "--no-fund"));
        command.addAll(List.of("--cache", folder.resolve("cache").toString()));
        for (Path each : files(packages)) {
            run(packages, "npm", "pack", each.toString(), "--silent");
        }
        try (Stream<Path> packed = Files.list(packages)) {
            packed.filter(file -> file.toString().endsWith(".tgz"))
                    .map(Path::toString)
                    .forEach(command::add);
        }
        run(app, command.toArray(String[]::new));
    }

    @Test
    void everyFileOfTheProgramIsInstalled() throws Exception {
        List<String> expected = below(BUILT);
        expected.add("package.json");
        assertEquals(expected.stream().sorted().toList(), below(program()));
        JsonNode main = Json.MAPPER.readTree(Files.readString(scope().resolve("ghl-mcp/package.json")));
        JsonNode own = Json.MAPPER.readTree(Files.readString(program().resolve("package.json")));
        assertEquals(5, main.path("optionalDependencies").size());
        assertEquals(
                own.path("version"),
                main.path("optionalDependencies").path(own.path("name").asString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"the one in the PATH", "22"})
    void answersWithItsCacheAndEndsAsTheProgramDoes(String version) throws Exception {
        Map<String, String> variables = variables(version);
        variables.putAll(DistributionIT.strict(folder, program()));
        try (BuiltProgram started = start(variables, "stdio", "--sandbox")) {
            started.send(INITIALIZE);
            started.next();
            started.send(CALL);
            JsonNode result = Json.MAPPER.readTree(started.next()).path("result");
            assertFalse(result.path("isError").asBoolean(), result.toString());
            assertEquals(
                    "Lighthouse Coffee Roasters",
                    result.at("/structuredContent/contacts/0/companyName").asString(),
                    result.toString());
            started.endInput();
            assertEquals(0, started.exitCode(), started.stderr());
            assertTrue(started.stderr().matches("search_contacts .*\n"), started.stderr());
        }
        try (BuiltProgram started = start(variables, "stdio", "--sandbox")) {
            started.send(INITIALIZE);
            started.next();
            started.terminate();
            assertEquals(143, started.exitCode(), started.stderr());
        }
        try (BuiltProgram started = start(variables, "call", "get_contact", "two  words")) {
            assertEquals(2, started.exitCode(), started.stderr());
            assertTrue(started.stderr().contains("got 'two  words'"), started.stderr());
        }
    }

    @Test
    void withoutTheOptionalPackageItSaysWhatToDo() throws Exception {
        Path hidden = Files.move(program(), folder.resolve("hidden"));
        try (BuiltProgram started = start(variables("the one in the PATH"), "--version")) {
            assertEquals(1, started.exitCode());
            String error = started.stderr();
            assertTrue(
                    error.startsWith(
                            "ghl-mcp: @owner/" + hidden.getFileName().toString().replace("hidden", "ghl-mcp-")),
                    error);
            assertTrue(error.contains("npm install @owner/ghl-mcp-"), error);
            assertEquals(1, error.lines().count(), error);
        } finally {
            Files.move(hidden, program());
        }
    }

    private static Path scope() {
        return folder.resolve("José's own folder/node_modules/@owner");
    }

    private static Path program() throws IOException {
        String arch = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
        String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
        return scope().resolve("ghl-mcp-" + system + "-" + arch);
    }

    private static BuiltProgram start(Map<String, String> variables, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(scope().resolveSibling(".bin/ghl-mcp").toString()));
        command.addAll(List.of(arguments));
        return BuiltProgram.start(null, variables, command);
    }

    /// A PATH with nothing but this Node.js.
    private static Map<String, String> variables(String version) throws IOException, InterruptedException {
        Path node;
        if (version.equals("22")) {
            NodePackage converters = NodePackage.of("converters");
            String trouble = converters.install();
            assumeTrue(trouble == null, trouble);
            node = converters.home().resolve("node_modules/.bin/node").toRealPath();
        } else {
            node = Path.of(run(folder, "node", "-p", "process.execPath").strip());
        }
        Path path = Files.createDirectories(folder.resolve("path " + version));
        if (Files.notExists(path.resolve("node"))) {
            Files.createSymbolicLink(path.resolve("node"), node);
        }
        return new HashMap<>(Map.of("PATH", path.toString()));
    }

    private static List<Path> files(Path below) throws IOException {
        try (Stream<Path> files = Files.list(below)) {
            return files.sorted().toList();
        }
    }

    private static List<String> below(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return new ArrayList<>(files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList());
        }
    }

    private static String run(Path directory, String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectError(folder.resolve("errors").toFile())
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "the npm packages are not tested: " + command[0] + " is not in the PATH");
            throw e;
        }
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), command[0] + " did not end");
        assertEquals(0, process.exitValue(), () -> text + folder.resolve("errors"));
        return text;
    }
}
