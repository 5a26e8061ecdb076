package dev.ghlmcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The MCPB bundle, packed by the profile's program, judged and unpacked by the official tool, and started where no
/// Java is; and the entry for the registry.
class BundleIT {
    private static final Path BUILT = BuiltProgram.launcher().getParent().getParent();
    private static final NodePackage MCPB = NodePackage.of("mcpb");
    private static final Set<String> VARIABLES =
            Arrays.stream(Setting.values()).map(Setting::variable).collect(Collectors.toSet());
    private static Path bundle;

    @TempDir
    private Path folder;

    @BeforeAll
    static void pack() throws Exception {
        String packed = run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "src/package/Packages.java",
                BUILT.toString(),
                "0.1.0",
                "owner",
                "UNLICENSED",
                "https://example.com/ghl-mcp/v0.1.0"));
        bundle = Path.of(packed.substring(0, packed.indexOf(',')));
        System.out.print(packed);
    }

    @Test
    void isNoLargerThanPeopleExpect() throws IOException {
        long installed = 0;
        try (Stream<Path> files = Files.walk(BUILT)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                installed += Files.size(file);
            }
        }
        assertTrue(Files.size(bundle) <= 40_000_000, "the bundle has " + Files.size(bundle) + " bytes");
        assertTrue(installed <= 120_000_000, "installed it has " + installed + " bytes");
    }

    @Test
    void theOfficialToolAcceptsItAndItsServerAnswersWithoutAnyJava() throws Exception {
        String trouble = MCPB.install();
        assumeTrue(trouble == null, trouble);
        Path unpacked = folder.resolve("José's own folder");
        mcpb("unpack", bundle.toString(), unpacked.toString());
        String verdict = mcpb("validate", unpacked.resolve("manifest.json").toString());
        System.out.print(verdict);
        assertTrue(verdict.contains("Manifest schema validation passes!"), verdict);

        JsonNode manifest = Json.MAPPER.readTree(Files.readString(unpacked.resolve("manifest.json")));
        JsonNode start = manifest.at("/server/mcp_config");
        String command = start.path("command").asString().replace("${__dirname}", unpacked.toString());
        assertEquals(unpacked.resolve(manifest.at("/server/entry_point").asString()), Path.of(command));
        String answer = run(
                Files.writeString(folder.resolve("input"), """
                {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
                "capabilities":{},"clientInfo":{"name":"bundle","version":"1"}}}
                """),
                Map.of("PATH", "/nowhere"),
                List.of(command, start.at("/args/0").asString()));
        System.out.println(answer.lines().findFirst().orElse("").replaceAll("(.{200}).*", "$1..."));
        assertEquals(
                "ghl-mcp",
                Json.MAPPER.readTree(answer).at("/result/serverInfo/name").asString(),
                answer);
    }

    /// A cache that the runtime refuses goes unnoticed otherwise.
    @Test
    void itsCacheIsUsedAfterUnpacking() throws Exception {
        assumeTrue(MCPB.install() == null, "needs npm");
        mcpb("unpack", bundle.toString(), folder.resolve("u").toString());
        Map<String, String> strict = new HashMap<>(DistributionIT.strict(folder, folder.resolve("u/server")));
        strict.put("PATH", "/nowhere");
        String version = run(Path.of("/dev/null"), strict, List.of(folder + "/u/server/bin/ghl-mcp", "--version"));
        assertTrue(version.contains("ghl-mcp 0.1.0"), version);
    }

    /// With another tool, as clients have their own: the programs stay programs.
    @Test
    void itsProgramsStayExecutable() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/unzip")), "needs unzip");
        run(List.of("/usr/bin/unzip", "-q", bundle.toString(), "-d", folder.toString()));
        for (String program : List.of("bin/ghl-mcp", "runtime/bin/java", "runtime/lib/jspawnhelper")) {
            assertEquals(
                    "rwxr-xr-x",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(
                            folder.resolve("server").resolve(program))));
        }
        assertEquals(files(BUILT), files(folder.resolve("server")));
    }

    @Test
    void theManifestNamesAllToolsAndKeepsTokensSecret() throws Exception {
        JsonNode manifest;
        try (ZipFile zip = new ZipFile(bundle.toFile())) {
            manifest = Json.MAPPER.readTree(zip.getInputStream(zip.getEntry("manifest.json")));
        }
        assertEquals(
                ToolView.load().listed().stream().sorted().toList(),
                manifest.path("tools")
                        .valueStream()
                        .map(tool -> tool.path("name").asString())
                        .sorted()
                        .toList());
        manifest.at("/server/mcp_config/env").properties().forEach(variable -> {
            assertTrue(VARIABLES.contains(variable.getKey()), variable.getKey());
            String field = variable.getValue().asString().replaceAll("\\$\\{user_config\\.(.*)}", "$1");
            JsonNode asked = manifest.path("user_config").path(field);
            assertTrue(asked.isObject(), field);
            assertEquals(field.contains("token"), asked.path("sensitive").asBoolean(false), field);
        });
    }

    /// The registry's rules as its schema of 2025-12-11 has them; the schema itself is not ours to keep here.
    @Test
    void theRegistrysEntryKeepsItsRulesAndNamesThisBundle() throws Exception {
        JsonNode server = Json.MAPPER.readTree(Files.readString(BUILT.resolveSibling("server.json")));
        assertNull(unknown(server, "$schema", "name", "title", "description", "version", "repository", "packages"));
        assertEquals("io.github.owner/ghl-mcp", server.path("name").asString());
        int described = server.path("description").asString().length();
        assertTrue(described >= 1 && described <= 100, "description of " + described);
        assertEquals("0.1.0", server.path("version").asString());
        assertEquals(
                List.of("npm", "mcpb"),
                server.path("packages")
                        .valueStream()
                        .map(each -> each.path("registryType").asString())
                        .toList());
        assertEquals("@owner/ghl-mcp", server.at("/packages/0/identifier").asString());
        JsonNode entry = server.at("/packages/1");
        for (JsonNode each : server.path("packages")) {
            judge(each);
        }
        String address = entry.path("identifier").asString();
        assertTrue(address.startsWith("https://") && address.endsWith("/" + bundle.getFileName()), address);
        assertEquals(
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(bundle))),
                entry.path("fileSha256").asString());
    }

    private static void judge(JsonNode entry) {
        assertNull(unknown(
                entry,
                "registryType",
                "identifier",
                "version",
                "fileSha256",
                "runtimeHint",
                "packageArguments",
                "transport",
                "environmentVariables"));
        assertEquals("0.1.0", entry.path("version").asString());
        assertEquals("{\"type\":\"stdio\"}", entry.path("transport").toString());
        for (JsonNode variable : entry.path("environmentVariables")) {
            assertNull(unknown(variable, "name", "description", "isSecret", "default", "choices"));
            String name = variable.path("name").asString();
            assertTrue(VARIABLES.contains(name), name);
            assertEquals(name.contains("TOKEN"), variable.path("isSecret").asBoolean(false), name);
        }
    }

    private static List<String> files(Path below) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> below.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static String unknown(JsonNode object, String... known) {
        return object.propertyNames().stream()
                .filter(name -> !List.of(known).contains(name))
                .findFirst()
                .orElse(null);
    }

    private static String mcpb(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(MCPB.home().resolve("node_modules/.bin/mcpb").toString()), Stream.of(arguments))
                .toList();
        return run(command);
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        return run(Path.of("/dev/null"), System.getenv(), command);
    }

    private static String run(Path input, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("bundle", "out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectOutput(out.toFile())
                .redirectErrorStream(false);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), command + " did not end");
        String text = Files.readString(out);
        Files.delete(out);
        assertEquals(0, process.exitValue(), command + ": " + text + errors);
        return text;
    }
}
