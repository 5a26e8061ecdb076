package dev.ghlmcp.server.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.NodePackage;
import dev.ghlmcp.SandboxAccount;
import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Examples;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// The Zapier app of `src/zapier` in Zapier's own harness, each trigger and action once, and the requests of the
/// workflows for n8n, on the built program.
class AutomationIT {
    /// What a node reads of what it is given: `{{ $json.data.change }}`.
    private static final Pattern MEMBER = Pattern.compile("\\$json((?:\\.\\w+)+)");

    private static final Path WATCH = Path.of("docs/n8n/watch.json");
    private static final Path CALL = Path.of("docs/n8n/call.json");
    private static final String SERVER = "https://mcp.example.com";
    private static final String TOKEN = "zap-token-0123456789abcdef";

    @TempDir
    private Path folder;

    @Test
    void everyTriggerAndActionOfTheZapierAppWorks() throws Exception {
        NodePackage app = new NodePackage(Path.of("src/zapier"), Path.of("target/zapier"));
        String trouble = app.install();
        assumeTrue(trouble == null, trouble);
        Path examples = folder.resolve("examples.json");
        Files.write(examples, Json.MAPPER.writeValueAsBytes(examples()));
        SandboxOptions options = SandboxOptions.defaults().withLimits(0, 0);
        try (Sandbox one = Sandbox.start(options);
                Sandbox other = Sandbox.start(options);
                BuiltProgram allowing = served(one, Map.of("GHL_CONFIRM_ALLOW", "irreversible,outward,money"));
                BuiltProgram asking = served(other, Map.of())) {
            Path report = app.home().resolve("test.log");
            ProcessBuilder tests = new ProcessBuilder("node", "--test-reporter=spec", "app.test.js")
                    .directory(app.home().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(report.toFile());
            // Otherwise the harness prints how much memory each call takes.
            tests.environment().put("NODE_ENV", "test");
            tests.environment()
                    .putAll(Map.of(
                            "GHL_MCP_URL",
                            root(allowing),
                            "GHL_MCP_ASKING_URL",
                            root(asking),
                            "GHL_MCP_TOKEN",
                            TOKEN,
                            "GHL_MCP_EXAMPLES",
                            examples.toString()));
            Process process = tests.start();
            try {
                assertTrue(process.waitFor(5, TimeUnit.MINUTES), "the app's tests did not end");
                System.out.println(Files.readString(report));
                assertEquals(0, process.exitValue(), "the tests of the app, above");
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void theNodesOfTheWorkflowsForN8nAreConnected() throws IOException {
        for (Path file : List.of(WATCH, CALL)) {
            JsonNode workflow = Json.MAPPER.readTree(file.toFile());
            Set<String> names = new HashSet<>();
            workflow.path("nodes")
                    .forEach(node -> assertTrue(names.add(node.path("name").asString())));
            Set<String> connected = new HashSet<>();
            workflow.path("connections").forEachEntry((from, to) -> {
                connected.add(from);
                to.findValuesAsString("node").forEach(connected::add);
            });
            assertEquals(names, connected, file.toString());
            assertTrue(workflow.path("id").isString(), "n8n's command imports nothing without an id");
            assertFalse(workflow.toString().contains("$json.arguments"), "n8n lets no expression read that");
        }
    }

    @Test
    void n8nGetsTheEventsThatItsWorkflowWaitsFor() throws Exception {
        JsonNode workflow = Json.MAPPER.readTree(WATCH.toFile());
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
                BuiltProgram program = served(sandbox, Map.of())) {
            JsonNode ask = node(workflow, "Ask the server").path("parameters");
            String query = ask.at("/queryParameters/parameters")
                    .valueStream()
                    .map(one -> one.path("name").asString() + "="
                            + one.path("value").asString())
                    .collect(Collectors.joining("&", "?", ""));
            String url = ask.path("url").asString().replace(SERVER, root(program)) + query;
            assertEquals("[]", get(url), "what was there before is no event");
            JsonNode event = Json.MAPPER.readTree(get(url + "&sample=true")).path(0);
            for (String name : List.of("Not seen before", "Only new ones")) {
                Matcher member = MEMBER.matcher(node(workflow, name).toString());
                assertTrue(member.find());
                assertTrue(event.at(member.group(1).replace('.', '/')).isString(), name + " of " + event);
            }
            assertEquals(
                    event.at("/data/change"), node(workflow, "Only new ones").findValue("rightValue"));
        }
    }

    @Test
    void n8nCallsToolsAndIsToldWhatWasNotDone() throws Exception {
        JsonNode workflow = Json.MAPPER.readTree(CALL.toFile());
        JsonNode example = Json.MAPPER.readTree(
                node(workflow, "Example").at("/parameters/jsonOutput").asString());
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
                BuiltProgram program = served(sandbox, Map.of())) {
            String url = root(program);
            JsonNode found = post(workflow, url, example.path("tool"), example.path("input"));
            assertEquals(1, found.at("/result/structuredContent/contacts").size(), found.toString());
            JsonNode asked = post(
                    workflow,
                    url,
                    StringNode.valueOf("delete_contact"),
                    Json.MAPPER
                            .createObjectNode()
                            .set("contactId", found.at("/result/structuredContent/contacts/0/id")));
            assertTrue(asked.at("/result/structuredContent/confirm").isString(), asked.toString());
            assertTrue(asked.at("/result/structuredContent/wouldHappen").isString(), asked.toString());
            JsonNode wrong = post(workflow, url, StringNode.valueOf("get_contact"), Json.MAPPER.createObjectNode());
            assertTrue(wrong.at("/result/isError").asBoolean(), wrong.toString());
            assertTrue(wrong.at("/result/content/0/text").asString().contains("contactId"), wrong.toString());
        }
    }

    private static JsonNode node(JsonNode workflow, String name) {
        return workflow.path("nodes")
                .valueStream()
                .filter(node -> node.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode post(JsonNode workflow, String url, JsonNode tool, JsonNode arguments) throws Exception {
        JsonNode ask = node(workflow, "Ask the server").path("parameters");
        String body = ask.path("jsonBody")
                .asString()
                .substring(1)
                .replace("{{ JSON.stringify($json.tool) }}", tool.toString())
                .replace("{{ JSON.stringify($json.input) }}", arguments.toString());
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(ask.path("url").asString().replace(SERVER, url)))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        ask.at("/headerParameters/parameters")
                .forEach(header -> request.header(
                        header.path("name").asString(), header.path("value").asString()));
        return Json.MAPPER.readTree(send(request));
    }

    private static String get(String url) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url)));
    }

    private static String send(HttpRequest.Builder request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    request.header("Authorization", "Bearer " + TOKEN).build(), BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
            return answer.body();
        }
    }

    private static ObjectNode examples() {
        ObjectNode all = Json.MAPPER.createObjectNode();
        Examples examples = new Examples();
        Catalog.load().tools().forEach(tool -> all.set(tool.name(), examples.of(tool)));
        return all;
    }

    private BuiltProgram served(Sandbox sandbox, Map<String, String> settings) throws IOException {
        Map<String, String> environment = new HashMap<>(settings);
        environment.putAll(SandboxAccount.agencyVariables(
                sandbox.uri().toString(),
                "GHL_HTTP_TOKENS",
                "zap: " + TOKEN,
                "GHL_STORE_FILE",
                Files.createTempDirectory(folder, "store")
                        .resolve("state.db")
                        .toString(), // A quick machine would wait for them.
                "GHL_RATE_LIMITS",
                "false"));
        return BuiltProgram.start(environment, "http", "--port", "0");
    }

    private static String root(BuiltProgram program) throws InterruptedException {
        URI address = program.address().resolve("/");
        return address.toString().replaceFirst("/$", "");
    }
}
