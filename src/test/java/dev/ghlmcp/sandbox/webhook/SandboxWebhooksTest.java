package dev.ghlmcp.sandbox.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a sandbox sends when its records change.
class SandboxWebhooksTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AtomicLong ahead = new AtomicLong();
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults()
            .withLimits(0, 0)
            .withClock(() -> Instant.now().plusMillis(ahead.get())));
    private final WireMockServer receiver = new WireMockServer(options().dynamicPort());
    private final HttpClient http = HttpClient.newHttpClient();
    private List<String> keys;

    @BeforeEach
    void open() {
        receiver.start();
        receiver.stubFor(post(anyUrl()).willReturn(ok()));
        keys = sandbox.sendWebhooks(URI.create(receiver.baseUrl() + "/hooks/highlevel"));
    }

    @AfterEach
    void close() {
        sandbox.close();
        receiver.stop();
        http.close();
    }

    @Test
    void aContactIsTakenFromItsBeginningToItsEnd() throws Exception {
        String id = write(
                        "POST",
                        "/contacts/",
                        "{\"locationId\":\"" + SampleAccount.LOCATION_ID
                                + "\",\"firstName\":\"Ada\",\"email\":\"ada@example.com\"}")
                .at("/contact/id")
                .asString();
        JsonNode created = sent("ContactCreate");
        assertEquals(id, created.path("id").asString());
        assertEquals(SampleAccount.LOCATION_ID, created.path("locationId").asString());
        assertEquals("ada@example.com", created.path("email").asString());
        assertFalse(created.has("dateUpdated"), "HighLevel's has none");
        write("POST", "/contacts/" + id + "/tags", "{\"tags\":[\"vip\"]}");
        assertEquals("vip", sent("ContactTagUpdate").at("/tags/0").asString());
        String note = write("POST", "/contacts/" + id + "/notes", "{\"body\":\"Called\",\"userId\":\"\"}")
                .at("/note/id")
                .asString();
        assertEquals(note, sent("NoteCreate").path("id").asString());
        assertEquals(
                SampleAccount.LOCATION_ID, sent("NoteCreate").path("locationId").asString());
        write("DELETE", "/contacts/" + id, null);
        assertEquals(id, sent("ContactDelete").path("id").asString());
        assertEquals(id, sent("NoteDelete").path("contactId").asString());
        assertEquals(
                SampleAccount.LOCATION_ID, sent("NoteDelete").path("locationId").asString());
    }

    @Test
    void anOpportunityThatMovesSendsThreeAndARefusedWriteNone() throws Exception {
        JsonNode found = read("/opportunities/search?location_id=" + SampleAccount.LOCATION_ID)
                .at("/opportunities/0");
        String id = found.path("id").asString();
        write("PUT", "/opportunities/" + id, "{\"monetaryValue\":9999,\"status\":\"won\"}");
        sent("OpportunityUpdate");
        sent("OpportunityStatusUpdate");
        assertEquals(
                9999,
                sent("OpportunityMonetaryValueUpdate").path("monetaryValue").asInt());
        send("PUT", "/opportunities/" + id, "{\"monetaryValue\":\"much\"}");
        write("PUT", "/opportunities/" + id, "{\"status\":\"lost\"}");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> receiver.getAllServeEvents().size() == 5);
    }

    @Test
    void anInvoiceHasNoTypeAsInHighLevelsDocuments() throws Exception {
        String id = read("/invoices/?altId=" + SampleAccount.LOCATION_ID + "&altType=location&limit=10&offset=0")
                .at("/invoices/0/_id")
                .asString();
        send("DELETE", "/invoices/" + id + "?altId=" + SampleAccount.LOCATION_ID + "&altType=location", null);
        JsonNode invoice = sent(null);
        assertEquals(SampleAccount.LOCATION_ID, invoice.path("altId").asString());
        assertTrue(invoice.has("invoiceNumber") && !invoice.has("locationId"), "so Bell tells it by its number");
    }

    @Test
    void eachIsSignedTwiceOverItsBytes() throws Exception {
        contact("Ødegård");
        sent("ContactCreate");
        LoggedRequest request = receiver.getAllServeEvents().getFirst().getRequest();
        assertTrue(verified("Ed25519", "Ed25519", keys.getFirst(), request, "x-ghl-signature"));
        assertTrue(verified("RSA", "SHA256withRSA", keys.getLast(), request, "x-wh-signature"));
    }

    @Test
    void whatIsAnsweredBy429ComesAgainSixTimes() throws Exception {
        answer(429);
        contact("Ada");
        // When the sender begins to wait is its affair: time goes on until it has sent again.
        Awaitility.await().atMost(PATIENCE).until(() -> {
            later();
            return receiver.getAllServeEvents().size() == 7;
        });
        Set<String> ids = received("ContactCreate").stream()
                .map(body -> body.path("webhookId").asString())
                .collect(Collectors.toSet());
        assertEquals(1, ids.size(), "the same each time");
        nothingComesAgain();
    }

    @Test
    void whatIsAnsweredOtherwiseDoesNot() throws Exception {
        answer(500);
        contact("Ada");
        sent("ContactCreate");
        nothingComesAgain();
    }

    private void nothingComesAgain() throws Exception {
        answer(200);
        later();
        contact("Ben");
        assertEquals("Ben", sent("ContactCreate").path("firstName").asString());
        assertEquals(1, receiver.getAllServeEvents().size());
    }

    private void answer(int status) {
        receiver.resetAll();
        receiver.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(status)));
    }

    private void later() {
        ahead.addAndGet(Duration.ofMinutes(10).toMillis());
    }

    private void contact(String name) throws Exception {
        write(
                "POST",
                "/contacts/",
                "{\"locationId\":\"" + SampleAccount.LOCATION_ID + "\",\"firstName\":\"" + name + "\"}");
    }

    /// The latest of a type; null for one without.
    private JsonNode sent(String type) {
        Awaitility.await().atMost(PATIENCE).until(() -> !received(type).isEmpty());
        return received(type).getFirst();
    }

    private List<JsonNode> received(String type) {
        return receiver.getAllServeEvents().stream()
                .map(event -> Json.MAPPER.readTree(event.getRequest().getBody()))
                .filter(body -> type == null
                        ? !body.has("type")
                        : type.equals(body.path("type").asString()))
                .collect(Collectors.toList());
    }

    private static boolean verified(String algorithm, String scheme, String key, LoggedRequest request, String header)
            throws Exception {
        Signature signature = Signature.getInstance(scheme);
        signature.initVerify(KeyFactory.getInstance(algorithm)
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(key))));
        signature.update(request.getBody());
        return signature.verify(Base64.getDecoder().decode(request.getHeader(header)));
    }

    private JsonNode read(String path) throws Exception {
        return write("GET", path, null);
    }

    private JsonNode write(String method, String path, String body) throws Exception {
        HttpResponse<String> answer = send(method, path, body);
        assertTrue(answer.statusCode() < 300, () -> path + " " + answer.statusCode() + " " + answer.body());
        return Json.MAPPER.readTree(answer.body());
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest.BodyPublisher content =
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        return http.send(
                HttpRequest.newBuilder(sandbox.uri().resolve(path))
                        .header("Authorization", "Bearer " + SampleAccount.LOCATION_TOKEN)
                        .header("Version", "2021-07-28")
                        .header("Content-Type", "application/json")
                        .header("User-Agent", "test")
                        .method(method, content)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
