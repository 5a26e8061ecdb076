package dev.ghlmcp.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a call tells reaches the Java SDK's client, and so do errors with their data.
class NotificationsTest {
    @ParameterizedTest
    @ValueSource(strings = {"/mcp", "/sse"})
    void comesWithTheCall(String path) throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (Served served = Served.start();
                McpSyncClient client = McpClient.sync(transport(served, path))
                        .toolsChangeConsumer(_ -> heard.add("listed"))
                        .build()) {
            client.initialize();
            client.callTool(CallToolRequest.builder("test_trigger_tool_change").build());
            assertEquals("listed", heard.poll(20, TimeUnit.SECONDS));
            McpError error = assertThrows(
                    McpError.class,
                    () -> client.readResource(
                            ReadResourceRequest.builder("test://nothing").build()));
            assertTrue(String.valueOf(error.getJsonRpcError().data()).contains("test://nothing"), "with its data");
        }
    }

    @SuppressWarnings("deprecation") // SSE is half of what this is about
    private static McpClientTransport transport(Served served, String path) {
        String origin = "http://" + served.host();
        return path.equals("/sse")
                ? io.modelcontextprotocol.client.transport.HttpClientSseClientTransport.builder(origin)
                        .build()
                : HttpClientStreamableHttpTransport.builder(origin).build();
    }
}
