package dev.ghlmcp.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.Browser;
import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.catalog.example.ToolExamples;
import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The front page of the built program, in the system's Chromium, as `src/test/browser/visit.mjs` uses it.
class FrontPageIT {
    private static final String TOKEN = "front-page-token-front-page-token-1";

    @TempDir
    private static Path folder;

    private static BuiltProgram program;
    private static String url;

    @BeforeAll
    static void start() throws Exception {
        program = serve(Map.of());
        url = address(program);
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @Test
    void aToolIsFoundFilledAndReadByKeyboardAlone() throws Exception {
        JsonNode seen = visit("call", url);
        List<ToolDefinition> tools = Catalog.load().tools();
        long toolsets = tools.stream().map(ToolDefinition::toolset).distinct().count();
        assertEquals(
                ToolView.load().listed().size() + " tools in " + toolsets + " toolsets",
                seen.path("all").asString());
        assertEquals("Search contacts", seen.at("/found/0").asString());
        assertFalse(seen.at("/read/failed").asBoolean());
        assertTrue(seen.at("/read/text").asString().contains("theo.lindqvist@example.com"), seen.toString());
        assertTrue(seen.path("budget").asString().contains(" of 100"), seen.toString());
        assertTrue(seen.at("/refused/0").asString().startsWith("filters must be JSON, such as [{"), seen.toString());
        assertEquals("pageLimit must be a whole number.", seen.at("/refused/1").asString());
        assertEquals(
                "pageLimit must be between 1 and 500.", seen.at("/refused/2").asString());
        assertEquals("true", seen.path("focused").asString());
        assertEquals(seen.path("calls").asInt(), seen.path("callsAfter").asInt(), "what is refused is not sent");
        quiet(seen);
    }

    @Test
    void whatDeletesAsksFirst() throws Exception {
        JsonNode seen = visit("remove", url);
        assertEquals("contactId is required.", seen.path("missing").asString());
        assertEquals("Tick the box first.", seen.path("unticked").asString());
        assertEquals(3, seen.path("asked").size());
        assertTrue(
                seen.at("/asked/0").asString().contains("Gone"),
                seen.path("asked").toString());
        assertEquals("[]", seen.path("faults").toString());
        assertTrue(seen.at("/declined/failed").asBoolean(), seen.toString());
        assertTrue(seen.at("/closed/failed").asBoolean(), seen.toString());
        assertFalse(seen.at("/done/failed").asBoolean(), seen.toString());
        assertTrue(seen.at("/after/failed").asBoolean());
        assertTrue(seen.at("/after/text").asString().contains("not found"), seen.toString());
        quiet(seen);
    }

    @Test
    void aCallIsFilledInCopiedShownAsATableAndFoundAgain() throws Exception {
        JsonNode seen = visit("help", url);
        assertEquals(5, seen.path("rows").asInt());
        assertTrue(seen.path("columns").toString().contains("\"email\""), seen.toString());
        assertNotEquals(seen.path("name").asString(), seen.path("later").asString(), "the next page has others");
        assertEquals("[]", seen.path("faults").toString());
        String id = ToolExamples.load().all().at("/arguments/contactId").asString();
        assertEquals(
                "ghl-mcp --sandbox call get_contact --contact-id " + id,
                seen.at("/copied/ghl-mcp call").asString());
        assertEquals(
                id,
                Json.MAPPER
                        .readTree(seen.at("/copied/JSON-RPC").asString())
                        .at("/params/arguments/contactId")
                        .asString());
        assertEquals(
                id,
                seen.at("/curl/result/structuredContent/contact/id").asString(),
                seen.path("curl").toString());
        assertTrue(
                seen.path("offered")
                        .valueStream()
                        .anyMatch(one -> !one.path(0).asString().isEmpty()
                                && one.path(1)
                                        .asString()
                                        .contains(" (" + one.path(0).asString() + ")")),
                seen.path("offered").toString());
        assertEquals("5", seen.path("again").asString());
        assertEquals(1, seen.path("past").asInt(), "the result of that time");
        quiet(seen);
    }

    @Test
    void promptsAndResourcesAreReadAndAPhoneFoldsTheListAway() throws Exception {
        JsonNode seen = visit("guides", url);
        assertTrue(seen.path("listed").size() > 4, seen.path("listed").toString());
        assertTrue(seen.at("/resource/text").asString().contains("\"burst\""), seen.toString());
        assertTrue(seen.at("/prompt/text").asString().contains("ouXvz8AgsBOHRYQt5OJB"), seen.toString());
        assertTrue(seen.path("folded").asBoolean() && seen.path("unfolded").asBoolean(), seen.toString());
        assertTrue(seen.path("foldedAgain").asBoolean());
        assertEquals("[]", seen.path("faults").toString());
        quiet(seen);
    }

    @Test
    void whatIsWatchedShowsWithItsStateAndItsCost() throws Exception {
        JsonNode seen = visit("watches", url);
        assertFalse(seen.path("before").asBoolean(), "nothing was watched");
        assertTrue(
                seen.at("/shown/0").asString().startsWith("search_contacts{\"query\":\"Lindqvist\"}"), seen.toString());
        assertEquals("working", seen.at("/shown/1").asString());
        assertEquals("0", seen.at("/shown/2").asString());
        assertTrue(seen.at("/shown/3").asString().matches("\\d\\d:\\d\\d"), seen.toString());
        assertEquals("288", seen.at("/shown/4").asString());
        assertEquals("[]", seen.path("faults").toString());
        quiet(seen);
    }

    @Test
    void aDeadLetterOfASyncShowsItsReasonAloneAndIsReplayed() throws Exception {
        Path settings = Files.writeString(folder.resolve("application.yaml"), """
                syncs:
                  customers:
                    auth: {token-env: HOOK_TOKEN}
                    id: email
                    steps:
                      - tool: upsert_contact
                        with: '{ "email": email }'
                  by-hand:
                    id: email
                    steps:
                      - tool: upsert_contact
                        with: '{ "email": email }'
                """);
        try (BuiltProgram synced = serve(Map.of("GHL_CONFIG", settings.toString(), "HOOK_TOKEN", TOKEN))) {
            JsonNode seen = visit("syncs", address(synced), TOKEN);
            assertTrue(seen.at("/before/0").asString().contains("No messages yet."), seen.toString());
            assertTrue(seen.at("/before/1").asString().contains("No hook"), seen.toString());
            assertEquals(202, seen.path("taken").asInt());
            assertTrue(seen.at("/shown/0").asString().contains("1 dead"), seen.toString());
            assertTrue(seen.at("/shown/1").asString().startsWith("HighLevel refused it"), seen.toString());
            assertFalse(seen.path("shown").toString().contains("no address"), seen.toString());
            assertEquals(200, seen.path("status").asInt());
            assertEquals(1, seen.at("/answer/replayed").asInt());
            assertEquals("[]", seen.path("faults").toString());
            quiet(seen);
        }
    }

    @Test
    void everybodyCanUseItInLightAndDark() throws Exception {
        JsonNode seen = visit("look", url);
        assertEquals("[]", seen.path("faults").toString());
        assertNotEquals(seen.at("/colors/0").asString(), seen.at("/colors/1").asString());
        quiet(seen);
    }

    @Test
    void itHoldsNothingForThoseWhoAreNotLetIn() throws Exception {
        try (BuiltProgram closed = serve(Map.of("GHL_HTTP_TOKENS", "acme: " + TOKEN))) {
            String there = address(closed);
            assertEquals(401, get(there + "page.json").statusCode());
            assertEquals(
                    401,
                    get(there + "page.json", "Authorization", "Bearer wrong").statusCode());
            HttpResponse<String> data = get(there + "page.json", "Authorization", "Bearer " + TOKEN);
            assertEquals(200, data.statusCode());
            assertTrue(data.body().contains("Harbor Dental") && !data.body().contains(TOKEN), data.body());
            HttpResponse<String> head = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(there)).HEAD().build(), BodyHandlers.ofString());
            assertEquals(200, head.statusCode());
            assertEquals("", head.body());
            HttpResponse<String> shell = get(there);
            assertEquals(200, shell.statusCode());
            assertFalse(shell.body().contains("Harbor") || shell.body().contains("acme"), "no data in the page itself");
            String policy =
                    shell.headers().firstValue("Content-Security-Policy").orElse("");
            assertTrue(policy.startsWith("default-src 'none'; connect-src 'self'"), policy);
            assertFalse(policy.contains("unsafe"), policy);
            assertEquals(403, get(there, "Origin", "http://evil.example").statusCode());
            JsonNode seen = visit("enter", there, TOKEN);
            assertFalse(seen.path("before").asString().contains("contact"), seen.toString());
            assertEquals(
                    "Sandbox · Harbor Dental · as acme", seen.path("account").asString());
            assertEquals(
                    "The token is not one of this server's",
                    seen.path("refused").asString());
            assertFalse(seen.path("after").asString().contains("contact"), seen.toString());
            assertTrue(seen.path("kept").isNull());
            assertFalse(seen.path("requests").toString().contains(TOKEN));
            quiet(seen);
        }
    }

    /// Nothing in the console, and nothing asked of anybody else.
    private static void quiet(JsonNode seen) {
        assertEquals("[]", seen.path("noise").toString());
        String origin = URI.create(url).getHost();
        seen.path("requests")
                .forEach(request ->
                        assertEquals(origin, URI.create(request.asString()).getHost(), request.asString()));
    }

    private static BuiltProgram serve(Map<String, String> environment) throws IOException {
        return BuiltProgram.start(environment, "--sandbox", "http", "--port", "0");
    }

    private static String address(BuiltProgram program) throws InterruptedException {
        return program.address().resolve("/").toString();
    }

    private static HttpResponse<String> get(String address, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static JsonNode visit(String... arguments) throws Exception {
        return Browser.run("visit.mjs", arguments);
    }
}
