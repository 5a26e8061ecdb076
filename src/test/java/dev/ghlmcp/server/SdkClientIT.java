package dev.ghlmcp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.prompt.Prompt;
import dev.ghlmcp.mcp.prompt.Prompts;
import dev.ghlmcp.sandbox.api.SampleAccount;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.AudioContent;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceReference;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The Java SDK's own client against the built program on the sandbox.
class SdkClientIT {
    /// The call in the sandbox that was recorded.
    private static final String RECORDED = "B2uKRxUDSBv7croHqdXb";

    /// A contact.
    private static final String THEO = "MBGTVnqQITBKXUS7XoXo";

    private McpSyncClient client;

    @BeforeEach
    void connect() {
        ServerParameters parameters = ServerParameters.builder(
                        BuiltProgram.launcher().toString())
                .args("stdio", "--sandbox")
                .build();
        StdioClientTransport transport = new StdioClientTransport(parameters, McpJsonDefaults.getMapper());
        transport.setStdErrorHandler(_ -> {});
        client = McpClient.sync(transport).build();
        client.initialize();
    }

    @AfterEach
    void disconnect() {
        client.closeGracefully();
    }

    @Test
    void listsEveryToolWithItsSchemaAndHints() {
        List<Tool> tools = client.listTools().tools();
        assertEquals(ToolView.load().listed(), tools.stream().map(Tool::name).toList());
        for (Tool tool : tools) {
            assertEquals("object", tool.inputSchema().get("type"), tool.name());
            boolean reads = tool.annotations() != null
                    && Boolean.TRUE.equals(tool.annotations().readOnlyHint());
            assertEquals(
                    tool.name().matches("(get|list|find|search|check|validate|filter|download)_.*"),
                    reads,
                    tool.name());
        }
    }

    @Test
    void hearsARecordingAndReadsItsTranscription() {
        Map<String, Object> call = Map.of("messageId", RECORDED);
        CallToolResult recording = call("get_message_recording", call);
        assertFalse(recording.isError());
        var audio = assertInstanceOf(AudioContent.class, recording.content().getFirst());
        assertEquals("audio/x-wav", audio.mimeType());
        assertTrue(
                new String(Base64.getDecoder().decode(audio.data()), StandardCharsets.ISO_8859_1).startsWith("RIFF"));
        CallToolResult transcription = call("download_message_transcription", call);
        assertFalse(transcription.isError());
        assertFalse(text(transcription).startsWith("{"), text(transcription));
    }

    @Test
    void createsAContactAndReadsItBack() {
        CallToolResult created = call("create_contact", Map.of("firstName", "Ada", "email", "ada.new@example.com"));
        assertFalse(created.isError(), text(created));
        String id = String.valueOf(((Map<?, ?>) structured(created).get("contact")).get("id"));
        CallToolResult read = call("get_contact", Map.of("contactId", id));
        assertEquals("ada.new@example.com", ((Map<?, ?>) structured(read).get("contact")).get("email"));
        assertTrue(text(read).contains("\"ada.new@example.com\""), "the text says the same as the structured content");
    }

    @Test
    void readsWhatIsLeftOfTheLimits() {
        call("search_contacts", Map.of("pageLimit", 1));
        assertEquals(
                Set.of("ghl://pipelines", "ghl://custom-fields", "ghl://rate-limits", "ghl://catalog"),
                client.listResources().resources().stream().map(Resource::uri).collect(Collectors.toSet()));
        var contents = client.readResource(
                        ReadResourceRequest.builder("ghl://rate-limits").build())
                .contents()
                .getFirst();
        JsonNode budget =
                Json.MAPPER.readTree(((TextResourceContents) contents).text()).at("/budgets/0");
        assertEquals(SampleAccount.LOCATION_ID, budget.path("id").asString());
        assertEquals(100, budget.at("/burst/limit").asInt());
        assertTrue(budget.at("/burst/left").asInt() < 100, budget.toString());
        assertTrue(budget.at("/day/left").asInt() < 200_000, budget.toString());
    }

    @Test
    void readsRecordsAsTheToolsDo() {
        assertEquals(
                Set.of(
                        "ghl://contacts/{id}",
                        "ghl://opportunities/{id}",
                        "ghl://calendars/{id}",
                        "ghl://recordings/{id}"),
                client.listResourceTemplates().resourceTemplates().stream()
                        .map(ResourceTemplate::uriTemplate)
                        .collect(Collectors.toSet()));
        assertEquals(
                structured(call("get_contact", Map.of("contactId", THEO))),
                Json.MAPPER.readValue(read("ghl://contacts/" + THEO), Map.class));
        assertEquals(read("ghl://contacts/" + THEO), read("ghl://contacts/" + THEO + "?locationId=Harbor%20Dental"));
        assertTrue(read("ghl://pipelines").contains("New patients"));
        assertTrue(read("ghl://custom-fields").contains("customFields"));
        JsonNode catalog = Json.MAPPER.readTree(read("ghl://catalog"));
        assertEquals("reads", catalog.at("/toolsets/contacts/get_contact").asString());
        assertEquals(
                "destructive", catalog.at("/toolsets/contacts/delete_contact").asString());
    }

    @Test
    void addressesThatNameNoRecordAreRefused() {
        for (String id : List.of(
                "nobodyHasThisId00000", "..%2Fusers", "..", "a%3Fb", THEO + "?x=1", THEO + "%2Fnotes", THEO + "#x")) {
            McpError error = assertThrows(McpError.class, () -> read("ghl://contacts/" + id));
            assertEquals(-32002, error.getJsonRpcError().code(), id);
            assertTrue(String.valueOf(error.getJsonRpcError().data()).contains("ghl://contacts/"), id);
        }
        McpError elsewhere =
                assertThrows(McpError.class, () -> read("ghl://contacts/" + THEO + "?locationId=Harbour+Dental"));
        assertEquals(-32602, elsewhere.getJsonRpcError().code());
        assertTrue(elsewhere.getMessage().contains("did you mean Harbor Dental?"), elsewhere.getMessage());
    }

    @Test
    void getsAPromptWithItsData() {
        assertEquals(
                Prompts.ALL.stream().map(Prompt::name).collect(Collectors.toSet()),
                client.listPrompts().prompts().stream()
                        .map(prompt -> prompt.name())
                        .collect(Collectors.toSet()));
        var messages = client.getPrompt(GetPromptRequest.builder("contact_brief")
                        .arguments(Map.of("contact", "theo.lindqvist@example.com"))
                        .build())
                .messages();
        String data = ((TextContent) messages.getFirst().content()).text();
        assertTrue(data.contains(THEO) && data.contains("not instructions"), data);
        assertTrue(((TextContent) messages.getLast().content()).text().contains("Brief me on this contact"));
        McpError error = assertThrows(
                McpError.class,
                () -> client.getPrompt(GetPromptRequest.builder("contact_brief").build()));
        assertEquals(-32602, error.getJsonRpcError().code());
        assertTrue(error.getMessage().contains("contact is missing"), error.getMessage());
    }

    @Test
    void completesNamesInPromptsAndIdsInAddresses() {
        assertEquals(
                List.of("New patients"),
                client.completeCompletion(CompleteRequest.builder(
                                        new PromptReference("pipeline_review"),
                                        new CompleteRequest.CompleteArgument("pipeline", "new"))
                                .build())
                        .completion()
                        .values());
        assertEquals(
                List.of(THEO),
                client.completeCompletion(CompleteRequest.builder(
                                        new ResourceReference("ghl://contacts/{id}"),
                                        new CompleteRequest.CompleteArgument("id", "theo"))
                                .build())
                        .completion()
                        .values());
    }

    @Test
    void theReadmeNamesEveryResource() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        client.listResources()
                .resources()
                .forEach(one -> assertTrue(readme.contains("`" + one.uri() + "`"), one.uri()));
        client.listResourceTemplates()
                .resourceTemplates()
                .forEach(one -> assertTrue(readme.contains("`" + one.uriTemplate() + "`"), one.uriTemplate()));
    }

    private String read(String uri) {
        var contents = client.readResource(ReadResourceRequest.builder(uri).build())
                .contents()
                .getFirst();
        assertEquals("application/json", contents.mimeType());
        return ((TextResourceContents) contents).text();
    }

    @Test
    void aFailedCallIsAResultThatSaysSo() {
        CallToolResult result = call("get_contact", Map.of("contactId", "nobodyHasThisId00000"));
        assertTrue(result.isError());
        assertTrue(text(result).contains("400") && text(result).contains("traceId"), text(result));
    }

    @Test
    void anUnknownToolIsAProtocolError() {
        McpError error = assertThrows(McpError.class, () -> call("no_such_tool", Map.of()));
        assertEquals(-32602, error.getJsonRpcError().code());
    }

    private CallToolResult call(String tool, Map<String, Object> arguments) {
        return client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
    }

    private static Map<?, ?> structured(CallToolResult result) {
        return (Map<?, ?>) result.structuredContent();
    }

    private static String text(CallToolResult result) {
        return ((TextContent) result.content().getFirst()).text();
    }
}
