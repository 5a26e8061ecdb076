package dev.ghlmcp.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.ResourcesUpdatedNotification;
import io.modelcontextprotocol.spec.McpSchema.SubscribeRequest;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the server says by itself reaches the Java SDK's client over the stream that it holds open.
class NotificationsTest {
    private static final String WATCHED = "test://watched-resource";

    @ParameterizedTest
    @ValueSource(strings = {"/mcp", "/sse"})
    void tellsSubscribersAndEverybody(String path) throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (Served served = Served.start();
                McpSyncClient client = McpClient.sync(transport(served, path))
                        .resourcesUpdateConsumer(_ -> heard.add("updated"))
                        .toolsChangeConsumer(_ -> heard.add("listed"))
                        .build();
                McpSyncClient other = McpClient.sync(transport(served, path))
                        .resourcesUpdateConsumer(_ -> {
                            throw new AssertionError("it did not subscribe");
                        })
                        .build()) {
            client.initialize();
            other.initialize();
            client.subscribeResource(SubscribeRequest.builder(WATCHED).build());
            // The client opens its stream some time after it was answered.
            Set<String> kinds = new HashSet<>();
            for (int attempts = 0; kinds.size() < 2 && attempts < 200; attempts++) {
                served.fixtures.servers.forEach(server -> {
                    server.notifyResourcesUpdated(new ResourcesUpdatedNotification(WATCHED));
                    server.notifyToolsListChanged();
                });
                String kind = heard.poll(100, TimeUnit.MILLISECONDS);
                if (kind != null) {
                    kinds.add(kind);
                }
            }
            assertEquals(Set.of("updated", "listed"), kinds);
            McpError error = assertThrows(
                    McpError.class,
                    () -> client.readResource(
                            ReadResourceRequest.builder("test://nothing").build()));
            assertTrue(String.valueOf(error.getJsonRpcError().data()).contains("test://nothing"), "with its data");
            assertEquals(2, served.sessions.count());
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
