package dev.ghlmcp.mcp.overview;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Scripted;
import dev.ghlmcp.mcp.call.ToolResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What an overview says where HighLevel refuses parts of it, or has more than it reads.
class PartialReadsTest {
    private static final String NO_SCOPE =
            "{\"statusCode\":401,\"message\":\"The token is not authorized for this scope.\"}";

    private final Scripted scripted = Scripted.both(Generation.DATED);

    @AfterEach
    void close() {
        scripted.close();
    }

    @Test
    void whatAMissingScopeForbidsIsNamedAndTheOthersStand() {
        scripted.answer(get(urlPathMatching("/.*")), jsonResponse(NO_SCOPE, 401));
        scripted.answer(
                get("/contacts/c1"), "{\"contact\":{\"id\":\"c1\",\"firstName\":\"Ada\",\"lastName\":\"Stone\"}}");
        scripted.answer(
                get("/contacts/c1/tasks"), "{\"tasks\":[{\"id\":\"t1\",\"title\":\"Call\",\"completed\":false}]}");
        JsonNode overview =
                scripted.call("get_contact_overview", "{'contactId':'c1'}").json();
        assertEquals("Ada Stone", overview.at("/contact/name").asString());
        assertEquals("Call", overview.at("/openTasks/0/title").asString());
        JsonNode missing = overview.path("notRead");
        assertTrue(missing.path("opportunities").asString().contains("opportunities.readonly"), missing::toString);
        assertTrue(
                missing.has("notes") && missing.has("appointments") && missing.has("lastMessage"), missing::toString);
        assertTrue(missing.path("timeZone").asString().contains("times with Z are UTC"), missing::toString);
        assertFalse(missing.has("openTasks"));
    }

    @Test
    void aPartThatIsNotAnsweredInTimeIsNamed() throws Exception {
        ObjectNode overview = Json.MAPPER.createObjectNode();
        try (PartialReads reads = new PartialReads("get_contact_overview", null, overview, Duration.ofSeconds(1))) {
            assertTrue(reads.json("notes", new CompletableFuture<>()).isMissingNode());
            reads.finish(overview, overview);
        }
        assertEquals(
                "HighLevel did not answer within 1 s",
                overview.at("/notRead/notes").asString());
    }

    @Test
    void allPagesAreCountedUpToALimitThatIsNamed() {
        scripted.answer(
                get(urlPathEqualTo("/opportunities/pipelines")),
                "{\"pipelines\":[{\"id\":\"p1\",\"name\":\"Sales\",\"stages\":[{\"id\":\"s1\",\"name\":\"New\"}]}]}");
        String page = IntStream.range(0, 100)
                .mapToObj(i ->
                        "{\"id\":\"o" + i + "\",\"name\":\"Deal\",\"monetaryValue\":0.1,\"pipelineStageId\":\"s1\"}")
                .collect(Collectors.joining(","));
        scripted.answer(
                get(urlPathEqualTo("/opportunities/search")),
                "{\"opportunities\":[" + page + "],\"meta\":{\"total\":5000,\"startAfter\":1,\"startAfterId\":\"o99\","
                        + "\"nextPage\":2}}");
        ToolResult result = scripted.call("get_pipeline_summary", "{}");
        assertEquals(2000, result.json().at("/pipelines/0/stages/0/count").asInt(), result::text);
        assertEquals(200, result.json().path("value").asDouble());
        assertTrue(result.json().at("/notRead/opportunities").asString().contains("only the first 2000"));
        assertEquals(
                20,
                scripted.sent().stream()
                        .filter(sent -> sent.startsWith("GET /opportunities/search"))
                        .count());
    }
}
