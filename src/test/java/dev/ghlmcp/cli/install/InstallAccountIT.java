package dev.ghlmcp.cli.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What `ghl-mcp install`, the built program, does with the token and the account.
class InstallAccountIT extends ClientsHome {
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
        assertEquals(0, run("", "uninstall", "claude-desktop").exit());
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
            assertTrue(
                    doctor.out()
                            .contains(
                                    "integration token (the file " + home.resolve(".config/ghl-mcp/gohighlevel.token")),
                    doctor.out());
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
        Run away = run(
                "pit-x", "install", "cursor", "--token-stdin", "--name", "away", "--base-url", "http://127.0.0.1:1");
        assertEquals(0, away.exit(), away.err());
        assertTrue(away.out().contains("The token could not be tried: HighLevel could not be reached"), away.out());
        assertFalse(away.out().contains("Nothing was changed") || away.out().contains("00000000"), away.out());
        assertTrue(away.out().contains("To type ghl-mcp in a terminal"), away.out());
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
    void aNewTokenGoesNowhereElseThanTheOneThatItReplaces() throws Exception {
        Path kept = home.resolve(".config/ghl-mcp/gohighlevel.token");
        String[] first = {
            "install", "cursor", "--token-stdin", "--location-id", "L1", "--base-url", "http://127.0.0.1:1"
        };
        assertEquals(0, run(TOKEN, first).exit());
        Run address = run("pit-x", "install", "codex", "--token-stdin", "--location-id", "L1");
        Run location = run(
                "pit-x",
                "install",
                "codex",
                "--token-stdin",
                "--location-id",
                "L2",
                "--base-url",
                "http://127.0.0.1:1");
        for (Run run : List.of(address, location)) {
            assertEquals(1, run.exit(), run.out());
            assertTrue(run.err().contains("give another --name"), run.err());
        }
        assertEquals(TOKEN + "\n", Files.readString(kept));
        assertFalse(Files.exists(home.resolve(".codex/config.toml")));
        Run again = run(
                "pit-y",
                "install",
                "codex",
                "--token-stdin",
                "--location-id",
                "L1",
                "--base-url",
                "http://127.0.0.1:1/");
        assertEquals(0, again.exit(), again.err());
        assertTrue(again.out().contains("also for Cursor."), again.out());
        assertEquals("pit-y\n", Files.readString(kept));
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
    void aTokenThatAnotherClientUsesStays() throws Exception {
        assertEquals(0, run(TOKEN, "install", "cursor", "--token-stdin").exit());
        assertEquals(0, run("", "install", "codex").exit());
        Path token = home.resolve(".config/ghl-mcp/gohighlevel.token");
        Run kept = run("", "uninstall", "cursor", "--forget-token");
        assertEquals(1, kept.exit(), kept.out());
        assertTrue(kept.err().contains("for Codex still uses it"), kept.err());
        assertEquals(TOKEN + "\n", Files.readString(token));
        assertFalse(Files.exists(home.resolve(".cursor/mcp.json")));
        Run gone = run("", "uninstall", "codex", "--forget-token");
        assertEquals(0, gone.exit(), gone.err());
        assertFalse(Files.exists(token));
    }

    @Test
    void aTokenThatAFileOfAProjectNamesStays() throws Exception {
        Path token = home.resolve(".config/ghl-mcp/gohighlevel.token");
        String project = home.resolve("shop/mcp.json").toString();
        assertEquals(
                0,
                run(TOKEN, "install", "cursor", "--token-stdin", "--file", project)
                        .exit());
        Run cursor = run("pit-another", "install", "cursor", "--token-stdin");
        assertTrue(cursor.out().contains("also for " + project + "."), cursor.out());
        Run kept = run("", "uninstall", "cursor", "--forget-token");
        assertEquals(1, kept.exit(), kept.out());
        assertTrue(kept.err().contains("for " + project + " still uses it"), kept.err());
        String mistyped = home.resolve("shop/mpc.json").toString();
        Run wrong = run("", "uninstall", "cursor", "--file", mistyped, "--forget-token");
        assertEquals(1, wrong.exit(), wrong.out());
        assertTrue(
                wrong.err().contains(mistyped + " has no server gohighlevel, so the token stays in " + token),
                wrong.err());
        assertTrue(Files.exists(token));
        Run gone = run("", "uninstall", "cursor", "--file", project, "--forget-token");
        assertEquals(0, gone.exit(), gone.err());
        assertFalse(Files.exists(token));
        assertFalse(Files.exists(token.resolveSibling("gohighlevel.files")));
    }

    @Test
    void aTokenOfTheShellIsNotTakenWithoutAWord() throws Exception {
        surroundings.put("GHL_TOKEN", TOKEN);
        Run ignored = run("", "install", "cursor");
        assertTrue(ignored.out().contains("| ghl-mcp install cursor --token-stdin"), ignored.out());
        assertFalse(ignored.out().contains(TOKEN), ignored.out());
        assertFalse(run(TOKEN, "install", "cursor", "--token-stdin").out().contains("GHL_TOKEN is set here"));
        surroundings.put("GHL_TOKEN_FILE", "token.txt");
        Run told = run("", "install", "windsurf");
        assertTrue(told.out().contains("ghl-mcp install windsurf --token-stdin < \"$GHL_TOKEN_FILE\""), told.out());
        Run same = run(TOKEN, "install", "cursor", "--token-stdin");
        assertFalse(same.out().contains("A new token replaces"), same.out());
    }

    @Test
    void aTokenThatOthersCanReadIsClosedToThem() throws Exception {
        assertEquals(0, run(TOKEN, "install", "cursor", "--token-stdin").exit());
        Path token = home.resolve(".config/ghl-mcp/gohighlevel.token");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
        Run run = run("", "install", "windsurf");
        assertEquals(0, run.exit(), run.err());
        assertTrue(run.out().contains("Others could read " + token), run.out());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(token)));
    }

    @Test
    void theOnlySubAccountOfATokenIsTaken() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
            String url = sandbox.uri().toString();
            Run run = run(SampleAccount.LOCATION_TOKEN, "install", "cursor", "--token-stdin", "--base-url", url);
            assertEquals(0, run.exit(), run.err());
            assertTrue(run.out().contains("It opens Harbor Dental (" + SampleAccount.LOCATION_ID + ")"), run.out());
            assertEquals(1, run.out().split("HighLevel knows the token", -1).length - 1, run.out());
            assertEquals(
                    SampleAccount.LOCATION_ID,
                    environment(home.resolve(".cursor/mcp.json"))
                            .path("GHL_LOCATION_ID")
                            .asString());
            Run agency = run(
                    SampleAccount.AGENCY_TOKEN,
                    "install",
                    "windsurf",
                    "--token-stdin",
                    "--base-url",
                    url,
                    "--name",
                    "other");
            assertEquals(1, agency.exit(), agency.out());
            assertTrue(agency.err().contains("This is the agency's token"), agency.err());
        }
    }

    /// The stored token is of one sub-account, and every entry of the name reads it.
    @Test
    void theStoredTokenIsNotUsedForAnotherSubAccount() throws Exception {
        Path stored = home.resolve(".config/ghl-mcp/gohighlevel.env");
        assertEquals(
                0,
                run(TOKEN, "install", "cursor", "--token-stdin", "--location-id", "L1")
                        .exit());
        String before = Files.readString(stored);
        Run option = run("", "install", "windsurf", "--location-id", "L2");
        surroundings.put("GHL_LOCATION_ID", "L2");
        Run variable = run("", "install", "cursor");
        surroundings.clear();
        Path own = Files.writeString(home.resolve("own.yaml"), "ghl: {location-id: L2}\n");
        Run config = run("", "install", "windsurf", "--config", own.toString());
        Files.writeString(own, "ghl: {base-url: 'http://127.0.0.1:1'}\n");
        Run address = run("", "install", "windsurf", "--config", own.toString());
        for (Run run : List.of(option, variable, config, address)) {
            assertEquals(1, run.exit(), run.out());
            assertTrue(run.err().contains("so nothing was changed") && run.err().contains("--name"), run.err());
        }
        for (Run run : List.of(option, variable, config)) {
            assertTrue(run.err().contains("is for the sub-account L1 and is not used for L2"), run.err());
        }
        assertTrue(address.err().contains("does not go to http://127.0.0.1:1"), address.err());
        assertFalse(Files.exists(home.resolve(".codeium/windsurf/mcp_config.json")));
        assertEquals(
                "L1",
                environment(home.resolve(".cursor/mcp.json"))
                        .path("GHL_LOCATION_ID")
                        .asString());
        assertEquals(before, Files.readString(stored));
    }

    @Test
    void aSubAccountThatIsNamedLaterIsTriedWithTheStoredToken() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
            String url = sandbox.uri().toString();
            assertEquals(
                    0,
                    run(
                                    SampleAccount.LOCATION_TOKEN,
                                    "install",
                                    "cursor",
                                    "--token-stdin",
                                    "--base-url",
                                    url,
                                    "--no-check")
                            .exit());
            Run wrong = run(
                    "", "install", "windsurf", "--base-url", url, "--location-id", SampleAccount.SECOND_LOCATION_ID);
            assertEquals(1, wrong.exit(), wrong.out());
            assertTrue(wrong.err().contains("does not open the sub-account"), wrong.err());
            assertFalse(Files.exists(home.resolve(".codeium/windsurf/mcp_config.json")));
            Run right = run("", "install", "windsurf", "--base-url", url, "--location-id", SampleAccount.LOCATION_ID);
            assertEquals(0, right.exit(), right.err());
            assertTrue(right.out().contains("opens Harbor Dental"), right.out());
        }
    }

    /// An entry or a settings file with a token of its own is another account than the stored one.
    @Test
    void anEntryWithItsOwnTokenKeepsItAndTheCommandLineItsOwn() throws Exception {
        Path stored = home.resolve(".config/ghl-mcp/gohighlevel.env");
        assertEquals(
                0,
                run(TOKEN, "install", "cursor", "--token-stdin", "--location-id", "L1")
                        .exit());
        String before = Files.readString(stored);
        Path windsurf = home.resolve(".codeium/windsurf/mcp_config.json");
        Files.writeString(windsurf, """
                {"mcpServers": {"gohighlevel": {"command": "/old/ghl-mcp", "args": ["stdio"],
                  "env": {"GHL_TOKEN": "pit-of-another"}}}}
                """);
        assertEquals(0, run("", "install", "windsurf", "--location-id", "L2").exit());
        JsonNode entry = environment(windsurf);
        assertTrue(entry.path("GHL_TOKEN_FILE").isMissingNode(), entry.toString());
        assertEquals("L2", entry.path("GHL_LOCATION_ID").asString());
        Path token = Files.writeString(home.resolve("another.token"), "pit-of-another\n");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
        Path own = Files.writeString(home.resolve("own.yaml"), "ghl: {token-file: '" + token + "', location-id: L3}\n");
        Files.delete(windsurf);
        assertEquals(
                0, run("", "install", "windsurf", "--config", own.toString()).exit());
        entry = environment(windsurf);
        assertTrue(entry.path("GHL_TOKEN_FILE").isMissingNode(), entry.toString());
        assertTrue(entry.path("GHL_LOCATION_ID").isMissingNode(), entry.toString());
        assertEquals(before, Files.readString(stored));
    }

    @Test
    void theCommandLineKeepsNoChoiceOfToolsThatAClientMade() throws Exception {
        Path stored = home.resolve(".config/ghl-mcp/gohighlevel.env");
        assertEquals(
                0,
                run(TOKEN, "install", "cursor", "--token-stdin", "--location-id", "L1", "--tools", "sales")
                        .exit());
        assertEquals(
                "sales",
                environment(home.resolve(".cursor/mcp.json"))
                        .path("GHL_TOOLS_PRESET")
                        .asString());
        assertFalse(Files.readString(stored).contains("GHL_TOOLS"), Files.readString(stored));
        Files.writeString(
                stored, "GHL_TOOLS_SURFACE=search\nGHL_TOOLS_INCLUDE=get_contact\n" + Files.readString(stored));
        assertEquals(0, run("", "install", "windsurf", "--tools", "all").exit());
        assertFalse(Files.readString(stored).contains("GHL_TOOLS"), "what an older version left");
        assertTrue(Files.readString(stored).contains("GHL_LOCATION_ID=L1"), Files.readString(stored));
    }

    /// One settings file for both.
    @Test
    void toolsListsWhatCallCalls() throws Exception {
        Path own = Files.writeString(home.resolve("own.yaml"), "tools: {toolsets: contacts}\n");
        assertEquals(
                0,
                run(TOKEN, "install", "cursor", "--token-stdin", "--location-id", "L1", "--config", own.toString())
                        .exit());
        Run call = run("", "call", "list_calendars");
        assertTrue(call.err().contains("hidden by the setting tools.toolsets"), call.err());
        assertFalse(run("", "tools").out().contains("list_calendars"));
    }

    @Test
    void aCertificateAuthorityOfTheShellBecomesPartOfTheEntry() throws Exception {
        Path authority = Files.writeString(home.resolve("company.pem"), "-----BEGIN CERTIFICATE-----");
        Path further = Files.writeString(home.resolve("further.pem"), "-----BEGIN CERTIFICATE-----");
        surroundings.put("SSL_CERT_FILE", authority.toString());
        surroundings.put("NODE_EXTRA_CA_CERTS", further.toString());
        Run run = run(TOKEN, "install", "cursor", "--token-stdin", "--location-id", "L1");
        assertEquals(0, run.exit(), run.err());
        assertEquals(
                authority.toString(),
                environment(home.resolve(".cursor/mcp.json"))
                        .path("GHL_CA_FILE")
                        .asString());
        assertTrue(run.out().contains("NODE_EXTRA_CA_CERTS is set here and not written"), run.out());
        surroundings.clear();
        assertEquals(0, run("", "install", "windsurf").exit());
        assertEquals(
                authority.toString(),
                environment(home.resolve(".codeium/windsurf/mcp_config.json"))
                        .path("GHL_CA_FILE")
                        .asString());
        surroundings.put("SSL_CERT_FILE", home.resolve("not-there.pem").toString());
        assertEquals(0, run("", "install", "junie", "--name", "other").exit());
        assertFalse(
                Files.readString(home.resolve(".junie/mcp/mcp.json")).contains("GHL_CA_FILE"),
                "a file that is not there would stop the server");
    }

    /// They write the same token and settings, and two of them the same client's file.
    @Test
    void installsAtTheSameMomentWaitForEachOther() throws Exception {
        List<List<String>> commands = List.of(
                List.of("install", "cursor"),
                List.of("install", "cursor", "--name", "second"),
                List.of("install", "windsurf"),
                List.of("install", "gemini-cli"),
                List.of("install", "codex"));
        List<Future<Run>> runs = new ArrayList<>();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            for (List<String> command : commands) {
                List<String> words = new ArrayList<>(command);
                words.addAll(List.of("--token-stdin", "--location-id", "L1"));
                runs.add(all.submit(() -> run(TOKEN, words.toArray(String[]::new))));
            }
        }
        for (Future<Run> run : runs) {
            assertEquals(0, run.get().exit(), run.get().err() + run.get().out());
        }
        JsonNode cursor = Json.MAPPER.readTree(Files.readString(home.resolve(".cursor/mcp.json")));
        assertEquals(2, cursor.path("mcpServers").size(), cursor.toString());
        assertEquals(TOKEN + "\n", Files.readString(home.resolve(".config/ghl-mcp/gohighlevel.token")));
        assertTrue(Files.readString(home.resolve(".config/ghl-mcp/gohighlevel.env"))
                .contains("GHL_LOCATION_ID=L1"));
    }
}
