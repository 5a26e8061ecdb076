package dev.ghlmcp.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// `ghl-mcp install` and `uninstall`, the built program, in a home folder of its own.
class InstallIT {
    private static final Path SAMPLES = Path.of("src/test/resources/clients");
    private static final String TOKEN = "pit-secret-of-the-person";

    @TempDir
    private Path home;

    /// Further variables of the shell.
    private final Map<String, String> surroundings = new LinkedHashMap<>();

    private record Run(int exit, String out, String err) {}

    @BeforeEach
    void clientsAreThere() throws IOException {
        for (String folder : List.of(
                ".config/Claude",
                ".config/Code/User",
                ".cursor",
                ".codeium/windsurf",
                ".gemini",
                ".codex",
                ".config/zed",
                ".lmstudio",
                ".junie/mcp")) {
            Files.createDirectories(home.resolve(folder));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "claude-desktop, claude-desktop.json, .config/Claude/claude_desktop_config.json, mcpServers",
        "claude-code, claude-code.json, .claude.json, mcpServers",
        "cursor, cursor.json, .cursor/mcp.json, mcpServers",
        "vscode, vscode.json, .config/Code/User/mcp.json, servers",
        "windsurf, windsurf.json, .codeium/windsurf/mcp_config.json, mcpServers",
        "gemini-cli, gemini-cli.json, .gemini/settings.json, mcpServers",
        "codex, codex.toml, .codex/config.toml, mcp_servers",
        "zed, zed.json, .config/zed/settings.json, context_servers",
        "lm-studio, lm-studio.json, .lmstudio/mcp.json, mcpServers",
        "junie, junie.json, .junie/mcp/mcp.json, mcpServers"
    })
    void installsIntoEachClientAndOutAgain(String client, String sample, String file, String key) throws Exception {
        Path config = Files.copy(SAMPLES.resolve(sample), home.resolve(file));
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r-----"));
        byte[] before = Files.readAllBytes(config);

        Run dry = run("", "install", client, "--sandbox", "--dry-run");
        assertEquals(0, dry.exit(), dry.err());
        assertTrue(dry.out().contains("+") && dry.out().contains("Nothing was written."), dry.out());
        assertArrayEquals(before, Files.readAllBytes(config));
        assertEquals(List.of(), backups(config));

        Run installed = run("", "install", client, "--sandbox");
        assertEquals(0, installed.exit(), installed.err());
        assertFalse(installed.out().contains("somebody-elses-secret"), installed.out());
        String text = Files.readString(config);
        assertTrue(text.contains('"' + BuiltProgram.launcher().toRealPath().toString() + '"'), text);
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(config)));
        Path backup = backups(config).getFirst();
        assertArrayEquals(before, Files.readAllBytes(backup));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)));

        Run again = run("", "install", client, "--sandbox");
        assertTrue(again.out().contains("has this server already"), again.out());
        assertEquals(1, backups(config).size());

        Run gone = run("", "uninstall", client);
        assertEquals(0, gone.exit(), gone.err());
        assertArrayEquals(before, Files.readAllBytes(config));
        assertTrue(run("", "uninstall", client).out().contains("has no server gohighlevel"));
    }

    @Test
    void theTokenIsKeptBesideAndTheEntryStartsAServerThatUsesIt() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
            Run run = run(
                    SampleAccount.LOCATION_TOKEN + "\n",
                    "install",
                    "claude-desktop",
                    "--token-stdin",
                    "--location-id",
                    SampleAccount.LOCATION_ID,
                    "--base-url",
                    sandbox.uri().toString());
            assertEquals(0, run.exit(), run.err());
            assertFalse((run.out() + run.err()).contains(SampleAccount.LOCATION_TOKEN), run.out());
            Path config = home.resolve(".config/Claude/claude_desktop_config.json");
            assertFalse(Files.readString(config).contains(SampleAccount.LOCATION_TOKEN));
            Path selected = home.resolve(".config/ghl-mcp/gohighlevel.token");
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(selected)));

            JsonNode entry = Json.MAPPER.readTree(Files.readString(config)).at("/mcpServers/gohighlevel");
            Map<String, String> variables = new LinkedHashMap<>();
            entry.path("env")
                    .properties()
                    .forEach(variable ->
                            variables.put(variable.getKey(), variable.getValue().asString()));
            assertEquals(selected.toString(), variables.get("GHL_TOKEN_FILE"));
            String[] arguments =
                    entry.path("args").valueStream().map(JsonNode::asString).toArray(String[]::new);
            try (BuiltProgram server = BuiltProgram.start(variables, arguments)) {
                server.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
                        + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}");
                assertTrue(server.next().contains("\"protocolVersion\""));
                server.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
                server.send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":"
                        + "\"search_contacts\",\"arguments\":{\"pageLimit\":1}}}");
                String answer = server.next();
                assertTrue(answer.contains("\"isError\":false"), answer);
            }
        }
        Run other = run("", "install", "cursor");
        assertTrue(Files.readString(home.resolve(".cursor/mcp.json")).contains("gohighlevel.token"), other.out());
        Run removed = run("", "uninstall", "cursor", "--forget-token");
        assertEquals(0, removed.exit(), removed.err());
        assertFalse(Files.exists(home.resolve(".config/ghl-mcp/gohighlevel.token")));
    }

    @Test
    void doctorAndCallUseWhatInstallStored() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
            String url = sandbox.uri().toString();
            Run run = run(
                    SampleAccount.LOCATION_TOKEN,
                    "install",
                    "cursor",
                    "--token-stdin",
                    "--location-id",
                    SampleAccount.LOCATION_ID,
                    "--base-url",
                    url);
            assertEquals(0, run.exit(), run.err());
            assertFalse(run.out().contains("No sub-account is named"), run.out());
            Run doctor = run("", "doctor");
            assertEquals(0, doctor.exit(), doctor.out() + doctor.err());
            assertTrue(doctor.out().contains("Harbor Dental"), doctor.out());
            assertTrue(doctor.out().contains("what install stored in " + home), doctor.out());
            assertEquals(0, run("", "call", "search_contacts", "pageLimit=1").exit());
            Run elsewhere = run("", "call", "search_contacts", "--base-url", "http://127.0.0.1:1");
            assertTrue(elsewhere.err().contains("GHL_TOKEN"), "no token goes where it was not stored for");
            assertTrue(
                    elsewhere.err().contains("is for " + url + " and is not used for http://127.0.0.1:1"),
                    elsewhere.err());
            assertEquals(
                    0,
                    run("", "call", "search_contacts", "pageLimit=1", "--base-url", url)
                            .exit());
            assertEquals(0, run("", "uninstall", "cursor", "--forget-token").exit());
            assertEquals(2, run("", "doctor").exit());
        }
    }

    @Test
    void whatIsHardlyATokenOrLacksASubAccountIsSaid() throws Exception {
        Run odd = run("not-a-token", "install", "cursor", "--token-stdin");
        assertEquals(0, odd.exit(), odd.err());
        assertTrue(odd.out().contains("does not begin with pit-"), odd.out());
        assertTrue(odd.out().contains("No sub-account is named"), odd.out());
        for (String token : List.of("\"pit-x\"", "Bearer pit-x")) {
            Run wrong = run(token, "install", "cursor", "--token-stdin");
            assertEquals(1, wrong.exit(), wrong.out());
            assertTrue(wrong.err().contains("give the token alone"), wrong.err());
        }
    }

    @Test
    void aTokenIsTriedBeforeAnythingIsWritten() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
            String url = sandbox.uri().toString();
            String[] plain = {"install", "cursor", "--token-stdin", "--base-url", url};
            String[] located = {
                "install", "cursor", "--token-stdin", "--base-url", url, "--location-id", SampleAccount.LOCATION_ID
            };
            for (String[] command : List.of(plain, located)) {
                Run unknown = run("pit-unknown", command);
                assertEquals(1, unknown.exit(), unknown.out());
                assertTrue(unknown.err().contains("HighLevel does not know this token"), unknown.err());
                assertEquals(1, unknown.err().lines().count(), unknown.err());
            }
            Run elsewhere = run(
                    SampleAccount.LOCATION_TOKEN,
                    "install",
                    "cursor",
                    "--token-stdin",
                    "--base-url",
                    url,
                    "--location-id",
                    SampleAccount.SECOND_LOCATION_ID);
            assertEquals(1, elsewhere.exit(), elsewhere.out());
            assertTrue(elsewhere.err().contains("does not open the sub-account"), elsewhere.err());
            assertFalse(Files.exists(home.resolve(".cursor/mcp.json")));
            assertFalse(Files.exists(home.resolve(".config/ghl-mcp/gohighlevel.token")));
            Run good = run(SampleAccount.LOCATION_TOKEN, located);
            assertEquals(0, good.exit(), good.err());
            assertTrue(good.out().contains("opens Harbor Dental (" + SampleAccount.LOCATION_ID + ")"), good.out());
        }
        Run away = run("pit-x", "install", "cursor", "--token-stdin", "--base-url", "http://127.0.0.1:1");
        assertEquals(0, away.exit(), away.err());
        assertTrue(away.out().contains("The token could not be tried: HighLevel could not be reached"), away.out());
    }

    @Test
    void aClientGetsAsManyToolsAsItTakes() throws Exception {
        Run cursor = run("", "install", "cursor", "--sandbox");
        assertTrue(cursor.out().contains("Cursor takes 40 tools"), cursor.out());
        Path file = home.resolve(".cursor/mcp.json");
        assertEquals("search", environment(file).path("GHL_TOOLS_SURFACE").asString());
        assertTrue(run("", "install", "cursor", "--sandbox").out().contains("has this server already"));
        Run sales = run("", "install", "cursor", "--sandbox", "--tools", "sales");
        assertTrue(sales.out().contains("choose fewer with --tools"), sales.out());
        assertEquals("list", environment(file).path("GHL_TOOLS_SURFACE").asString());
        assertEquals("sales", environment(file).path("GHL_TOOLS_PRESET").asString());
        Run vscode = run("", "install", "vscode", "--sandbox");
        assertTrue(vscode.out().contains("VS Code takes 128 tools"), vscode.out());
        assertFalse(Files.readString(home.resolve(".config/Code/User/mcp.json")).contains("GHL_TOOLS"));
    }

    @Test
    void clientsWithoutAFileGetATextToPaste() throws Exception {
        Run jetbrains = run("", "install", "jetbrains", "--sandbox");
        assertEquals(0, jetbrains.exit(), jetbrains.err());
        String json = jetbrains.out().substring(jetbrains.out().indexOf('{'));
        assertEquals(
                "stdio",
                Json.MAPPER.readTree(json).at("/mcpServers/gohighlevel/args/0").asString());
        assertTrue(run("", "uninstall", "jetbrains").out().contains("has no file to edit"));
        assertTrue(run("", "install", "chatgpt").out().contains("https://YOUR-HOST/mcp"));
        assertTrue(run("", "install", "n8n").out().contains("host.docker.internal"));
    }

    private static JsonNode environment(Path file) throws IOException {
        return Json.MAPPER.readTree(Files.readString(file)).at("/mcpServers/gohighlevel/env");
    }

    @Test
    void aByteOrderMarkIsSaidAndTakenOut() throws Exception {
        Path config = Files.writeString(home.resolve(".cursor/mcp.json"), "\uFEFF{\"mcpServers\": {}}\n");
        Run dry = run("", "install", "cursor", "--sandbox", "--dry-run");
        assertTrue(dry.out().contains("byte order mark") && dry.out().contains("would be removed"), dry.out());
        Run run = run("", "install", "cursor", "--sandbox");
        assertEquals(0, run.exit(), run.err());
        assertTrue(run.out().contains("byte order mark") && run.out().contains("is removed"), run.out());
        assertTrue(Files.readString(config).startsWith("{"));
        assertTrue(Files.readString(backups(config).getFirst()).startsWith("\uFEFF"));
    }

    @Test
    void aNewTokenReplacesTheOldOneAndNothingElse() throws Exception {
        Path config = home.resolve(".config/Claude/claude_desktop_config.json");
        Files.writeString(config, """
                {"mcpServers": {"gohighlevel": {"command": "/old/bin/ghl-mcp", "args": ["stdio"], "disabled": false,
                  "env": {"GHL_TOKEN": "pit-in-the-clear", "GHL_TOOLS_PRESET": "sales"}}}}
                """);
        Run run = run(TOKEN, "install", "claude-desktop", "--token-stdin");
        assertEquals(0, run.exit(), run.err());
        assertFalse(run.out().contains("pit-in-the-clear") || run.out().contains(TOKEN), run.out());
        JsonNode entry = Json.MAPPER.readTree(Files.readString(config)).at("/mcpServers/gohighlevel");
        assertEquals("sales", entry.path("env").path("GHL_TOOLS_PRESET").asString());
        assertTrue(entry.path("disabled").isBoolean());
        assertTrue(entry.path("env").path("GHL_TOKEN").isMissingNode());
        Path selected = home.resolve(".config/ghl-mcp/gohighlevel.token");
        assertEquals(TOKEN + "\n", Files.readString(selected));
        Path own = Files.writeString(home.resolve("own.yaml"), "tools: {preset: sales}\n");
        assertEquals(
                0,
                run("pit-another", "install", "claude-desktop", "--token-stdin", "--config", own.toString())
                        .exit());
        assertEquals("pit-another\n", Files.readString(selected));
        JsonNode both = Json.MAPPER.readTree(Files.readString(config)).at("/mcpServers/gohighlevel/env");
        assertEquals(own.toString(), both.path("GHL_CONFIG").asString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"mcpServers\": {\"a\": {}         | is not valid JSON (line 1",
                "{\"mcpServers\": []}                | not an object",
                "[]                                  | does not hold a JSON object",
                "{\"mcpServers\": {\"gohighlevel\": {\"command\": \"npx\"}}} | starts another program"
            })
    void leavesAFileAloneThatItCannotEdit(String text, String sentence) throws Exception {
        Path config = Files.writeString(home.resolve(".cursor/mcp.json"), text);
        for (String verb : List.of("install", "uninstall")) {
            Run run = run(TOKEN, verb, "cursor");
            assertEquals(1, run.exit(), run.out());
            assertTrue(run.err().startsWith("ghl-mcp: " + config) && run.err().contains(sentence), run.err());
            assertEquals(1, run.err().lines().count(), run.err());
            assertEquals(text, Files.readString(config));
        }
        assertEquals(1, run(TOKEN, "install", "cursor", "--token-stdin").exit());
        assertFalse(
                Files.exists(home.resolve(".config/ghl-mcp/gohighlevel.token")),
                "no token of a server that is not there");
    }

    @Test
    void leavesReadOnlyAndForeignFilesAlone() throws Exception {
        Path config = Files.writeString(home.resolve(".cursor/mcp.json"), "{}");
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("r--r--r--"));
        Run locked = run("", "install", "cursor", "--sandbox");
        assertEquals(1, locked.exit());
        assertTrue(locked.err().contains("is read-only, so it is as it was"), locked.err());
        assertEquals(List.of(), backups(config));
        Files.delete(config);
        Files.write(config, "{\"a\": \"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(run("", "install", "cursor").err().contains("is not in UTF-8"));
        Files.delete(config);
        Files.createDirectory(config);
        assertTrue(run("", "install", "cursor").err().contains("is not a file"));
        Files.delete(config);
        Files.delete(home.resolve(".cursor"));
        assertTrue(run("", "install", "cursor").err().contains("Cursor does not seem to be installed"));
    }

    @Test
    void aTokenStaysIfTheClientsFileCannotBeWritten() throws Exception {
        assertEquals(0, run(TOKEN, "install", "cursor", "--token-stdin").exit());
        Path kept = home.resolve(".config/ghl-mcp/gohighlevel.token");
        Path config = home.resolve(".cursor/mcp.json");
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("r--r--r--"));
        Run locked = run("pit-the-next", "install", "cursor", "--token-stdin", "--location-id", "abc");
        assertEquals(1, locked.exit(), locked.out());
        assertEquals("", locked.out());
        assertTrue(locked.err().contains("is read-only"), locked.err());
        assertEquals(TOKEN + "\n", Files.readString(kept));
        Run unwritable = run("pit-the-next", "install", "cursor", "--token-stdin", "--file", "/proc/mcp.json");
        assertEquals(1, unwritable.exit(), unwritable.out());
        assertEquals("", unwritable.out());
        assertTrue(unwritable.err().contains("cannot be written"), unwritable.err());
        assertEquals(TOKEN + "\n", Files.readString(kept));
    }

    @Test
    void aSecondClientGetsTheAccountAndTheTokenGoesNowhereElse() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
            String url = sandbox.uri().toString();
            surroundings.put("GHL_LOCATION_ID", SampleAccount.LOCATION_ID);
            surroundings.put("HTTPS_PROXY", "http://anna:hidden@127.0.0.1:1");
            Run first = run(SampleAccount.LOCATION_TOKEN, "install", "cursor", "--token-stdin", "--base-url", url);
            assertEquals(0, first.exit(), first.err());
            assertTrue(first.out().contains("HTTPS_PROXY is set here and not written"), first.out());
            assertFalse(first.out().contains("hidden"), first.out());
            surroundings.clear();
            Run second = run("", "install", "windsurf");
            assertEquals(0, second.exit(), second.err());
            for (String file : List.of(".cursor/mcp.json", ".codeium/windsurf/mcp_config.json")) {
                JsonNode entry = environment(home.resolve(file));
                assertEquals(
                        SampleAccount.LOCATION_ID, entry.path("GHL_LOCATION_ID").asString(), file);
                assertEquals(url, entry.path("GHL_BASE_URL").asString(), file);
            }
            surroundings.put("GHL_BASE_URL", "http://127.0.0.1:1");
            Run elsewhere = run("", "install", "junie");
            assertEquals(1, elsewhere.exit(), elsewhere.out());
            assertTrue(elsewhere.err().contains("does not go to http://127.0.0.1:1"), elsewhere.err());
            assertFalse(Files.exists(home.resolve(".junie/mcp/mcp.json")));
        }
    }

    @Test
    void anAgencysTokenIsNoSubAccounts() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
            Run run = run(
                    SampleAccount.AGENCY_TOKEN,
                    "install",
                    "cursor",
                    "--token-stdin",
                    "--base-url",
                    sandbox.uri().toString(),
                    "--location-id",
                    SampleAccount.LOCATION_ID);
            assertEquals(1, run.exit(), run.out());
            assertTrue(run.err().contains("This is the agency's token"), run.err());
            assertFalse(Files.exists(home.resolve(".cursor/mcp.json")));
        }
    }

    @Test
    void theBuiltProgramHasTheFileThatTellsBuildsApart() {
        assertTrue(Files.exists(BuiltProgram.launcher().resolveSibling("../runtime/lib/modules")));
    }

    /// Thirty megabytes of small values take more memory than the program has.
    @Test
    void saysThatAFileIsTooLarge() throws Exception {
        Path config = home.resolve(".cursor/mcp.json");
        for (int pairs : List.of(10_000_000, 13_000_000)) {
            byte[] huge = ("{\"a\": [" + "{},".repeat(pairs) + "1]}").getBytes(StandardCharsets.UTF_8);
            Files.write(config, huge);
            Run run = run("", "install", "cursor", "--sandbox");
            assertEquals(1, run.exit(), run.out());
            assertTrue(run.err().contains(" too large ") || run.err().contains(" larger than "), run.err());
            assertEquals(1, run.err().lines().count(), run.err());
            assertArrayEquals(huge, Files.readAllBytes(config));
        }
    }

    @Test
    void writesThroughALinkAndMakesWhatIsMissing() throws Exception {
        Path real = Files.writeString(home.resolve("dotfiles.json"), "");
        Path link = Files.createSymbolicLink(home.resolve(".cursor/mcp.json"), Path.of("../dotfiles.json"));
        assertEquals(0, run("", "install", "cursor", "--sandbox").exit());
        assertTrue(Files.isSymbolicLink(link));
        assertTrue(Files.readString(real).contains("\"gohighlevel\""));
        Path project = home.resolve("shop/.vscode/mcp.json");
        assertEquals(
                0,
                run("", "install", "vscode", "--sandbox", "--file", project.toString())
                        .exit());
        assertEquals(
                "stdio",
                Json.MAPPER
                        .readTree(Files.readString(project))
                        .at("/servers/gohighlevel/type")
                        .asString());
    }

    @Test
    void saysWhatIsWrongWithACommandLine() throws Exception {
        assertEquals(2, run("", "install", "emacs").exit());
        assertTrue(run("", "install", "emacs").err().contains("claude-desktop, claude-code, cursor, vscode"));
        assertEquals(2, run("", "install", "cursor", "--name", "a b").exit());
        assertEquals(
                2, run("", "install", "cursor", "--sandbox", "--token-stdin").exit());
        assertEquals(2, run("", "install").exit());
        assertTrue(run("two words", "install", "cursor", "--token-stdin").err().contains("give the token alone"));
        assertTrue(run("", "install", "cursor", "--token-stdin").err().contains("held no token"));
    }

    private static List<Path> backups(Path config) throws IOException {
        try (Stream<Path> files = Files.list(config.getParent())) {
            return files.filter(file -> file.toString().endsWith(".bak"))
                    .sorted()
                    .toList();
        }
    }

    private Run run(String input, String... arguments) throws Exception {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("HOME", home.toString());
        environment.put("XDG_CONFIG_HOME", home.resolve(".config").toString());
        environment.put("CLAUDE_CONFIG_DIR", "");
        environment.put("XDG_DATA_HOME", "");
        environment.put("CODEX_HOME", "");
        environment.putAll(surroundings);
        List<String> words = new ArrayList<>(List.of(arguments));
        if (words.getFirst().equals("install")) {
            words.add("--in-place");
            if (!words.contains("--base-url")) {
                // No test may ask the real HighLevel.
                words.add("--no-check");
            }
        }
        try (BuiltProgram program = BuiltProgram.start(environment, words.toArray(String[]::new))) {
            program.send(input.getBytes(StandardCharsets.UTF_8));
            program.endInput();
            String out = String.join("\n", program.rest());
            return new Run(program.exitCode(), out, program.stderr());
        }
    }
}
