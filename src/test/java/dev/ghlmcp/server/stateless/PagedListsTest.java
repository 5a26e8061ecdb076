package dev.ghlmcp.server.stateless;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.server.feature.FeatureSpecs;
import dev.ghlmcp.server.feature.ServerFeatures;
import dev.ghlmcp.server.protocol.Codec;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PagedListsTest {
    private static final List<String> NAMES =
            IntStream.range(0, 250).mapToObj(i -> "tool_" + (i * 7919 % 250)).toList();

    private final StatelessProtocol modern = new StatelessProtocol(new Many(), RequestStates.ofThisProcess());

    private record Many() implements ServerFeatures {
        @Override
        public JSONRPCResponse answer(JSONRPCRequest request) {
            return null;
        }

        @Override
        public FeatureSpecs features() {
            return new FeatureSpecs(
                    Implementation.builder("many", "1").build(),
                    null,
                    ServerCapabilities.builder().tools(false).build(),
                    NAMES.stream()
                            .map(name -> new SyncToolSpecification(
                                    Tool.builder(name, Map.of("type", "object")).build(),
                                    (_, _) -> CallToolResult.builder().build()))
                            .toList(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of());
        }
    }

    @Test
    void pagesFollowEachOtherInTheOrderOfTheFeatures() throws IOException {
        List<String> seen = new ArrayList<>();
        JsonNode page = list(Map.of()).path("result");
        for (int pages = 1; ; pages++) {
            page.path("tools").forEach(tool -> seen.add(tool.path("name").asString()));
            assertEquals("public", page.path("cacheScope").asString());
            if (!page.has("nextCursor")) {
                assertEquals(3, pages);
                break;
            }
            page = list(Map.of("cursor", page.path("nextCursor").asString())).path("result");
        }
        assertEquals(NAMES, seen);
    }

    @Test
    void refusesACursorThatIsNone() throws IOException {
        for (Object cursor : List.of("zzz", 100, "ZnJvbSA1MA")) {
            assertEquals(
                    -32602, list(Map.of("cursor", cursor)).at("/error/code").asInt());
        }
    }

    @Test
    void argumentsMayComeAsAText() throws IOException {
        for (Object arguments : List.of(Map.of(), "", "{}")) {
            assertEquals(
                    List.of(),
                    ask("tools/call", Map.of("name", NAMES.getFirst(), "arguments", arguments))
                            .at("/error")
                            .valueStream()
                            .toList());
        }
        assertEquals(
                -32602,
                ask("tools/call", Map.of("name", NAMES.getFirst(), "arguments", "x"))
                        .at("/error/code")
                        .asInt());
    }

    private JsonNode list(Map<String, Object> params) throws IOException {
        return ask("tools/list", params);
    }

    private JsonNode ask(String method, Map<String, Object> params) throws IOException {
        Map<String, Object> all = new java.util.HashMap<>(params);
        all.put(
                "_meta",
                Map.of(
                        "io.modelcontextprotocol/protocolVersion",
                        StatelessProtocol.VERSION,
                        "io.modelcontextprotocol/clientCapabilities",
                        Map.of()));
        JSONRPCResponse response = modern.answer(new JSONRPCRequest("2.0", method, 1, all), null);
        return Json.MAPPER.readTree(new Codec().writeValueAsBytes(response));
    }
}
