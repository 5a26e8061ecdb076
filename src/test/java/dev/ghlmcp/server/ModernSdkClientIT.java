package dev.ghlmcp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.catalog.ToolView;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.modern.McpSchema;
import io.modelcontextprotocol.modern.client.McpClient;
import io.modelcontextprotocol.modern.client.McpSyncClient;
import io.modelcontextprotocol.modern.client.transport.HttpClientMcpTransport;
import io.modelcontextprotocol.modern.client.transport.McpClientTransport;
import io.modelcontextprotocol.modern.client.transport.StdioMcpClientTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The Java SDK's client of MCP 2026-07-28 against the built program on the sandbox.
class ModernSdkClientIT {
    private static final String THEO = "MBGTVnqQITBKXUS7XoXo";

    @Test
    void onStdio() {
        StdioMcpClientTransport transport = StdioMcpClientTransport.builder(
                        ServerParameters.builder(BuiltProgram.launcher().toString())
                                .args("--sandbox", "stdio")
                                .build())
                .jsonMapper(McpJsonDefaults.getMapper())
                .stderrConsumer(_ -> {})
                .start();
        try {
            uses(transport);
        } finally {
            transport.close();
        }
    }

    @Test
    void overHttp() throws Exception {
        try (BuiltProgram program = BuiltProgram.start(Map.of(), "--sandbox", "http", "--port", "0")) {
            uses(HttpClientMcpTransport.builder(program.address()).build());
        }
    }

    private static void uses(McpClientTransport transport) {
        List<String> asked = new ArrayList<>();
        McpSyncClient client = McpClient.sync(transport)
                .formElicitation(form -> {
                    asked.add(form.message());
                    return new McpSchema.ElicitResult(McpSchema.ElicitResult.Action.ACCEPT, Map.of());
                })
                .build();
        assertEquals(List.of("2026-07-28"), client.discover().supportedVersions());
        assertEquals(
                ToolView.load().listed(),
                client.listTools().list().tools().stream()
                        .map(McpSchema.Tool::name)
                        .toList());
        McpSchema.CallToolResult found =
                client.tool("get_contact").arguments(Map.of("contactId", THEO)).call();
        assertFalse(Boolean.TRUE.equals(found.isError()), found.toString());
        assertEquals(
                1, client.resource("ghl://contacts/" + THEO).read().contents().size());
        assertEquals(
                2,
                client.prompt("contact_brief")
                        .arguments(Map.of("contact", THEO))
                        .get()
                        .messages()
                        .size());
        McpSchema.CallToolResult deleted = client.tool("delete_contact")
                .arguments(Map.of("contactId", THEO))
                .call();
        assertFalse(Boolean.TRUE.equals(deleted.isError()), deleted.toString());
        assertEquals(1, asked.size(), "the person is asked in a round between");
        assertTrue(client.tool("get_contact")
                .arguments(Map.of("contactId", THEO))
                .call()
                .isError());
        assertThrows(RuntimeException.class, () -> client.tool("no_such").call());
    }
}
