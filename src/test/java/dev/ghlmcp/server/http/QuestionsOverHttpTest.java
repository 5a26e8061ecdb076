package dev.ghlmcp.server.http;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.http.RetryPolicyTest;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.call.CompletedCall;
import dev.ghlmcp.server.feature.ToolServer;
import dev.ghlmcp.server.host.HttpServer;
import dev.ghlmcp.server.host.McpRoutes;
import dev.ghlmcp.server.protocol.ServerFeatures;
import dev.ghlmcp.server.session.Sessions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The consent to a deletion over SSE of 2024-11-05 and over Streamable HTTP, also when the client goes away while its
/// person is asked.
class QuestionsOverHttpTest {
    @RegisterExtension
    static final WireMockExtension UPSTREAM = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private static final String ASKING = "{\"elicitation\":{}}";

    private final List<CompletedCall> ended = new CopyOnWriteArrayList<>();
    private final Dispatcher dispatcher = DispatcherFixture.of(new HighLevelClient(
                    RetryPolicyTest.account(UPSTREAM.baseUrl(), Duration.ofSeconds(30), Duration.ofSeconds(5)),
                    "ghl-mcp/test"))
            .listener(ended::add)
            .open();
    private final ServerFeatures features = ToolServer.features(ToolView.load(), () -> dispatcher, null, "test");
    private final HttpOptions options = HttpOptions.defaults();
    private final Sessions sessions =
            new Sessions(options.limits().sessions(), options.limits().sessionIdle());
    private final HttpServer server = HttpServer.start(
            options, new McpRoutes(_ -> features, sessions, options).routes((_, _) -> dispatcher.local()), List.of());
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void answer() {
        UPSTREAM.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        UPSTREAM.stubFor(get(urlPathEqualTo("/contacts/c1"))
                .willReturn(okJson("{\"contact\":{\"id\":\"c1\",\"firstName\":\"Ada\"}}")));
    }

    @AfterEach
    void close() {
        http.close();
        sessions.close();
        server.close();
        dispatcher.close();
    }

    @ParameterizedTest
    @CsvSource({"/sse, accept, 1", "/sse, decline, 0", "/sse, cancel, 0", "/mcp, accept, 1", "/mcp, decline, 0"})
    void theAnswerDecides(String path, String action, int deleted) throws Exception {
        try (Client client = client(path, ASKING)) {
            client.delete("");
            JsonNode question = client.next();
            assertEquals("elicitation/create", question.path("method").asString(), question::toString);
            assertTrue(question.at("/params/message")
                    .asString()
                    .startsWith("Delete contact: \"Ada\" (contactId \"c1\")? "));
            client.post("{\"jsonrpc\":\"2.0\",\"id\":" + question.path("id") + ",\"result\":{\"action\":\"" + action
                    + "\",\"content\":{}}}");
            JsonNode result = client.next().path("result");
            assertEquals(deleted == 0, result.path("isError").asBoolean(), result::toString);
        }
        assertDeleted(deleted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sse", "/mcp"})
    void aClientThatCannotAskUsesACodeOnce(String path) throws Exception {
        try (Client client = client(path, "{}")) {
            client.delete("");
            JsonNode first = client.next().at("/result/structuredContent");
            assertEquals(false, first.path("done").asBoolean(true), first::toString);
            String code = ",\"confirm\":\"" + first.path("confirm").asString() + "\"";
            assertDeleted(0);
            for (String text : List.of("{", "Nothing was sent: the code in confirm was used already.")) {
                client.delete(code);
                JsonNode again = client.next();
                assertTrue(again.at("/result/content/0/text").asString().startsWith(text), again::toString);
            }
        }
        assertDeleted(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sse", "/mcp"})
    void aClientThatLeavesWhileItsPersonIsAskedHasSentNothing(String path) throws Exception {
        Client client = client(path, ASKING);
        client.delete("");
        assertEquals("elicitation/create", client.next().path("method").asString());
        client.close();
        // On Streamable HTTP a stream that breaks is no word of the client's; the end of its session is.
        if (path.equals("/mcp")) {
            client.end();
        }
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !ended.isEmpty());
        assertEquals("unanswered", ended.getFirst().result().outcome());
        assertDeleted(0);
        try (Client next = client(path, "{}")) {
            next.delete("");
            assertEquals("unasked", outcome(next.next()), "the next client is served");
        }
    }

    /// One that only begins again counts no answer of the session before.
    @Test
    void anAnswerInAnotherSessionIsNone() throws Exception {
        try (Client one = client("/sse", ASKING);
                Client two = client("/sse", ASKING)) {
            one.delete("");
            String question = one.next().path("id").toString();
            two.post("{\"jsonrpc\":\"2.0\",\"id\":" + question + ",\"result\":{\"action\":\"accept\"}}");
            two.post(Served.PING);
            assertEquals("ping", two.next().path("id").asString());
            one.post("{\"jsonrpc\":\"2.0\",\"id\":" + question + ",\"result\":{\"action\":\"decline\"}}");
            assertTrue(one.next().at("/result/isError").asBoolean());
        }
        assertDeleted(0);
    }

    private String outcome(JsonNode answer) {
        assertTrue(answer.at("/result/structuredContent").has("confirm"), answer::toString);
        return ended.getLast().result().outcome();
    }

    private static void assertDeleted(int times) {
        UPSTREAM.verify(times, deleteRequestedFor(urlPathEqualTo("/contacts/c1")));
    }

    private Client client(String path, String capabilities) throws Exception {
        Client client = new Client(path);
        client.post(Served.INITIALIZE.replace("\"capabilities\":{}", "\"capabilities\":" + capabilities));
        assertEquals("init", client.next().path("id").asString());
        client.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        return client;
    }

    /// Posts to one session, and reads what comes in its stream, or in that of the request.
    private final class Client implements AutoCloseable {
        private final Socket socket;
        private final URI target;
        private BufferedReader events;
        private String session;
        private HttpResponse<InputStream> response;

        private Client(String path) throws IOException {
            String origin = "http://127.0.0.1:" + server.port();
            if (!path.equals("/sse")) {
                socket = null;
                target = URI.create(origin + path);
                return;
            }
            socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("GET /sse HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                                    + "\r\nAccept: text/event-stream\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            events = reader(socket.getInputStream());
            target = URI.create(origin + "/").resolve(data());
        }

        private static BufferedReader reader(InputStream in) {
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        }

        private void delete(String more) throws Exception {
            post("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"delete_contact\","
                    + "\"arguments\":{\"contactId\":\"c1\"" + more + "}}}");
        }

        private void post(String body) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(target)
                    .timeout(Duration.ofSeconds(60))
                    .header("Accept", "application/json, text/event-stream")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body));
            if (session != null) {
                request.header("Mcp-Session-Id", session).header("MCP-Protocol-Version", "2025-11-25");
            }
            HttpResponse<InputStream> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertTrue(answer.statusCode() < 300, () -> body + ": " + answer.statusCode());
            if (socket != null || answer.statusCode() == 202) {
                answer.body().close();
                return;
            }
            session = answer.headers().firstValue("Mcp-Session-Id").orElse(session);
            response = answer;
            events = reader(answer.body());
        }

        private void end() throws Exception {
            HttpRequest request = HttpRequest.newBuilder(target)
                    .header("Mcp-Session-Id", session)
                    .DELETE()
                    .build();
            var _ = http.send(request, HttpResponse.BodyHandlers.discarding());
        }

        private JsonNode next() throws IOException {
            if (response != null
                    && response.headers().firstValue("Content-Type").orElse("").startsWith("application/json")) {
                return Json.MAPPER.readTree(events.readLine());
            }
            return Json.MAPPER.readTree(data());
        }

        private String data() throws IOException {
            for (String line = events.readLine(); line != null; line = events.readLine()) {
                int data = line.indexOf("data:");
                if (data == 0 && line.length() > 6) {
                    return line.substring(5).strip();
                }
            }
            throw new IOException("the stream ended");
        }

        @Override
        public void close() throws IOException {
            if (socket != null) {
                socket.close();
            } else {
                events.close();
            }
        }
    }
}
