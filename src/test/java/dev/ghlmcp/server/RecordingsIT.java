package dev.ghlmcp.server;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static dev.ghlmcp.server.JsonRpc.call;
import static dev.ghlmcp.server.JsonRpc.initialized;
import static dev.ghlmcp.server.JsonRpc.json;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.ghlmcp.BuiltProgram;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A recording that is too large for a result, as clients on this machine and elsewhere get it.
class RecordingsIT {
    @RegisterExtension
    static final WireMockExtension UPSTREAM = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private static final String CALL = call(1, "get_message_recording", "{\"messageId\":\"m1\"}");

    private final HttpClient client = HttpClient.newHttpClient();
    private final byte[] sound = new byte[2 << 20];

    @TempDir
    private Path folder;

    @BeforeEach
    void script() {
        Arrays.fill(sound, (byte) 7);
        UPSTREAM.stubFor(any(anyUrl())
                .willReturn(
                        aResponse().withHeader("Content-Type", "audio/x-wav").withBody(sound)));
    }

    @Test
    void aRemoteClientReadsItAsAResource() throws Exception {
        try (BuiltProgram program = BuiltProgram.start(environment(), "http", "--port", "0")) {
            URI uri = program.address();
            String session = post(uri, null, JsonRpc.INITIALIZE)
                    .headers()
                    .firstValue("mcp-session-id")
                    .orElseThrow();
            HttpResponse<String> answer = post(uri, session, CALL);
            assertFalse(answer.body().contains(folder.toString()), answer.body());
            String address = link(answer.body()).path("uri").asString();
            assertTrue(address.matches("ghl://recordings/[0-9a-f]{32}"), address);
            assertEquals(
                    address,
                    json(answer.body()).at("/result/structuredContent/resource").asString());
            JsonNode read = json(post(uri, session, read(address)).body());
            assertArrayEquals(
                    sound,
                    Base64.getDecoder()
                            .decode(read.at("/result/contents/0/blob").asString()));
            JsonNode wrong = json(post(uri, session, read(address.substring(0, address.length() - 1) + "x"))
                    .body());
            assertTrue(wrong.at("/error/message").asString().startsWith("There is no such recording of yours"));
        }
    }

    @Test
    void aClientOnThisMachineGetsAFile() throws Exception {
        try (BuiltProgram program = initialized(environment())) {
            program.send(CALL);
            URI file = URI.create(link(program.next()).path("uri").asString());
            assertTrue(Path.of(file).startsWith(folder), file.toString());
            assertArrayEquals(sound, Files.readAllBytes(Path.of(file)));
        }
    }

    private Map<String, String> environment() {
        return Map.of(
                "GHL_BASE_URL",
                UPSTREAM.baseUrl(),
                "GHL_TOKEN",
                "pit-of-the-test",
                "GHL_LOCATION_ID",
                "loc1",
                "GHL_RECORDINGS_DIR",
                folder.toString());
    }

    private static JsonNode link(String answer) {
        JsonNode link = json(answer).at("/result/content/0");
        assertEquals("resource_link", link.path("type").asString(), answer);
        return link;
    }

    private static String read(String uri) {
        return "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"resources/read\",\"params\":{\"uri\":\"" + uri + "\"}}";
    }

    private HttpResponse<String> post(URI uri, String session, String message) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(message));
        if (session != null) {
            request.header("Mcp-Session-Id", session);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
