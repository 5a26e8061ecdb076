package dev.ghlmcp.server.auth;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.network.CompanyProxy;
import dev.ghlmcp.network.PrivateAuthority;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who gets into the built program over HTTP, and what HighLevel sees of it.
class AuthenticationIT {
    private static final String ACME = "acme-token-0123456789abcdef";
    private static final String BOB = "bobs-token-0123456789abcdef";
    private static final String LOCATION = "ve9EPM428h8vShlRW1KT";
    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
            "clientInfo":{"name":"test","version":"1"}}}""";
    private static final String CALL = """
            {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"get_contact",\
            "arguments":{"contactId":"c1"%s}}}""";

    @TempDir
    private static Path folder;

    private static WireMockServer upstream;
    private static Issuer issuer;
    private static BuiltProgram program;
    private static URI uri;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        upstream = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
        upstream.start();
        upstream.stubFor(any(anyUrl()).willReturn(okJson("{\"contact\":{\"id\":\"c1\"}}")));
        issuer = new Issuer();
        Path file = Files.writeString(folder.resolve("application.yaml"), """
                tenants:
                  acme: {token-env: ACME_PIT, location-id: %s, locations: [%<s]}
                  bob: {token-env: BOB_PIT}
                  anna@example.com: {location-id: LocationOfTheServers}
                """.formatted(LOCATION));
        Map<String, String> environment = new HashMap<>();
        environment.put("GHL_CONFIG", file.toString());
        environment.put("GHL_BASE_URL", upstream.baseUrl());
        environment.put("GHL_TOKEN", "pit-servers");
        environment.put("GHL_LOCATION_ID", "LocationOfTheServers");
        environment.put("ACME_PIT", "pit-acme");
        environment.put("BOB_PIT", "pit-bob");
        environment.put("GHL_HTTP_TOKENS", "acme: " + ACME + ", bob: " + BOB);
        environment.put("GHL_HTTP_OAUTH_ISSUER", issuer.uri());
        environment.put("GHL_HTTP_OAUTH_AUDIENCE", Issuer.AUDIENCE);
        program = BuiltProgram.start(environment, "http", "--port", "0");
        uri = program.address();
    }

    @AfterAll
    static void stop() {
        program.close();
        issuer.close();
        upstream.stop();
    }

    @Test
    void nobodyComesInWithoutAGoodToken() throws Exception {
        HttpResponse<String> none = post(uri, INITIALIZE);
        assertEquals(401, none.statusCode(), none.body());
        String challenge = none.headers().firstValue("WWW-Authenticate").orElse("");
        assertTrue(
                challenge.contains(
                        "resource_metadata=\"https://mcp.example.com/.well-known/oauth-protected-resource/mcp\""),
                challenge);
        assertFalse(challenge.contains("error"), challenge);
        assertEquals(401, status(INITIALIZE, "Authorization", "Bearer " + ACME + "0"));
        assertEquals(401, status(INITIALIZE, "Authorization", "Basic " + ACME));
        String expired = issuer.token(claims -> claims.expirationTime(Issuer.in(-60)));
        assertEquals(401, status(INITIALIZE, "Authorization", "Bearer " + expired));
        assertEquals(400, status(INITIALIZE, "Authorization", "Bearer " + ACME, "Authorization", "Bearer " + ACME));
        assertEquals(403, status(INITIALIZE, "Authorization", "Bearer " + ACME, "X-GHL-Location", LOCATION));
        for (String query : List.of("?access_token=", "?token=", "?Authorization=Bearer%20")) {
            assertEquals(401, post(URI.create(uri + query + ACME), INITIALIZE).statusCode());
        }
        String stranger = issuer.token(claims -> claims.subject("stranger"));
        assertEquals(403, status(INITIALIZE, "Authorization", "Bearer " + stranger));
        assertEquals(401, status("not json, as the body is not read before"));
    }

    @Test
    void theIssuersKeysAreFetchedThroughACompanysProxy() throws Exception {
        String host = "login.harbor.test";
        try (PrivateAuthority authority = new PrivateAuthority(folder);
                CompanyProxy proxy = new CompanyProxy().host(host, authority.serve(host, URI.create(issuer.uri())))) {
            Map<String, String> environment = new HashMap<>(Map.of(
                    "GHL_TOKEN",
                    "pit-servers",
                    "GHL_HTTP_OAUTH_ISSUER",
                    issuer.uri(),
                    "GHL_HTTP_OAUTH_KEYS_URL",
                    "https://" + host + "/keys",
                    "GHL_HTTP_OAUTH_AUDIENCE",
                    Issuer.AUDIENCE,
                    "GHL_PROXY",
                    proxy.address(""),
                    "GHL_CA_FILE",
                    authority.certificate().toString()));
            String[] token = {"Authorization", "Bearer " + issuer.token()};
            try (BuiltProgram behind = BuiltProgram.start(environment, "http", "--port", "0")) {
                assertEquals(200, post(behind.address(), INITIALIZE, token).statusCode());
                assertEquals(List.of(host + ":443"), proxy.asked());
            }
            environment.remove("GHL_CA_FILE");
            try (BuiltProgram untrusting = BuiltProgram.start(environment, "http", "--port", "0")) {
                assertEquals(503, post(untrusting.address(), INITIALIZE, token).statusCode());
                untrusting.terminate();
                assertTrue(
                        untrusting
                                .stderr()
                                .contains("the keys of " + issuer.uri() + " cannot be fetched: the" + " certificate of "
                                        + host + " is issued by CN=Harbor Dental Root"),
                        untrusting.stderr());
            }
        }
    }

    @Test
    void everybodyMayReadWhereToGetAToken() throws Exception {
        for (String path : List.of("", "/mcp")) {
            HttpRequest request = HttpRequest.newBuilder(uri.resolve("/.well-known/oauth-protected-resource" + path))
                    .build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertEquals(200, response.statusCode());
            assertEquals(
                    "application/json",
                    response.headers().firstValue("Content-Type").orElse(""));
            assertTrue(
                    response.body().contains("\"authorization_servers\":[\"" + issuer.uri() + "\"]"), response.body());
        }
    }

    @Test
    void eachWorksOnTheirOwnAccountAndHighLevelNeverSeesTheirToken() throws Exception {
        String jwt = issuer.token();
        for (Map.Entry<String, String> caller :
                Map.of(ACME, "pit-acme", BOB, "pit-bob", jwt, "pit-servers").entrySet()) {
            upstream.resetRequests();
            String[] headers = session(caller.getKey());
            HttpResponse<String> answer = post(uri, CALL.formatted(""), headers);
            assertTrue(answer.body().contains("c1") && !answer.body().contains("\"isError\":true"), answer.body());
            assertFalse(upstream.getAllServeEvents().isEmpty());
            upstream.getAllServeEvents().forEach(event -> {
                String request = event.getRequest().getHeaders()
                        + event.getRequest().getUrl()
                        + event.getRequest().getBodyAsString();
                assertEquals("Bearer " + caller.getValue(), event.getRequest().getHeader("Authorization"));
                assertFalse(request.contains(caller.getKey()), "the client's token went upstream");
            });
        }
    }

    @Test
    void aLocationOfAnotherIsRefusedBeforeAnythingIsSent() throws Exception {
        String[] headers = session(ACME);
        upstream.resetRequests();
        String answer = post(uri, CALL.formatted(",\"locationId\":\"LocationOfTheServers\""), headers)
                .body();
        assertTrue(answer.contains("\"isError\":true") && answer.contains("may not be touched"), answer);
        assertTrue(upstream.getAllServeEvents().isEmpty());
    }

    @Test
    void aSessionBelongsToWhoOpenedIt() throws Exception {
        String[] acme = session(ACME);
        assertEquals(404, status(CALL.formatted(""), "Authorization", "Bearer " + BOB, acme[2], acme[3]));
        assertEquals(401, status(CALL.formatted(""), acme[2], acme[3]));
        assertEquals(200, status(CALL.formatted(""), acme));
    }

    @Test
    void anotherAddressNeedsAuthenticationAndTheProgramSaysHow() throws Exception {
        try (BuiltProgram open =
                BuiltProgram.start(Map.of(), "http", "--port", "0", "--host", "0.0.0.0", "--sandbox")) {
            assertEquals(2, open.exitCode());
            assertTrue(open.stderr().contains("http.tokens-file"), open.stderr());
        }
        try (BuiltProgram named = BuiltProgram.start(Map.of(), "new-token", "acme")) {
            String token = named.next();
            assertEquals(0, named.exitCode());
            try (BuiltProgram closed = BuiltProgram.start(
                    Map.of("GHL_HTTP_TOKENS", token), "http", "--port", "0", "--host", "0.0.0.0", "--sandbox")) {
                assertTrue(closed.next().contains("/mcp"));
            }
        }
    }

    /// The headers of a session just opened.
    private String[] session(String token) throws Exception {
        HttpResponse<String> response = post(uri, INITIALIZE, "Authorization", "Bearer " + token);
        assertEquals(200, response.statusCode(), response.body());
        return new String[] {
            "Authorization",
            "Bearer " + token,
            "Mcp-Session-Id",
            response.headers().firstValue("Mcp-Session-Id").orElseThrow()
        };
    }

    private int status(String body, String... headers) throws Exception {
        return post(uri, body, headers).statusCode();
    }

    private HttpResponse<String> post(URI to, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(to)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
