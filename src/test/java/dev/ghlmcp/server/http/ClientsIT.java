package dev.ghlmcp.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.NodePackage;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.prompt.Prompt;
import dev.ghlmcp.mcp.prompt.Prompts;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Three clients on the three transports of the built program, all on one sandbox: they see the same.
class ClientsIT {
    enum Transport {
        STDIO,
        HTTP,
        SSE
    }

    private static final List<BuiltProgram> RUNNING = new ArrayList<>();
    private static final Map<String, String> SANDBOX = new HashMap<>();
    private static String url;
    private static JsonNode expected;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        BuiltProgram sandbox = BuiltProgram.start(Map.of(), "sandbox");
        RUNNING.add(sandbox);
        SANDBOX.putAll(sandbox.variables());
        BuiltProgram http = BuiltProgram.start(SANDBOX, "http", "--port", "0");
        RUNNING.add(http);
        url = http.address().toString();
        expected = javaSdk(Transport.STDIO);
        assertEquals(2, expected.path("contacts").size(), "the sandbox has contacts");
    }

    @AfterAll
    static void stop() {
        RUNNING.forEach(BuiltProgram::close);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void theJavaSdksClient(Transport transport) {
        assertEquals(expected, javaSdk(transport));
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void theTypeScriptSdksClient(Transport transport) throws IOException, InterruptedException {
        NodePackage visit = installed("ts-client");
        List<String> command =
                new ArrayList<>(List.of(visit.home().resolve("visit.mjs").toString()));
        command.addAll(
                transport == Transport.STDIO
                        ? List.of("stdio", BuiltProgram.launcher().toString(), "stdio")
                        : List.of(transport.name().toLowerCase(Locale.ROOT), address(transport)));
        JsonNode seen = node(visit, command);
        assertEquals(
                ToolView.load().listed(),
                seen.path("tools").valueStream().map(JsonNode::asString).toList());
        assertFalse(seen.at("/result/isError").asBoolean());
        assertEquals(expected, compared(seen.at("/result/structuredContent")));
        assertEquals(
                expected,
                compared(Json.MAPPER.readTree(seen.at("/result/content/0/text").asString())));
        assertEquals(
                Prompts.ALL.stream().map(Prompt::name).collect(Collectors.toSet()),
                seen.path("prompts").valueStream().map(JsonNode::asString).collect(Collectors.toSet()));
        assertTrue(seen.at("/messages/0").asString().contains("\"name\":\"Invisalign\""), seen.toString());
        assertTrue(seen.at("/messages/1").asString().startsWith("Review my pipeline"), seen.toString());
        assertEquals(4, seen.path("templates").size());
        assertTrue(seen.path("resource").asString().contains("New patients"));
        assertEquals(
                "[\"Interested\",\"Scan done\",\"Aligners ordered\"]",
                seen.path("completion").toString());
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void theInspector(Transport transport) throws IOException, InterruptedException {
        NodePackage inspector = installed("inspector");
        List<String> command = new ArrayList<>(List.of(
                inspector.home().resolve("node_modules/.bin/mcp-inspector").toString(),
                "--cli",
                "-q",
                "--format",
                "json",
                "--method",
                "tools/call",
                "--tool-name",
                "search_contacts",
                "--tool-arg",
                "pageLimit=2"));
        // It hands its own environment on to nobody.
        SANDBOX.forEach((name, value) -> command.addAll(List.of("-e", name + "=" + value)));
        command.addAll(
                transport == Transport.STDIO
                        ? List.of("--", BuiltProgram.launcher().toString(), "stdio")
                        : List.of(
                                "--transport",
                                transport.name().toLowerCase(Locale.ROOT),
                                "--server-url",
                                address(transport)));
        assertEquals(expected, compared(node(inspector, command).at("/result/structuredContent")));
    }

    @Test
    void narrowerPathsHaveFewerTools() {
        List<String> all = ToolView.load().listed();
        List<String> reading = names("/readonly");
        assertTrue(reading.contains("search_contacts") && !reading.contains("create_contact"), reading.toString());
        List<String> two = names("/x/contacts,calendars");
        assertTrue(two.contains("create_contact") && two.contains("get_calendar"), two.toString());
        List<String> both = names("/x/contacts/readonly");
        assertTrue(both.size() < reading.size() && both.size() < two.size() && both.contains("search_contacts"));
        assertTrue(all.containsAll(reading) && reading.size() < all.size() && two.size() < all.size());
        try (McpSyncClient client = client(HttpClientStreamableHttpTransport.builder(origin())
                .endpoint("/mcp/readonly")
                .build())) {
            var error = assertThrows(
                    McpError.class,
                    () -> client.callTool(CallToolRequest.builder("create_contact")
                            .arguments(Map.of("firstName", "Eve"))
                            .build()));
            assertEquals(-32602, error.getJsonRpcError().code());
        }
    }

    @Test
    void narrowerPathsHaveThePromptsAndResourcesOfTheirTools() {
        try (McpSyncClient client = client(HttpClientStreamableHttpTransport.builder(origin())
                .endpoint("/mcp/x/contacts/readonly")
                .build())) {
            assertEquals(
                    Set.of("contact_brief", "duplicate_clean_up"),
                    client.listPrompts().prompts().stream()
                            .map(prompt -> prompt.name())
                            .collect(Collectors.toSet()));
            var brief = client.getPrompt(GetPromptRequest.builder("contact_brief")
                    .arguments(Map.of("contact", "theo.lindqvist@example.com"))
                    .build());
            String data = ((TextContent) brief.messages().getFirst().content()).text();
            assertTrue(data.contains("search_opportunities is not served at") && data.contains("Theo"), data);
            String task = ((TextContent) brief.messages().getLast().content()).text();
            assertTrue(task.endsWith("Tools for what may follow: get_contact."), task);
            assertEquals(
                    List.of("ghl://contacts/{id}"),
                    client.listResourceTemplates().resourceTemplates().stream()
                            .map(template -> template.uriTemplate())
                            .toList());
            for (String hidden : List.of("ghl://pipelines", "ghl://opportunities/cQfY10zYegTrwtqSkHSh")) {
                var error = assertThrows(
                        McpError.class,
                        () -> client.readResource(
                                ReadResourceRequest.builder(hidden).build()));
                assertEquals(-32002, error.getJsonRpcError().code());
            }
            assertEquals(
                    -32602,
                    assertThrows(
                                    McpError.class,
                                    () -> client.getPrompt(GetPromptRequest.builder("pipeline_review")
                                            .build()))
                            .getJsonRpcError()
                            .code());
            var catalog = client.readResource(
                            ReadResourceRequest.builder("ghl://catalog").build())
                    .contents()
                    .getFirst();
            assertFalse(((TextResourceContents) catalog).text().contains("create_contact"));
        }
    }

    private static List<String> names(String path) {
        try (McpSyncClient client = client(HttpClientStreamableHttpTransport.builder(origin())
                .endpoint("/mcp" + path)
                .build())) {
            return client.listTools().tools().stream().map(Tool::name).toList();
        }
    }

    private static JsonNode javaSdk(Transport transport) {
        try (McpSyncClient client = client(transport(transport))) {
            assertEquals(
                    ToolView.load().listed(),
                    client.listTools().tools().stream().map(Tool::name).toList());
            CallToolResult result = client.callTool(CallToolRequest.builder("search_contacts")
                    .arguments(Map.of("pageLimit", 2))
                    .build());
            assertFalse(result.isError());
            return compared(Json.MAPPER.readTree(((TextContent) result.content().getFirst()).text()));
        }
    }

    @SuppressWarnings("deprecation") // SSE is what this is about
    private static McpClientTransport transport(Transport transport) {
        return switch (transport) {
            case STDIO -> {
                var stdio = new StdioClientTransport(
                        ServerParameters.builder(BuiltProgram.launcher().toString())
                                .args("stdio")
                                .env(SANDBOX)
                                .build(),
                        McpJsonDefaults.getMapper());
                stdio.setStdErrorHandler(_ -> {});
                yield stdio;
            }
            case HTTP -> HttpClientStreamableHttpTransport.builder(origin()).build();
            case SSE ->
                io.modelcontextprotocol.client.transport.HttpClientSseClientTransport.builder(origin())
                        .build();
        };
    }

    private static McpSyncClient client(McpClientTransport transport) {
        McpSyncClient client = McpClient.sync(transport).build();
        client.initialize();
        return client;
    }

    private static String origin() {
        return url.substring(0, url.length() - "/mcp".length());
    }

    private static String address(Transport transport) {
        return transport == Transport.SSE ? origin() + "/sse" : url;
    }

    /// Without what is different each time.
    private static JsonNode compared(JsonNode answer) {
        ((ObjectNode) answer).remove("traceId");
        return answer;
    }

    private static NodePackage installed(String name) throws IOException, InterruptedException {
        NodePackage installed = NodePackage.of(name);
        String trouble = installed.install();
        assumeTrue(trouble == null, trouble);
        return installed;
    }

    private static JsonNode node(NodePackage home, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(
                home.home().resolve("node_modules/.bin/node").toAbsolutePath().toString());
        command.addAll(arguments);
        Path out = Files.createTempFile("client", ".json");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(SANDBOX);
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the client did not end");
            assertEquals(0, process.exitValue());
            return Json.MAPPER.readTree(Files.readString(out, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
            Files.delete(out);
        }
    }
}
