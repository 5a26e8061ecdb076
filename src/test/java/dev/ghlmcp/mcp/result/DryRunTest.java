package dev.ghlmcp.mcp.result;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Examples;
import dev.ghlmcp.mcp.Scripted;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.secret.SecretMembers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `dryRun` shows what would be sent, and sends nothing.
class DryRunTest {
    private final Examples examples = new Examples();

    @ParameterizedTest
    @EnumSource
    void everyWriteShowsTheRequestThatItsCallSends(Generation generation) {
        int writes = 0;
        try (Scripted scripted = Scripted.both(generation)) {
            scripted.answer(any(anyUrl()), "{}");
            for (ToolDefinition tool : writes(generation).toList()) {
                ObjectNode arguments = examples.of(tool);
                ToolResult dry = scripted.call(tool.name(), arguments.deepCopy().put(DryRun.ARGUMENT, true));
                assertFalse(dry.error(), () -> tool.name() + ": " + dry.text());
                assertTrue(
                        scripted.sent().stream()
                                .allMatch(request -> request.startsWith("GET ") || request.contains("/search")),
                        () -> tool.name() + ": " + scripted.sent());
                assertTrue(dry.text().startsWith("{\"dryRun\":\"Nothing was sent."), dry::text);
                assertFalse(dry.text().contains("pit-"), "a token");

                JsonNode shown = Json.MAPPER.readTree(dry.json().toString()).path("request");
                String url = shown.path("url").asString();
                String path =
                        url.substring(scripted.upstream.baseUrl().length()).replaceFirst("\\?.*", "");
                assertTrue(
                        tool.endpoints().stream()
                                .anyMatch(at -> at.method()
                                                .equals(shown.path("method").asString())
                                        && path.matches(at.path().toString().replaceAll("\\{[^}]*}", "[^/]+"))),
                        () -> tool.name() + ": " + shown + " is not of " + tool.endpoints());

                ToolResult done = scripted.call(tool.name(), arguments.put(DryRun.ARGUMENT, false));
                assertFalse(done.error(), () -> tool.name() + ": " + done.text());
                Request sent = scripted.upstream.getAllServeEvents().stream()
                        .map(ServeEvent::getRequest)
                        .filter(request -> !request.getMethod().isOneOf(RequestMethod.GET)
                                && !request.getUrl().contains("/search"))
                        .findFirst()
                        .orElseThrow();
                assertEquals(
                        sent.getMethod() + " " + sent.getAbsoluteUrl(),
                        shown.path("method").asString() + " " + url);
                assertEquals(
                        sent.getHeader("Version"), shown.at("/headers/Version").asString());
                assertEquals(
                        "Bearer pit-" + (shown.path("token").asString().equals("agency") ? "agency" : "location"),
                        sent.getHeader("Authorization"));
                assertEquals(
                        sent.getBodyAsString().isEmpty()
                                ? ""
                                : SecretMembers.masked(Json.MAPPER.readTree(sent.getBodyAsString()))
                                        .toString(),
                        shown.has("body") ? shown.path("body").toString() : "",
                        tool.name());
                scripted.upstream.resetRequests();
                writes++;
            }
        }
        System.out.println("dry runs, " + generation + ": " + writes);
        assertEquals(68, writes);
    }

    @Test
    void wrongArgumentsAreRefusedAsEver() {
        try (Scripted scripted = Scripted.both(Generation.DATED)) {
            ToolResult result = scripted.call("create_contact_note", "{'contactId':'c1','dryRun':true}");
            assertTrue(result.error() && result.text().contains("body is missing"), result.text());
            result = scripted.call("delete_contact", "{'contactId':'c1','locationId':'Nowhere','dryRun':true}");
            assertTrue(result.error() && result.text().contains("Nowhere"), result.text());
            result = scripted.call("upsert_invoice", "{'name':'n','dryRun':true}");
            assertTrue(result.error(), result.text());
            result = scripted.call("get_contact", "{'contactId':'c1','dryRun':true}");
            assertTrue(result.error() && result.text().contains("dryRun is not known"), result.text());
        }
    }

    @Test
    void worksThroughTheToolThatCallsOthersAndNullsAreNotSent() {
        try (Scripted scripted = Scripted.both(Generation.DATED)) {
            ToolResult result = scripted.call(
                    "call_tool",
                    "{'name':'update_contact','arguments':{'contactId':'c1','city':null,'state':'CA','dryRun':'true'}}");
            JsonNode request = Json.MAPPER.readTree(result.json().toString()).path("request");
            assertEquals("PUT", request.path("method").asString());
            assertEquals("{\"state\":\"CA\"}", request.path("body").toString());
            assertEquals(
                    "loc1",
                    Json.MAPPER
                            .readTree(result.json().toString())
                            .at("/touched/locationId")
                            .asString());
            assertEquals(List.of(), scripted.sent());
            scripted.answer(any(anyUrl()), "{}");
            result = scripted.call(
                    "call_tool", "{'name':'delete_contact','arguments':{'contactId':'c1'},'dryRun':true}");
            assertTrue(result.text().startsWith("{\"dryRun\":\"Nothing was sent."), result.text());
            assertTrue(scripted.sent().stream().noneMatch(sent -> sent.startsWith("DELETE")));
        }
    }

    private static Stream<ToolDefinition> writes(Generation generation) {
        return Catalog.load(generation).tools().stream()
                .filter(tool -> !tool.hints().readOnly());
    }
}
