package dev.ghlmcp.server.stateless;

import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.http.RetryPolicyTest;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.mcp.discovery.CallTool;
import dev.ghlmcp.mcp.discovery.SearchTools;
import dev.ghlmcp.server.feature.ToolServer;
import dev.ghlmcp.server.protocol.Channel;
import dev.ghlmcp.server.protocol.MessageWriter;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A question in rounds is about the call, not about the names that could be read for it.
class ConfirmationRoundsTest {
    @RegisterExtension
    static final WireMockExtension UPSTREAM = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private static final ResponseDefinitionBuilder NAMED =
            okJson("{\"contact\":{\"id\":\"c1\",\"firstName\":\"Ada\"}}");
    private static final ResponseDefinitionBuilder REFUSED = jsonResponse("{}", 403);

    private final Dispatcher dispatcher = DispatcherFixture.of(new HighLevelClient(
                    RetryPolicyTest.account(UPSTREAM.baseUrl(), Duration.ofSeconds(30), Duration.ofSeconds(5)),
                    "ghl-mcp/test"))
            .handlers(List.of(new SearchTools(), new CallTool()))
            .open();
    private final StatelessProtocol modern = new StatelessProtocol(
            ToolServer.features(ToolView.load(), () -> dispatcher, null, "test"), RequestStates.ofThisProcess());

    @AfterEach
    void close() {
        dispatcher.close();
    }

    @Test
    void aNameThatCannotBeReadInTheSecondRoundIsNotAskedForAgain() {
        assertOneQuestion(NAMED, REFUSED);
    }

    @Test
    void aNameThatCanOnlyBeReadInTheSecondRoundIsNotAskedForAgain() {
        assertOneQuestion(REFUSED, NAMED);
    }

    private void assertOneQuestion(ResponseDefinitionBuilder first, ResponseDefinitionBuilder second) {
        UPSTREAM.stubFor(get("/contacts/c1").willReturn(first));
        UPSTREAM.stubFor(delete("/contacts/c1").willReturn(okJson("{\"succeded\":true}")));
        JsonNode question = call(Map.of()).path("result");
        assertEquals("input_required", question.path("resultType").asString(), question::toString);
        String key = question.path("inputRequests").propertyNames().iterator().next();
        UPSTREAM.stubFor(get("/contacts/c1").willReturn(second));
        JsonNode done = call(Map.of(
                "requestState",
                question.path("requestState").asString(),
                "inputResponses",
                Map.of(key, Map.of("action", "accept"))));
        assertEquals("complete", done.at("/result/resultType").asString(), done::toString);
        assertTrue(done.at("/result/structuredContent/succeded").asBoolean(), done::toString);
        UPSTREAM.verify(1, deleteRequestedFor(urlEqualTo("/contacts/c1")));
    }

    private JsonNode call(Map<String, Object> more) {
        Map<String, Object> params = new HashMap<>(more);
        params.put("name", "delete_contact");
        params.put("arguments", Map.of("contactId", "c1"));
        params.put(
                "_meta",
                Map.of(
                        "io.modelcontextprotocol/protocolVersion",
                        StatelessProtocol.VERSION,
                        "io.modelcontextprotocol/clientCapabilities",
                        Map.of("elicitation", Map.of())));
        Channel channel = new Channel() {
            @Override
            public Caller caller() {
                return dispatcher.local();
            }

            @Override
            public void answer(JSONRPCResponse response) {
                throw new AssertionError(response.id());
            }

            @Override
            public void notify(JSONRPCNotification notification) {
                throw new AssertionError(notification.method());
            }

            @Override
            public JSONRPCResponse ask(JSONRPCRequest question, Future<JSONRPCResponse> reply) {
                throw new AssertionError(question.method());
            }
        };
        JSONRPCRequest request =
                new JSONRPCRequest("2.0", "tools/call", 1L, Json.MAPPER.<ObjectNode>valueToTree(params));
        return Json.MAPPER.readTree(MessageWriter.bytes(modern.answer(request, channel)));
    }
}
