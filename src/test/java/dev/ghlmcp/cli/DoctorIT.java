package dev.ghlmcp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.secret.PrivateFiles;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `ghl-mcp doctor`, the built program, on accounts in good and in bad health.
class DoctorIT {
    private record Run(int exit, String out, String err) {
        /// What the JSON says of each thing, after its state.
        Map<String, String> findings() {
            Map<String, String> findings = new TreeMap<>();
            for (JsonNode finding : Json.MAPPER.readTree(out).path("findings")) {
                findings.put(
                        finding.path("what").asString(),
                        finding.path("state").asString() + ": "
                                + finding.path("says").asString());
            }
            return findings;
        }
    }

    @Test
    void theSandboxIsHealthy() throws Exception {
        Run table = run(Map.of(), "doctor", "--sandbox");
        System.out.println(table.out());
        assertEquals(0, table.exit(), table.out() + table.err());
        assertTrue(table.out().startsWith("ghl-mcp 0.1.0: healthy"), table.out());
        assertFalse(table.out().contains("BAD"), table.out());

        Run json = run(Map.of(), "doctor", "--sandbox", "--json");
        Map<String, String> findings = json.findings();
        for (ToolDefinition tool : Catalog.load().tools()) {
            String expected = tool.toolset().equals("invoices") ? "note: not tried" : "ok: ";
            assertTrue(findings.get(tool.toolset()).startsWith(expected), tool.toolset() + " in " + findings);
        }
        assertEquals("ok: Harbor Dental (" + SampleAccount.LOCATION_ID + ")", findings.get("location"));
        assertTrue(findings.get("clock").startsWith("ok"), findings.get("clock"));
        JsonNode report = Json.MAPPER.readTree(json.out());
        assertTrue(report.path("healthy").asBoolean());
        assertTrue(
                report.path("requests").asInt() >= 10 && report.path("requests").asInt() <= 20, json.out());
        assertTrue(report.path("latencyMs").isIntegralNumber(), json.out());
    }

    @Test
    void watchesAreCountedAndAStoreThatIsNoneIsBad(@TempDir Path folder) throws Exception {
        String file = folder.resolve("state.db").toString();
        assertTrue(run(Map.of("GHL_STORE_FILE", file), "doctor", "--sandbox", "--json")
                .findings()
                .get("watches")
                .startsWith("ok: nothing is watched"));
        assertFalse(Files.exists(Path.of(file)), "the doctor makes none");
        assertEquals(
                0,
                run(Map.of("GHL_STORE_FILE", file), "watch", "list_calendars", "--sandbox", "--once")
                        .exit());
        assertEquals(
                "ok: " + file + " has 1 watch",
                run(Map.of("GHL_STORE_FILE", file), "doctor", "--sandbox", "--json")
                        .findings()
                        .get("watches"));
        Path other = folder.resolve("notes.txt");
        PrivateFiles.create(
                other, "somebody\'s notes, and more of them ".repeat(50).getBytes(StandardCharsets.UTF_8));
        Run run = run(Map.of("GHL_STORE_FILE", other.toString()), "doctor", "--sandbox", "--json");
        assertEquals(1, run.exit(), run.out() + run.err());
        assertTrue(run.findings().get("watches").startsWith("bad: The store " + other + " is not a store"), run.out());
    }

    @Test
    void aTokenThatLacksScopesShowsWhichToolsetsItCannotUse() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
            Run run = run(environment(sandbox.uri().toString(), SampleAccount.LIMITED_TOKEN), "doctor", "--json");
            assertEquals(1, run.exit(), run.out() + run.err());
            Map<String, String> findings = run.findings();
            assertTrue(findings.get("contacts").startsWith("ok"), findings.get("contacts"));
            assertTrue(findings.get("conversations").startsWith("bad"), findings.get("conversations"));
            assertTrue(findings.get("conversations").contains("conversations.readonly"), findings.get("conversations"));
            assertTrue(findings.get("snapshots").startsWith("note: cannot be used"), findings.get("snapshots"));
            assertTrue(findings.get("snapshots").contains("GHL_AGENCY_TOKEN"), findings.get("snapshots"));
        }
    }

    @Test
    void aTokenThatIsNoneIsBadEverywhere() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
            Run run = run(environment(sandbox.uri().toString(), "secret-of-somebody"), "doctor");
            assertEquals(1, run.exit(), run.out() + run.err());
            assertTrue(run.out().startsWith("ghl-mcp 0.1.0: not healthy"), run.out());
            assertTrue(run.out().contains("holds no private integration token"), run.out());
            String first = run.out().lines().toList().get(2);
            assertTrue(first.startsWith("BAD") && first.contains("HighLevel does not know the token"), run.out());
            assertEquals(1, run.out().split("does not know the token", -1).length - 1, "said once: " + run.out());
            assertFalse((run.out() + run.err()).contains("secret-of-somebody"), run.out());
        }
    }

    @Test
    void withoutATokenTheSentenceSaysWhereToGetOne() throws Exception {
        Run run = run(Map.of(), "doctor");
        assertEquals(2, run.exit(), run.out() + run.err());
        assertTrue(run.err().contains("GHL_TOKEN") && run.err().contains("Private Integrations"), run.err());
        assertEquals("", run.out());
    }

    @Test
    void namesWhatIsMisspelt() throws Exception {
        Run quoted = run(Map.of("GHL_TOKEN", "\"pit-x\""), "doctor");
        assertEquals(2, quoted.exit(), quoted.out());
        assertTrue(quoted.err().contains("GHL_TOKEN) holds quotation marks"), quoted.err());
        Run variable = run(Map.of("GHL_TOKNE", "pit-x"), "doctor");
        assertTrue(variable.err().contains("GHL_TOKNE is not known and changes nothing; did you mean GHL_TOKEN?"));
        assertEquals(1, variable.err().split("GHL_TOKNE", -1).length - 1, variable.err());
    }

    @Test
    void aHostThatIsNotThereIsTriedOnce() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        Run run = run(environment("http://127.0.0.1:" + port, "pit-x"), "doctor", "--json");
        assertEquals(1, run.exit(), run.out() + run.err());
        assertTrue(run.findings().get("location").contains("could not be reached"), run.out());
        assertEquals(
                "note: not tried: HighLevel could not be reached",
                run.findings().get("contacts"));
    }

    @Test
    void whatTheSettingsHideIsNotTried() throws Exception {
        Run run = run(Map.of("GHL_TOOLS_TOOLSETS", "contacts"), "doctor", "--sandbox", "--json");
        assertEquals(0, run.exit(), run.out() + run.err());
        assertEquals("note: hidden by the settings", run.findings().get("calendars"));
        assertTrue(run.findings().get("configuration").contains("variables GHL_TOOLS_TOOLSETS"), run.out());
    }

    private static Map<String, String> environment(String url, String token) {
        return Map.of("GHL_BASE_URL", url, "GHL_TOKEN", token, "GHL_LOCATION_ID", SampleAccount.LOCATION_ID);
    }

    private static Run run(Map<String, String> environment, String... arguments) throws Exception {
        try (BuiltProgram program = BuiltProgram.start(environment, arguments)) {
            program.endInput();
            List<String> out = program.rest();
            return new Run(program.exitCode(), String.join("\n", out), program.stderr());
        }
    }
}
