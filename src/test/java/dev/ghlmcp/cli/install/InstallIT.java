package dev.ghlmcp.cli.install;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.api.SampleAccount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// `ghl-mcp install` and `uninstall`, the built program, and the clients' files.
class InstallIT extends ClientsHome {
    private static final Path SAMPLES = Path.of("src/test/resources/clients");

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
        assertTrue(run("", "install", "n8n").out().contains("umask 077"));
        Run token = run(TOKEN, "install", "n8n", "--token-stdin");
        assertEquals(2, token.exit(), token.out());
        assertTrue(token.err().contains("n8n starts no programs, so there is no entry for --token-stdin"), token.err());
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

    /// A link whose target is gone could not be written through again.
    @ParameterizedTest
    @CsvSource({"cursor, .cursor/mcp.json, {}", "codex, .codex/config.toml, ''"})
    void aFileBehindALinkStaysWhenItHoldsNothingMore(String client, String file, String left) throws Exception {
        Path real = Files.writeString(home.resolve("dotfile"), "");
        Path link = Files.createSymbolicLink(home.resolve(file), real);
        assertEquals(0, run("", "install", client, "--sandbox").exit());
        Run gone = run("", "uninstall", client);
        assertEquals(0, gone.exit(), gone.err());
        assertFalse(gone.out().contains("is removed"), gone.out());
        assertTrue(Files.isSymbolicLink(link));
        assertEquals(left, Files.readString(real).strip());
        assertEquals(0, run("", "install", client, "--sandbox").exit());
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

    @Test
    void uninstallLeavesNothingBehindThatInstallMade() throws Exception {
        Path cursor = home.resolve(".cursor/mcp.json");
        for (String tools : List.of("all", "search", "sales", "support", "scheduling")) {
            assertEquals(
                    0,
                    run("", "install", "cursor", "--sandbox", "--tools", tools).exit());
        }
        assertEquals(3, backups(cursor).size());
        Run gone = run("", "uninstall", "cursor");
        assertTrue(gone.out().contains("held nothing else and is removed"), gone.out());
        assertTrue(gone.out().contains("Cursor is running, it may keep the server"), gone.out());
        assertFalse(gone.out().contains("switch the server on"), gone.out());
        assertFalse(gone.out().contains("The program's copy stays"), gone.out());
        assertFalse(Files.exists(cursor));
        assertEquals(1, backups(cursor).size());

        Path gemini = Files.writeString(home.resolve(".gemini/settings.json"), "{\"theme\": \"dark\"}\n");
        assertEquals(0, run("", "install", "gemini-cli", "--sandbox").exit());
        assertEquals(0, run("", "uninstall", "gemini-cli").exit());
        assertEquals("{\"theme\": \"dark\"}\n", Files.readString(gemini));
        Path copy = Files.createDirectories(home.resolve(".local/share/ghl-mcp/program"));
        Files.writeString(copy.resolve("modules"), "x".repeat(1_500_000));
        assertEquals(0, run("", "install", "codex", "--sandbox").exit());
        assertTrue(run("", "uninstall", "codex").out().contains("The program's copy stays in " + copy + " (2 MB)"));
        assertFalse(Files.exists(home.resolve(".codex/config.toml")));
    }

    @Test
    void whatAPersonAddedToTheArgumentsStays() throws Exception {
        Path file = home.resolve(".cursor/mcp.json");
        Files.writeString(file, """
                {"mcpServers": {"gohighlevel": {"command": "/old/bin/ghl-mcp",
                  "args": ["--config", "/my.yaml", "stdio", "--location-id", "mine"]}}}
                """);
        assertEquals(0, run("", "install", "cursor").exit());
        assertEquals(List.of("stdio", "--config", "/my.yaml", "--location-id", "mine"), arguments(file));
        assertEquals(0, run("", "install", "cursor", "--location-id", "another").exit());
        assertEquals(List.of("stdio", "--config", "/my.yaml"), arguments(file));
        assertEquals("another", environment(file).path("GHL_LOCATION_ID").asString());
    }

    /// The folder of its servers comes with the first of them.
    @Test
    void junieIsThereWithoutAServer() throws Exception {
        Files.delete(home.resolve(".junie/mcp"));
        assertEquals(0, run("", "install", "junie", "--sandbox").exit());
        assertTrue(Files.exists(home.resolve(".junie/mcp/mcp.json")));
    }

    @Test
    void theSandboxHasItsOwnAccount() throws Exception {
        Run elsewhere = run("", "install", "cursor", "--sandbox", "--location-id", "nope");
        assertEquals(2, elsewhere.exit(), elsewhere.out());
        assertTrue(
                elsewhere.err().contains("works on its sub-account HarborDentalLocation, not on nope"),
                elsewhere.err());
        assertFalse(Files.exists(home.resolve(".cursor/mcp.json")));
        Run call = run("", "call", "search_contacts", "--sandbox", "--base-url", "https://crm.example");
        assertEquals(2, call.exit());
        assertTrue(call.err().contains("nothing would go to https://crm.example"), call.err());
        String own = SampleAccount.LOCATION_ID;
        assertEquals(
                0,
                run("", "call", "search_contacts", "--sandbox", "--location-id", own)
                        .exit());
    }

    private static List<String> arguments(Path file) throws IOException {
        return Json.MAPPER
                .readTree(Files.readString(file))
                .at("/mcpServers/gohighlevel/args")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }
}
