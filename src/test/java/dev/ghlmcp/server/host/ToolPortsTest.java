package dev.ghlmcp.server.host;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.catalog.ArgumentTraits;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.catalog.api.ApiAccess;
import dev.ghlmcp.catalog.api.ApiTools;
import dev.ghlmcp.catalog.endpoint.BodyFormat;
import dev.ghlmcp.catalog.endpoint.Endpoint;
import dev.ghlmcp.catalog.endpoint.PathTemplate;
import dev.ghlmcp.catalog.endpoint.ToolHints;
import dev.ghlmcp.catalog.selection.Preset;
import dev.ghlmcp.catalog.selection.Selection;
import dev.ghlmcp.catalog.selection.Surface;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.http.RetryPolicyTest;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.DeclaredTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.IndexedTools;
import dev.ghlmcp.mcp.ToolHandler;
import dev.ghlmcp.mcp.ToolSource;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.mcp.discovery.CallTool;
import dev.ghlmcp.mcp.discovery.SearchTools;
import dev.ghlmcp.operation.annotation.Content;
import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.server.http.ToolPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A tool of a second source and a tool with code of its own are tools like the declared ones.
class ToolPortsTest {
    @RegisterExtension
    static final WireMockExtension UPSTREAM = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private static final String SOURCED = "list_lighthouses";
    private static final String HANDLED = "paint_lighthouse";

    private final ToolSource index = new OneTool();
    private final ToolHandler handler = new Painter();
    private final DeclaredTools declared = DeclaredTools.load(Generation.DATED);
    private final ToolView tools = ToolView.of(Stream.concat(
                    declared.names().stream().map(declared::entry), Stream.of(index.entry(SOURCED), handler.entry()))
            .toList());
    private final Dispatcher dispatcher = dispatcher(List.of(declared, index), tools);
    private final ToolView searching = Surface.SEARCH.of(tools);
    private final IndexedTools indexed =
            new IndexedTools(new ApiTools(Generation.DATED), ApiAccess.of(List.of(), null, List.of(), false));
    private final ToolEndpoints endpoints = new ToolEndpoints(tools, searching, indexed, dispatcher, null, "test");

    @AfterEach
    void close() {
        dispatcher.close();
    }

    @Test
    void bothAreListedAndCalled() {
        UPSTREAM.stubFor(get("/lighthouses").willReturn(okJson("{\"lighthouses\":[{\"id\":\"l1\"}]}")));
        assertTrue(tools.listed().containsAll(List.of(SOURCED, HANDLED)));
        assertTrue(call(tools, SOURCED, "{}").text().contains("\"l1\""));
        assertEquals(
                "{\"painted\":\"red\"}",
                call(tools, HANDLED, "{'colour':'red'}").text());
        assertTrue(call(tools, HANDLED, "{}").text().contains("colour is missing"));
        assertTrue(call(tools, SOURCED, "{'colour':'red'}").text().contains("colour is not known"));
    }

    @Test
    void bothAreFoundAndCalledThroughTheSearch() {
        UPSTREAM.stubFor(get("/lighthouses").willReturn(okJson("{\"lighthouses\":[{\"id\":\"l1\"}]}")));
        assertFalse(searching.listed().contains(SOURCED));
        JsonNode found =
                call(searching, "search_tools", "{'query':'lighthouse'}").json();
        String names = found.path("tools") + " " + found.path("others");
        assertTrue(names.contains(SOURCED) && names.contains(HANDLED), names);
        assertTrue(call(searching, "call_tool", "{'name':'" + SOURCED + "'}")
                .text()
                .contains("\"l1\""));
        assertEquals(
                "{\"painted\":\"red\"}",
                call(searching, "call_tool", "{'name':'" + HANDLED + "','arguments':{'colour':'red'}}")
                        .text());
        assertEquals(
                SOURCED + " is not listed: call it through call_tool.",
                call(searching, SOURCED, "{}").text());
    }

    @Test
    void aPathThatOnlyReadsHasTheReadingOne() {
        ToolView reading = endpoints.view(new ToolPath(Set.of(), true));
        assertTrue(reading.listed().contains(SOURCED));
        assertFalse(reading.listed().contains(HANDLED));
        ToolResult refused = call(reading, HANDLED, "{'colour':'red'}");
        assertEquals(ToolResult.UNKNOWN, refused.outcome());
        assertEquals(HANDLED + " is not served at /mcp/readonly, but at /mcp it may be.", refused.text());
    }

    @Test
    void aPathOfTheirToolsetHasBothAndNoOther() {
        ToolView theirs = endpoints.view(new ToolPath(Set.of("lighthouses"), false));
        assertEquals(List.of(SOURCED, HANDLED), theirs.listed());
        assertEquals(
                ToolResult.UNKNOWN,
                call(theirs, "get_contact", "{'contactId':'c1'}").outcome());
        assertEquals(
                ToolResult.UNKNOWN,
                call(theirs, "search_tools", "{'query':'x'}").outcome());
    }

    @Test
    void aSelectionHidesThemFromEveryWay() {
        Selection selection = new Selection(Preset.ALL, List.of(), List.of(), List.of("lighthouses"), false);
        ToolView hiding = tools.without(selection.hidden(dispatcher.tools()));
        ToolView found = Surface.SEARCH.of(hiding);
        assertEquals(ToolResult.UNKNOWN, call(hiding, SOURCED, "{}").outcome());
        assertEquals(
                ToolResult.UNKNOWN,
                call(found, "call_tool", "{'name':'" + HANDLED + "'}").outcome());
        assertFalse(call(found, "search_tools", "{'query':'lighthouse'}").text().contains(SOURCED));
        assertFalse(new CallerTools(dispatcher, dispatcher.local(), hiding).has(HANDLED));
    }

    @Test
    void twoToolsOfOneNameAreRefused() {
        assertThrows(IllegalStateException.class, () -> dispatcher(List.of(index, index), tools));
    }

    private ToolResult call(ToolView view, String tool, String arguments) {
        return dispatcher.call(dispatcher.local(), Confirmer.ABSENT, view, tool, (ObjectNode) json(arguments));
    }

    private Dispatcher dispatcher(List<ToolSource> sources, ToolView view) {
        return DispatcherFixture.of(new HighLevelClient(
                        RetryPolicyTest.account(UPSTREAM.baseUrl(), Duration.ofSeconds(30), Duration.ofSeconds(5)),
                        "ghl-mcp/test"))
                .sources(sources)
                .handlers(List.of(new SearchTools(), new CallTool(), handler))
                .view(view)
                .open();
    }

    private static JsonNode json(String text) {
        return Json.MAPPER.readTree(text.replace('\'', '"'));
    }

    private static final class OneTool implements ToolSource {
        @Override
        public Set<String> names() {
            return Set.of(SOURCED);
        }

        @Override
        public ToolDefinition tool(String name) {
            return new ToolDefinition(
                    SOURCED,
                    "List lighthouses",
                    "lighthouses",
                    "List the lighthouses of the coast.",
                    new ToolHints(true, false, true, null),
                    List.of(new Endpoint(
                            "GET",
                            PathTemplate.parse("/lighthouses"),
                            "2021-07-28",
                            List.of(TokenClass.SUB_ACCOUNT),
                            new ArrayList<>(),
                            BodyFormat.NONE,
                            Content.JSON)),
                    false,
                    List.of("lighthouses.readonly"),
                    null,
                    List.of(),
                    List.of(),
                    List.of(),
                    ArgumentTraits.NONE);
        }

        @Override
        public JsonNode entry(String name) {
            return json("{'name':'" + SOURCED + "','description':'List the lighthouses of the coast.',"
                    + "'inputSchema':{'type':'object','properties':{}}}");
        }
    }

    private static final class Painter implements ToolHandler {
        @Override
        public String name() {
            return HANDLED;
        }

        @Override
        public JsonNode entry() {
            return json("{'name':'" + HANDLED + "','description':'Paint a lighthouse.','inputSchema':{'type':'object',"
                    + "'properties':{'colour':{'type':'string'}},'required':['colour']}}");
        }

        @Override
        public String toolset() {
            return "lighthouses";
        }

        @Override
        public ToolResult call(CallerTools tools, ObjectNode arguments) {
            return ToolResult.answer(
                    "painted",
                    Json.MAPPER
                            .createObjectNode()
                            .put("painted", arguments.path("colour").asString()));
        }
    }
}
