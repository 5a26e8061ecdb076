package dev.ghlmcp.cli.batch;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.api.ApiTools;
import dev.ghlmcp.cli.output.OutputFormat;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.highlevel.limit.RequestLimits;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// Lists of the index to their last page, and none that ends before it in silence.
class IndexedPagesTest {
    private static final ApiTools TOOLS = new ApiTools(Generation.DATED);

    private final WireMockServer upstream =
            new WireMockServer(WireMockConfiguration.wireMockConfig().dynamicPort());

    private Dispatcher dispatcher;

    private record Run(int exit, List<String> out, String err) {}

    @BeforeEach
    void start() {
        upstream.start();
        Account account = new Account(
                URI.create(upstream.baseUrl()),
                new Secret("pit-location"),
                new Secret("pit-agency"),
                "loc1",
                "comp1",
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30));
        dispatcher = DispatcherFixture.of(new HighLevelClient(account, "ghl-mcp/test"))
                .indexed(Generation.DATED, "all")
                .allowingAll()
                .open();
    }

    @AfterEach
    void stop() {
        dispatcher.close();
        upstream.stop();
    }

    @Test
    void aListIsFollowedWhereItsTotalStandsInAList() {
        for (int page = 0; page <= 3; page++) {
            upstream.stubFor(any(anyUrl())
                    .withQueryParam("offset", page == 0 ? WireMock.absent() : WireMock.equalTo("" + page * 20))
                    .willReturn(okJson(
                            "{\"products\":" + items(page * 20, page < 3 ? 20 : 0) + ",\"total\":[{\"total\":60}]}")));
        }
        Run run = run("list_products", "{}", OutputFormat.jsonl, "_id");
        assertEquals(new Run(0, ids(60), ""), run);
        assertEquals(3, upstream.getAllServeEvents().size(), "the total says where the end is");
    }

    @Test
    void theListAmongSeveralInAWrapperIsTheOneOfItsName() {
        upstream.stubFor(any(anyUrl())
                .willReturn(okJson("{\"success\":true,\"results\":{\"groups\":[{\"id\":\"g\"}],\"accounts\":"
                        + items(0, 2) + "}}")));
        assertEquals(new Run(0, ids(2), ""), run("list_social_accounts", "{}", OutputFormat.jsonl, "_id"));
        assertEquals(
                List.of("_id", "i0", "i1"),
                run("list_social_accounts", "{}", OutputFormat.csv, "_id").out());
    }

    @Test
    void aListInAWrapperIsFollowed() {
        for (int page = 0; page <= 2; page++) {
            upstream.stubFor(any(anyUrl())
                    .withRequestBody(WireMock.matchingJsonPath("$.skip", WireMock.equalTo("" + page * 20)))
                    .willReturn(okJson("{\"results\":{\"posts\":"
                            + items(page * 20, page == 0 ? 20 : page == 1 ? 10 : 0) + ",\"count\":30}}")));
        }
        assertEquals(
                new Run(0, ids(30), ""),
                run(
                        "list_social_posts",
                        "{'fromDate':'a','toDate':'b','includeUsers':'true'}",
                        OutputFormat.jsonl,
                        "_id"));
    }

    @Test
    void anEndBeforeTheLastIsSaid() {
        upstream.stubFor(
                any(anyUrl()).willReturn(okJson("{\"agents\":" + items(0, 20) + ",\"totalCount\":45,\"count\":20}")));
        Run agents = run("search_conversation_ai_agents", "{}", OutputFormat.jsonl, "_id");
        assertEquals(1, agents.exit());
        assertEquals(20, agents.out().size());
        assertTrue(agents.err().contains("20 of 45"), agents.err());
        upstream.stubFor(
                any(anyUrl()).willReturn(okJson("{\"faqs\":" + items(0, 20) + ",\"count\":20,\"hasMore\":true}")));
        Run faqs = run("list_knowledge_base_faqs", "{'knowledgeBaseId':'k'}", OutputFormat.jsonl, "_id");
        assertEquals(1, faqs.exit());
        assertTrue(faqs.err().contains("HighLevel has more"), faqs.err());
        upstream.stubFor(any(anyUrl()).willReturn(okJson("{\"data\":{\"bases\":" + items(0, 5) + "}}")));
        Run bases = run("list_knowledge_bases", "{'limit':5}", OutputFormat.jsonl, "_id");
        assertEquals(1, bases.exit());
        assertTrue(bases.err().contains("HighLevel may have more"), bases.err());
    }

    @Test
    void anAnswerWithoutAListIsNoList() {
        upstream.stubFor(any(anyUrl())
                .willReturn(okJson("{\"results\":{\"here\":[{\"id\":\"1\"}],\"there\":[{\"id\":\"2\"}]}}")));
        Run run = run("list_social_accounts", "{}", OutputFormat.jsonl);
        assertEquals(1, run.exit());
        assertEquals(1, run.out().size());
        assertTrue(run.err().contains("no list"), run.err());
    }

    private static String items(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> "{\"_id\":\"i" + i + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"_id\":\"i" + i + "\"}")
                .toList();
    }

    private Run run(String tool, String arguments, OutputFormat format, String... select) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ToolCaller caller = new ToolCaller(
                dispatcher, TOOLS.tool(tool), tool, Confirmer.ABSENT, new SendGuard(RequestLimits.none()));
        int exit = new PagedCall(caller, format, List.of(select), true)
                .run(
                        (ObjectNode) Json.MAPPER.readTree(arguments.replace('\'', '"')),
                        TOOLS.entry(tool).at("/inputSchema/properties"),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Run(
                exit, out.toString(StandardCharsets.UTF_8).lines().toList(), err.toString(StandardCharsets.UTF_8));
    }
}
