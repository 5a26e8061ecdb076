package dev.ghlmcp.cli.batch;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.badRequest;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.cli.output.OutputFormat;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.highlevel.limit.RequestLimits;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.mcp.result.ResultLimits;
import dev.ghlmcp.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/// Rows of results: none invented, none lost, none twice, and nothing that succeeds in silence at nothing.
class PagedCallTest {
    private static final Catalog CATALOG = Catalog.load(Generation.DATED);

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
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30));
        dispatcher = DispatcherFixture.of(new HighLevelClient(account, "ghl-mcp/test"))
                .limits(new ResultLimits(false, 0))
                .allowingAll()
                .open();
    }

    @AfterEach
    void stop() {
        dispatcher.close();
        upstream.stop();
    }

    @ParameterizedTest
    @EnumSource
    void noItemsAreNoRows(OutputFormat format) {
        answer("{'contacts':[],'total':0}");
        assertEquals(
                new Run(
                        0,
                        switch (format) {
                            case csv -> List.of("email,phone");
                            case table -> List.of("email  phone");
                            case jsonl -> List.of();
                            case json -> List.of("{\"contacts\":[],\"total\":0,\"paging\":{\"count\":0,\"total\":0}}");
                        },
                        ""),
                run("search_contacts", "{'query':'zzzz'}", format, true, "email", "phone"));
        assertEquals(
                "",
                String.join(
                        "",
                        run("search_contacts", "{}", OutputFormat.table, true).out()));
    }

    @ParameterizedTest
    @EnumSource
    void aCallThatFailsPrintsNoHeader(OutputFormat format) {
        upstream.stubFor(any(anyUrl()).willReturn(badRequest()));
        Run failed = run("search_contacts", "{}", format, false, "email", "phone");
        assertEquals(1, failed.exit());
        assertEquals(List.of(), failed.out());
    }

    @Test
    void namesOfItemsReachNestedLists() {
        answer("{'messages':{'nextPage':false,'messages':[{'id':'1','body':'a','x':0},{'id':'2','body':'b'}]}}");
        for (String name : List.of("body", "messages.body", "messages.messages.body")) {
            assertEquals(
                    List.of("{\"id\":\"1\",\"body\":\"a\"}", "{\"id\":\"2\",\"body\":\"b\"}"),
                    run("list_conversation_messages", "{'conversationId':'c'}", OutputFormat.jsonl, true, "id", name)
                            .out());
            assertEquals(
                    List.of("id," + name, "1,a", "2,b"),
                    run("list_conversation_messages", "{'conversationId':'c'}", OutputFormat.csv, true, "id", name)
                            .out());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNameThatNoItemHasIsSaid(OutputFormat format) {
        answer("{'contacts':[{'id':'1','email':'a','phone':null}],'total':1}");
        Run wrong = run("search_contacts", "{}", format, false, "emial");
        assertEquals(2, wrong.exit());
        assertEquals(List.of(), wrong.out());
        assertEquals(
                "ghl-mcp: --select: nothing in the results is called emial; did you mean email?"
                        + " There are id, email, phone\n",
                wrong.err());
        Run half = run("search_contacts", "{}", format, true, "email", "nosuch");
        assertEquals(1, half.exit());
        assertTrue(half.err().contains("nothing in the results is called nosuch"), half.err());
        assertTrue(String.join("", half.out()).contains("a"), "what was found is printed");
        assertEquals(0, run("search_contacts", "{}", format, true, "phone").exit(), "null is a value");
    }

    @Test
    void ofARecordTooANameThatItDoesNotHaveIsSaid() {
        answer("{'contact':{'id':'1','email':'a'}}");
        Run wrong = run("get_contact", "{'contactId':'1'}", OutputFormat.csv, false, "emial");
        assertEquals(2, wrong.exit());
        assertTrue(wrong.err().contains("did you mean email?"), wrong.err());
        for (String name : List.of("email", "contact.email")) {
            assertEquals(
                    new Run(0, List.of(name, "a"), ""),
                    run("get_contact", "{'contactId':'1'}", OutputFormat.csv, false, name));
        }
    }

    @Test
    void aRecordIsARowAsAListedItemIs() {
        answer("{'contact':{'id':'1','email':'a','phone':'1'},'traceId':'t'}");
        assertEquals(
                List.of("{\"id\":\"1\",\"email\":\"a\"}"),
                run("get_contact", "{'contactId':'1'}", OutputFormat.jsonl, false, "email")
                        .out());
        assertEquals(
                List.of("{\"id\":\"1\",\"email\":\"a\",\"phone\":\"1\"}"),
                run("get_contact", "{'contactId':'1'}", OutputFormat.jsonl, false)
                        .out());
    }

    @Test
    void aRecordIsARowThoughANoticeStandsBesideIt() {
        answer("{'contact':{'id':'1','email':'a'}}");
        String lost = "{'email':'a','customFields':[{'id':'f1','fieldValue':'x'}]}";
        assertEquals(
                List.of("{\"id\":\"1\",\"email\":\"a\"}"),
                run("create_contact", lost, OutputFormat.jsonl, false).out());
    }

    @Test
    void whatAResultIsStampedWithIsNoPartOfTheRecord() {
        answer("{'contact':{'id':'1','email':'a'}}");
        Run read = run("get_contact", "{'contactId':'1'}", OutputFormat.csv, false, "locationId");
        assertEquals(2, read.exit(), read.out()::toString);
        assertEquals(List.of(), read.out());
    }

    @Test
    void whatHasNoRowsIsNoTable() {
        answer("{'2026-12-01':{'slots':['09:00']},'2026-12-02':{'slots':[]}}");
        String days = "{'calendarId':'c','startDate':'2026-12-01T00:00:00Z','endDate':'2026-12-03T00:00:00Z'}";
        for (OutputFormat format : List.of(OutputFormat.csv, OutputFormat.table)) {
            Run run = run("get_free_slots", days, format, false);
            assertEquals(
                    new Run(
                            2,
                            List.of(),
                            "ghl-mcp: what get_free_slots answers is neither a list nor one record, so it has no rows for"
                                    + " --format " + format
                                    + ": name members with --select, or leave out --format\n"),
                    run);
        }
        assertEquals(
                1, run("get_free_slots", days, OutputFormat.jsonl, false).out().size());
        assertEquals(
                List.of("2026-12-01.slots", "09:00"),
                run("get_free_slots", days, OutputFormat.csv, false, "2026-12-01.slots")
                        .out());
    }

    @Test
    void whatWasWrittenIsPrintedWhateverItsShape() {
        answer("{'tags':['a'],'tagsAdded':[{'id':'1'}]}");
        Run run = run("add_contact_tags", "{'contactId':'1','tags':['a']}", OutputFormat.csv, false);
        assertEquals(0, run.exit(), run.err());
        assertEquals("tags,tagsAdded", run.out().getFirst());
    }

    /// HighLevel's documents do not say what these answer.
    @Test
    void ofSeveralListsNoneIsTakenForTheItems() {
        answer("{'links':[{'id':'1'}],'traces':['t']}");
        assertEquals(
                List.of("{\"id\":\"1\"}"),
                run("list_associations", "{}", OutputFormat.jsonl, false).out());
        answer("{'links':[{'id':'1'}],'others':[{'id':'2'}]}");
        String whole =
                run("list_associations", "{}", OutputFormat.jsonl, false).out().getFirst();
        assertTrue(whole.startsWith("{\"links\":[{\"id\":\"1\"}],\"others\":[{\"id\":\"2\"}]"), whole);
    }

    static Stream<String> paged() {
        return Stream.of(
                "search_contacts",
                "list_contacts",
                "search_opportunities",
                "list_conversation_messages",
                "search_users",
                "list_blog_posts",
                "list_associations",
                "list_businesses");
    }

    @ParameterizedTest
    @MethodSource("paged")
    void aRepeatedPageEndsTheWalkWithASentence(String name) {
        ToolDefinition tool = CATALOG.find(name);
        String items = IntStream.range(0, 100)
                .mapToObj(i -> "{'id':'i" + i + "','searchAfter':[5,'x']}")
                .collect(Collectors.joining(",", "[", "]"));
        ObjectNode answer = Json.MAPPER.createObjectNode();
        ObjectNode holder = answer;
        List<String> path = tool.listing().items();
        for (String step : path.subList(0, path.size() - 1)) {
            holder = holder.putObject(step);
        }
        holder.set(path.getLast(), Json.MAPPER.readTree(items.replace('\'', '"')));
        holder.put("nextPage", true).put("lastMessageId", "m1");
        answer.put("total", 167623).put("count", 167623).put("hasMore", true);
        answer.putObject("meta")
                .put("total", 167623)
                .put("nextPage", "2")
                .put("startAfter", 5)
                .put("startAfterId", "x");
        answer(answer.toString());
        Run run = run(
                name,
                "{'conversationId':'c','appointmentId':'a','limit':100,'pageLimit':100,'blogId':'b'}",
                OutputFormat.jsonl,
                true,
                "id");
        assertEquals(100, run.out().size(), run.err());
        assertEquals(1, run.exit(), run.err());
        assertTrue(
                run.err().matches("ghl-mcp: stopped at 100( of 167,623)?: HighLevel repeated the page\n"), run.err());
    }

    private void answer(String json) {
        upstream.resetAll();
        upstream.stubFor(any(anyUrl()).willReturn(okJson(json.replace('\'', '"'))));
    }

    private Run run(String tool, String arguments, OutputFormat format, boolean all, String... select) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ObjectNode given = (ObjectNode) Json.MAPPER.readTree(arguments.replace('\'', '"'));
        ObjectNode known = (ObjectNode) ToolView.load().entries().get(tool).at("/inputSchema/properties");
        given.retain(known.propertyNames());
        int exit = new PagedCall(
                        new ToolCaller(
                                dispatcher,
                                CATALOG.find(tool),
                                tool,
                                Confirmer.ABSENT,
                                new SendGuard(RequestLimits.none())),
                        format,
                        List.of(select),
                        all)
                .run(given, known, print(out), print(err));
        return new Run(
                exit, out.toString(StandardCharsets.UTF_8).lines().toList(), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
