package dev.ghlmcp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.catalog.Json;
import dev.ghlmcp.catalog.ToolList;
import dev.ghlmcp.sandbox.Sandbox;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.AudioContent;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The Java SDK's own client against the built program on the sandbox.
class SdkClientIT {
    /// The call in the sandbox that was recorded.
    private static final String RECORDED = "B2uKRxUDSBv7croHqdXb";

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
        assertEquals(ToolList.load().names(), tools.stream().map(Tool::name).toList());
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
                List.of("ghl://rate-limits"),
                client.listResources().resources().stream().map(Resource::uri).toList());
        var contents = client.readResource(
                        ReadResourceRequest.builder("ghl://rate-limits").build())
                .contents()
                .getFirst();
        JsonNode budget =
                Json.MAPPER.readTree(((TextResourceContents) contents).text()).at("/budgets/0");
        assertEquals(Sandbox.LOCATION_ID, budget.path("id").asString());
        assertEquals(100, budget.at("/burst/limit").asInt());
        assertTrue(budget.at("/burst/left").asInt() < 100, budget.toString());
        assertTrue(budget.at("/day/left").asInt() < 200_000, budget.toString());
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
