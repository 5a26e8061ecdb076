package dev.ghlmcp.server.auth;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.unauthorized;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.ghlmcp.Await;
import dev.ghlmcp.BuiltProgram;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The built program runs on while tokens in its files are replaced, as docs/operating.md says.
class RotationIT {
    private static final String OLD = "old-token-0123456789abcdefgh";
    private static final String NEW = "new-token-0123456789abcdefgh";
    private static final String CALL = """
            {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"get_contact",\
            "arguments":{"contactId":"c1"}}}""";

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private WireMockServer upstream;
    private Path tokens;
    private Path highLevel;
    private BuiltProgram program;
    private URI uri;

    @BeforeEach
    void start() throws Exception {
        upstream = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
        upstream.start();
        upstream.stubFor(any(anyUrl()).willReturn(okJson("{\"contact\":{\"id\":\"c1\"}}")));
        tokens = folder.resolve("tokens");
        highLevel = folder.resolve("highlevel-token");
        write(tokens, "zapier: " + OLD + "\n");
        write(highLevel, "pit-old\n");
        program = BuiltProgram.start(
                Map.of(
                        "GHL_BASE_URL",
                        upstream.baseUrl(),
                        "GHL_TOKEN_FILE",
                        highLevel.toString(),
                        "GHL_LOCATION_ID",
                        "loc1",
                        "GHL_HTTP_TOKENS_FILE",
                        tokens.toString()),
                "http",
                "--port",
                "0");
        uri = program.address();
    }

    @AfterEach
    void stop() {
        program.close();
        client.close();
        upstream.stop();
    }

    @Test
    void aClientsTokenIsReplacedWhileBothCount() throws Exception {
        assertEquals(200, status(OLD));
        assertEquals(401, status(NEW));
        write(tokens, "zapier: " + OLD + "\nzapier: " + NEW + "\n");
        Await.until("the new token", () -> status(NEW) == 200);
        assertEquals(200, status(OLD), "both count");
        write(tokens, "zapier: " + NEW + "\n");
        Await.until("the end of the old token", () -> status(OLD) == 401);
        assertEquals(200, status(NEW));
    }

    @Test
    void highLevelsTokenIsReplacedWithoutAFailedCall() throws Exception {
        assertTrue(called().contains("c1"));
        Await.until("the old token", () -> sent().equals("Bearer pit-old"));
        // While both are valid the new one is used within a second or so.
        write(highLevel, "pit-new\n");
        Await.until("the new token", () -> called().contains("c1") && sent().equals("Bearer pit-new"));
        // The old one was ended at HighLevel before its file was replaced: the next call finds the new one.
        upstream.stubFor(any(anyUrl())
                .withHeader("Authorization", equalTo("Bearer pit-new"))
                .willReturn(unauthorized()
                        .withBody("{\"statusCode\":401,\"message\":\"Invalid Private Integration token\"}")));
        write(highLevel, "pit-third\n");
        String answer = called();
        assertTrue(answer.contains("c1") && !answer.contains("\"isError\":true"), answer);
        Await.until("the third token", () -> sent().equals("Bearer pit-third"));
        program.terminate();
        program.exitCode();
        assertFalse(program.stderr().matches("(?s).*pit-(old|new|third).*"), program.stderr());
    }

    @Test
    void whoReadsARefusalIsToldWhereTheTokenIs() throws Exception {
        upstream.stubFor(any(anyUrl())
                .willReturn(unauthorized()
                        .withBody("{\"statusCode\":401,\"message\":\"Invalid Private Integration token\"}")));
        String answer = called();
        assertTrue(
                answer.contains(
                        "HighLevel does not know the token in the file that GHL_TOKEN_FILE names: it is mistyped"),
                answer);
        assertFalse(answer.contains(highLevel.toString()), "callers need not know this machine's folders");
    }

    private String called() throws IOException, InterruptedException {
        return post(OLD).body();
    }

    private String sent() {
        return upstream.getAllServeEvents().stream()
                .findFirst()
                .map(event -> event.getRequest().getHeader("Authorization"))
                .orElse("");
    }

    private int status(String token) throws IOException, InterruptedException {
        return post(token).statusCode();
    }

    private HttpResponse<String> post(String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(CALL))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /// Written beside it and moved over it, so that nobody reads half of it.
    private void write(Path file, String text) throws IOException {
        Path beside = Files.createTempFile(
                folder, "new", "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(beside, text);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
