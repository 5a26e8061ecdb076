package dev.ghlmcp.watch.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.server.auth.Principals;
import dev.ghlmcp.server.event.EventNumbers;
import dev.ghlmcp.server.event.EventSupport;
import dev.ghlmcp.server.feature.ToolServer;
import dev.ghlmcp.server.protocol.Channel;
import dev.ghlmcp.server.protocol.MessageWriter;
import dev.ghlmcp.server.stateless.RequestStates;
import dev.ghlmcp.server.stateless.StatelessProtocol;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Who is told of events.
class EventToolsListenTest extends EventToolsFixture {
    /// MCP 2026-07-28, where a request listens until it is cancelled.
    @Test
    void aRequestThatListensIsToldOfItsOwnWatchesOnly() throws InterruptedException {
        Caller ada = own("ada");
        String mine = "ghl://watches/"
                + call(ada, "watch", "{'operation':'search_contacts'}")
                        .path("watch")
                        .asString();
        String bens = "ghl://watches/"
                + call(own("ben"), "watch", "{'operation':'list_calendars'}")
                        .path("watch")
                        .asString();
        Queue<JsonNode> told = new ConcurrentLinkedQueue<>();
        StatelessProtocol modern = new StatelessProtocol(
                ToolServer.features(
                        ALL,
                        () -> dispatcher,
                        new EventSupport(_ -> watches, null, EventNumbers.AUTO, Principals.UNASKED),
                        "test"),
                RequestStates.ofThisProcess());
        ObjectNode params = (ObjectNode) Json.MAPPER.readTree("""
                {"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",
                 "io.modelcontextprotocol/clientCapabilities":{}},
                 "notifications":{"toolsListChanged":true,"resourceSubscriptions":["%s","%s"]}}""".formatted(mine, bens));
        Channel channel = new Channel() {
            @Override
            public Caller caller() {
                return ada;
            }

            @Override
            public void answer(JSONRPCResponse response) {
                throw new AssertionError(response.id());
            }

            @Override
            public void notify(JSONRPCNotification notification) {
                told.add(Json.MAPPER.readTree(MessageWriter.bytes(notification)));
            }

            @Override
            public JSONRPCResponse ask(JSONRPCRequest question, Future<JSONRPCResponse> reply) {
                throw new AssertionError(question.method());
            }
        };
        AtomicReference<String> answer = new AtomicReference<>();
        Thread listening = Thread.ofVirtual()
                .start(() -> answer.set(new String(
                        MessageWriter.bytes(
                                modern.answer(new JSONRPCRequest("2.0", "subscriptions/listen", 7L, params), channel)),
                        StandardCharsets.UTF_8)));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> told.size() == 1);
        JsonNode first = told.remove();
        assertEquals(
                "notifications/subscriptions/acknowledged", first.path("method").asString());
        assertEquals(
                "{\"resourceSubscriptions\":[\"" + mine + "\"]}",
                first.at("/params/notifications").toString());
        contact("heard@example.com");
        now = now.plus(Duration.ofHours(1));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !told.isEmpty());
        JsonNode updated = told.remove();
        assertEquals("notifications/resources/updated", updated.path("method").asString());
        assertEquals(mine, updated.at("/params/uri").asString());
        listening.interrupt();
        assertTrue(listening.join(Duration.ofSeconds(60)));
        assertEquals(1, Pattern.compile("_meta").matcher(answer.get()).results().count(), answer.get());
        JsonNode ended = Json.MAPPER.readTree(answer.get()).path("result");
        assertEquals("complete", ended.path("resultType").asString());
        for (JsonNode one : List.of(first.path("params"), updated.path("params"), ended)) {
            assertEquals(
                    7, one.at("/_meta/io.modelcontextprotocol~1subscriptionId").asInt(), one::toString);
        }
    }
}
