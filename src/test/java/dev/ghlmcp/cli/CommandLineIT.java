package dev.ghlmcp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// The built program as people and scripts call it.
class CommandLineIT {
    private record Run(int exit, List<String> out, String err) {}

    @Test
    void callsAToolOnTheSandbox() throws Exception {
        Run run = run(Map.of(), "--sandbox", "call", "search_contacts", "pageLimit=2");
        assertEquals(0, run.exit(), run.err());
        JsonNode result = Json.MAPPER.readTree(run.out().getFirst());
        assertEquals(1, run.out().size(), "one line of JSON");
        assertEquals(2, result.path("contacts").size());
        assertTrue(result.path("total").asInt() > 2);
    }

    @Test
    void takesArgumentsAsJson() throws Exception {
        Run run = run(Map.of(), "call", "search_contacts", "--sandbox", "--json", "{\"pageLimit\":1}", "page=2");
        assertEquals(0, run.exit(), run.err());
        assertEquals(
                1, Json.MAPPER.readTree(run.out().getFirst()).path("contacts").size());
        try (BuiltProgram program =
                BuiltProgram.start(Map.of(), "--sandbox", "call", "search_contacts", "--json", "-")) {
            program.send("{\"pageLimit\":3}");
            program.endInput();
            assertEquals(
                    3, Json.MAPPER.readTree(program.next()).path("contacts").size());
            assertEquals(0, program.exitCode());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    call get_contact contactId=nobodyHasThisId00000 | 1 | HighLevel answered 400
                    call get_contact                                | 2 | contactId is missing
                    call search_contacts pageLimit=many             | 2 | pageLimit must be an integer
                    call search_contacts pageLimit                  | 2 | name=value
                    call search_contacts --json []                  | 2 | one JSON object
                    call search_contacts --json {"query":           | 2 | not valid JSON at line 1, column
                    call search_contacts --format xml               | 2 | json, jsonl, csv, table
                    call get_pipeline_summary --format csv          | 2 | leave out --each, --all-pages, --select and --format
                    call add_contact_tags contactId=a tags=b --dry-run --format csv | 2 | --dry-run shows a request, which has no rows
                    call search_contacts page-limit=abc             | 2 | pageLimit must be an integer
                    call search_contacts foo=1                      | 2 | foo is not an argument of search_contacts
                    call get_contract                               | 2 | Did you mean get_contact?
                    call                                            | 2 | TOOL
                    sandbox --port 99999                            | 2 | whole number from 0 to 65535, got '99999'
                    sandbox --port=-5                               | 2 | whole number from 0 to 65535, got '-5'
                    auth login --port x                             | 2 | whole number from 1 to 65535, got 'x'
                    auth login --timeout 0                          | 2 | whole number from 1 to 86400, got '0'
                    events --max many                               | 2 | whole number from 1 to 1000000000, got 'many'
                    http --port 99999                               | 2 | from 0 to 65535, got '99999'
                    sandbox --search-lag x                          | 2 | from 0 to 3600000, got 'x'
                    sandbox --rate-interval 0                       | 2 | milliseconds from 1 to 999999999
                    clal                                            | 2 | did you mean call?
                    tools --json get_contact call                   | 2 | call
                    call get_contact contactId=a --config /no/such  | 2 | There is no file /no/such
                    """)
    void saysWhatWasWrongAndExitsAccordingly(String arguments, int exit, String message) throws Exception {
        Run run = run(Map.of(), ("--sandbox " + arguments).split(" +"));
        assertEquals(exit, run.exit(), run.err());
        assertTrue(run.err().contains(message), run.err());
        assertFalse(run.err().contains("\tat "), "no stack trace: " + run.err());
        assertEquals(List.of(), run.out(), "standard output stays empty");
        String last = run.err().lines().toList().getLast();
        assertTrue(last.contains(message), "the error is the last line on the screen: " + run.err());
        assertTrue(run.err().lines().count() <= 2, "no help that nobody asked for: " + run.err());
    }

    @Test
    void namesTheVariableThatHoldsTheToken() throws Exception {
        Run run = run(Map.of(), "call", "get_contact", "contactId=a");
        assertEquals(1, run.exit());
        assertTrue(run.err().contains("GHL_TOKEN"), run.err());
    }

    @Test
    void refusesABadSettingAtStart() throws Exception {
        Run run = run(Map.of("GHL_BASE_URL", "nonsense", "GHL_TOKEN", "pit-x"), "stdio");
        assertEquals(2, run.exit());
        assertTrue(run.err().contains("ghl.base-url"), run.err());
    }

    @Test
    void offersOnlyTheToolsThatTheSettingsLeave() throws Exception {
        Map<String, String> settings = Map.of("GHL_TOOLS_TOOLSETS", "users, contacts", "GHL_TOOLS_READ_ONLY", "true");
        List<String> tools = run(settings, "tools").out();
        assertTrue(tools.stream().anyMatch(line -> line.startsWith("get_user ")), tools::toString);
        assertTrue(tools.stream().noneMatch(line -> line.contains("delete_") || line.startsWith("list_calendars")));
        Run hidden = run(settings, "--sandbox", "call", "delete_user", "userId=a");
        assertEquals(2, hidden.exit());
        assertTrue(
                hidden.err().startsWith("delete_user is hidden by the setting tools.read-only (GHL_TOOLS_READ_ONLY)."),
                hidden.err());
        try (BuiltProgram program = BuiltProgram.start(settings, "stdio", "--sandbox")) {
            program.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
                    + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}");
            program.next();
            program.send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}");
            assertEquals(
                    tools.size(),
                    Json.MAPPER.readTree(program.next()).at("/result/tools").size());
            program.send(
                    "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{\"name\":\"list_calendars\"}}");
            assertEquals(
                    "list_calendars is hidden by the setting tools.toolsets (GHL_TOOLS_TOOLSETS).",
                    Json.MAPPER.readTree(program.next()).at("/error/message").asString());
        }
        try (BuiltProgram program = BuiltProgram.start(Map.of("GHL_TOOLS_SURFACE", "search"), "stdio", "--sandbox")) {
            program.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
                    + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}");
            assertTrue(program.next().contains("search_tools finds them"), "instructions");
            program.send(
                    "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"call_tool\",\"arguments\":"
                            + "{\"name\":\"list_calendars\"}}}");
            assertFalse(Json.MAPPER
                    .readTree(program.next())
                    .at("/result/structuredContent/calendars")
                    .isEmpty());
            program.send(
                    "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{\"name\":\"list_blogs\"}}");
            assertTrue(program.next().contains("is not listed: call it through call_tool"));
            program.endInput();
            program.exitCode();
            assertTrue(program.stderr().startsWith("list_calendars location="), "the log names the called tool");
        }
        Run unknown = run(Map.of("GHL_TOOLS_EXCLUDE", "delete_contract"), "stdio");
        assertEquals(2, unknown.exit());
        assertTrue(
                unknown.err().contains("tools.exclude: there is no tool or toolset 'delete_contract'; did you mean"),
                unknown.err());
    }

    @Test
    void listsTheTools() throws Exception {
        List<String> names = ToolView.load().listed();
        assertEquals(
                names,
                run(Map.of(), "tools").out().stream()
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .toList());
        assertEquals(
                names,
                Json.MAPPER
                        .readTree(run(Map.of(), "tools", "--json").out().getFirst())
                        .valueStream()
                        .map(tool -> tool.path("name").asString())
                        .toList());
    }

    @Test
    void runsTheSandboxAloneForOtherPrograms() throws Exception {
        try (BuiltProgram sandbox = BuiltProgram.start(Map.of(), "sandbox")) {
            Map<String, String> environment = new java.util.HashMap<>();
            for (int i = 0; i < 5; i++) {
                String[] pair = sandbox.next().split("=", 2);
                environment.put(pair[0], pair[1]);
            }
            Run run = run(environment, "call", "list_contacts", "limit=1");
            assertEquals(0, run.exit(), run.err());
            String port = environment.get("GHL_BASE_URL").replaceAll(".*:", "");
            Run second = run(Map.of(), "sandbox", "--port", port);
            assertEquals(2, second.exit());
            assertTrue(second.err().contains("Port " + port) && second.err().contains("--port"), second.err());
            sandbox.terminate();
            assertEquals(143, sandbox.exitCode());
            List<String> oauth = sandbox.stderr().lines().toList();
            assertTrue(oauth.contains("GHL_AUTH_CLIENT_ID=6578278e879ad2646715ba9c-sandbox"), oauth::toString);
            assertTrue(oauth.contains("GHL_AUTH_CLIENT_SECRET=sandbox-client-secret"), oauth::toString);
            assertTrue(
                    oauth.contains(
                            "GHL_AUTH_CONSENT_URL=" + environment.get("GHL_BASE_URL") + "/v2/oauth/chooselocation"),
                    oauth::toString);
            assertTrue(oauth.getFirst().contains(environment.get("GHL_BASE_URL") + "/oauth/token"), oauth::toString);
        }
    }

    @Test
    void explainsItself() throws Exception {
        assertEquals(List.of("ghl-mcp 0.1.0"), run(Map.of(), "--version").out());
        for (String line : List.of("call --version", "http -V", "sync check --version")) {
            assertEquals(
                    List.of("ghl-mcp 0.1.0"), run(Map.of(), line.split(" ")).out(), line);
        }
        Run help = run(Map.of(), "--help");
        assertEquals(0, help.exit());
        String text = help.out().stream().collect(Collectors.joining("\n"));
        for (String word : List.of("stdio", "call", "tools", "sandbox", "--sandbox", "Exit codes")) {
            assertTrue(text.contains(word), word);
        }
    }

    private static Run run(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        try (BuiltProgram program = BuiltProgram.start(environment, arguments)) {
            program.endInput();
            List<String> out = program.rest();
            return new Run(program.exitCode(), out, program.stderr());
        }
    }
}
