package dev.ghlmcp.server.hook;

import static dev.ghlmcp.server.hook.SignedWebhooks.keys;
import static dev.ghlmcp.server.hook.SignedWebhooks.signed;
import static dev.ghlmcp.server.hook.SignedWebhooks.text;
import static dev.ghlmcp.server.hook.SignedWebhooks.webhook;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.server.hook.SignedWebhooks.Header;
import dev.ghlmcp.server.host.HttpServer;
import dev.ghlmcp.server.http.HttpOptions;
import dev.ghlmcp.store.Document;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.sqlite.SqliteStore;
import dev.ghlmcp.watch.bell.Doorbell;
import dev.ghlmcp.watch.bell.HeardBells;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What HighLevel posts, taken and refused, over HTTP.
class HighLevelHookTest {
    private static final Instant NOW = Instant.parse("2026-11-29T09:00:00Z");
    private static final String NOW_TEXT = "2026-11-29T09:00:00Z";
    private static final KeyPair CURRENT = keys("Ed25519");
    private static final KeyPair FORMER = keys("RSA");
    private static final KeyPair ANOTHER = keys("Ed25519");

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicBoolean broken = new AtomicBoolean();
    private EventStore store;
    private HttpServer server;

    @BeforeEach
    void open() {
        store = new SqliteStore(folder.resolve("state.db"), null);
        Doorbell bell = new Doorbell(store, () -> NOW, _ -> true, new HeardBells());
        HighLevelHook hook = new HighLevelHook(
                () -> {
                    if (broken.get()) {
                        // A folder is no store.
                        new SqliteStore(folder, null).close();
                    }
                    return bell;
                },
                HighLevelSignature.of(List.of(text(CURRENT), text(FORMER))),
                "https://services.leadconnectorhq.com",
                () -> NOW);
        server = HttpServer.start(HttpOptions.defaults(), List.of(hook.route()), List.of());
    }

    @AfterEach
    void close() {
        server.close();
        store.close();
        http.close();
    }

    @Test
    void eachOfTheTwoSignaturesIsEnough() throws Exception {
        String one = webhook("w1", "2026-11-29T08:59:00Z");
        String two = webhook("w2", "2026-11-29T09:03:00Z");
        String three = webhook("w3", NOW_TEXT);
        assertEquals(200, post(one, current(one)).statusCode());
        assertEquals(200, post(two, former(two)).statusCode());
        assertEquals(
                200,
                post(three, former(three), new Header("x-ghl-signature", "N/A")).statusCode());
        assertEquals(List.of("w1", "w2", "w3"), taken());
        assertFalse(store.documents().document("bell", "w1").body().contains("ada@example.com"), "ids alone are kept");
    }

    @Test
    void whereBothAreThereTheCurrentOneDecides() throws Exception {
        String body = webhook("w1", NOW_TEXT);
        Header wrong = signed("x-ghl-signature", "Ed25519", ANOTHER.getPrivate(), body);
        assertEquals(401, post(body, former(body), wrong).statusCode());
        assertEquals(List.of(), taken());
        assertEquals(
                200,
                post(body, current(body), new Header("x-wh-signature", "bm9uc2Vuc2U="))
                        .statusCode());
    }

    @Test
    void theSignatureIsOfTheBytesAndNotOfTheirMeaning() throws Exception {
        String body = webhook("w1", NOW_TEXT);
        String spaced = body.replace(",", ", ");
        HttpResponse<String> refused = post(spaced, current(body));
        assertEquals(401, refused.statusCode());
        assertTrue(refused.body().contains("byte for byte"), refused.body());
        assertEquals(401, post(spaced, former(body)).statusCode());
        assertEquals(401, post(body + "\n", current(body)).statusCode());
        assertEquals(200, post(spaced, current(spaced)).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "N/A", "n/a"})
    void whatIsNotSignedIsRefused(String nothing) throws Exception {
        String body = webhook("w1", NOW_TEXT);
        HttpResponse<String> refused = post(body, new Header("x-wh-signature", nothing));
        assertEquals(401, refused.statusCode());
        assertTrue(refused.body().contains("Marketplace app"), refused.body());
        assertEquals(401, post(body).statusCode());
        assertEquals(List.of(), taken());
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "AAAA", "MCowBQYDK2VwAyEAi2HR1srL4o18O8BRa7gVJY7G7bupbN3H9AwJrHCDiOg="})
    void whatIsNoSignatureIsRefused(String signature) throws Exception {
        String body = webhook("w1", NOW_TEXT);
        for (String header : List.of("x-ghl-signature", "x-wh-signature")) {
            HttpResponse<String> refused = post(body, new Header(header, signature));
            assertEquals(401, refused.statusCode());
            assertTrue(refused.body().contains(header), refused.body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-29T08:54:59Z", "2026-11-29T09:05:01Z", "2026-11-29T03:54:59.000-05:00"})
    void aStaleOneIsRefusedThoughItIsSigned(String timestamp) throws Exception {
        String body = webhook("w1", timestamp);
        HttpResponse<String> refused = post(body, current(body));
        assertEquals(400, refused.statusCode());
        assertTrue(refused.body().contains("replay"), refused.body());
        assertEquals(List.of(), taken());
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "", "2026-11-29", "2026-11-29T09:00:00"})
    void aTimeThatIsNoneIsNoTimeOfNow(String timestamp) throws Exception {
        String body = webhook("w1", timestamp);
        HttpResponse<String> refused = post(body, current(body));
        assertEquals(400, refused.statusCode());
        assertTrue(refused.body().contains("no time"), refused.body());
        assertEquals(List.of(), taken());
        String nothing = "{\"type\":\"ContactUpdate\",\"timestamp\":null,\"locationId\":\"loc\",\"id\":\"ada\"}";
        assertEquals(200, post(nothing, current(nothing)).statusCode());
        String object = nothing.replace("null", "{}");
        assertEquals(400, post(object, current(object)).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"10000000000000000000", "-10000000000000000000", "1e300", "-1e300", "9223372036854775807"})
    void aNumberThatIsNoTimeIsNoTimeOfNow(String timestamp) throws Exception {
        String body = webhook("w1", "T").replace("\"T\"", timestamp);
        HttpResponse<String> refused = post(body, current(body));
        assertEquals(400, refused.statusCode(), refused.body());
        assertTrue(refused.body().contains("replay"), refused.body());
        assertEquals(List.of(), taken());
    }

    @Test
    void aRepeatedOneIsAnsweredAndRingsNoMore() throws Exception {
        String body = webhook("w1", NOW_TEXT);
        assertEquals(
                "{\"received\":true,\"repeated\":false}",
                post(body, current(body)).body());
        Document taken = store.documents().document("bell", "w1");
        assertEquals(
                "{\"received\":true,\"repeated\":true}",
                post(body, current(body)).body());
        assertEquals(taken, store.documents().document("bell", "w1"));
    }

    @Test
    void withoutIdOrTimeItIsKnownAgainByWhatItSays() throws Exception {
        String body = "{\"type\":\"ContactUpdate\",\"locationId\":\"loc\",\"id\":\"ada\"}";
        assertTrue(post(body, current(body)).body().contains("\"repeated\":false"));
        assertTrue(post(body, current(body)).body().contains("\"repeated\":true"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "{\"type\":", ""})
    void whatIsSignedAndNoWebhookIsRefused(String body) throws Exception {
        HttpResponse<String> refused = post(body, current(body));
        assertEquals(400, refused.statusCode());
        assertTrue(refused.body().contains("JSON object"), refused.body());
    }

    @Test
    void whatCannotBeStoredIsToBeSentAgain() throws Exception {
        String body = webhook("w1", NOW_TEXT);
        broken.set(true);
        HttpResponse<String> refused = post(body, current(body));
        assertEquals(429, refused.statusCode());
        assertEquals("60", refused.headers().firstValue("Retry-After").orElse(""));
        broken.set(false);
        assertEquals(200, post(body, current(body)).statusCode());
    }

    @Test
    void moreThanAMegabyteIsRefused() throws Exception {
        String body = "{\"x\":\"" + "y".repeat(1 << 20) + "\"}";
        assertEquals(413, post(body, current(body)).statusCode());
        String fits = "{\"x\":\"" + "y".repeat((1 << 20) - 8) + "\"}";
        assertEquals(200, post(fits, current(fits)).statusCode());
    }

    @Test
    void onlyPostIsServed() throws Exception {
        HttpRequest get = HttpRequest.newBuilder(uri()).build();
        assertEquals(405, http.send(get, HttpResponse.BodyHandlers.ofString()).statusCode());
    }

    @Test
    void highLevelsOwnKeysAreThereAndOthersReplaceOrJoinThem() {
        HighLevelSignature own = HighLevelSignature.of(List.of("highlevel"));
        assertEquals(List.of(1, 1), List.of(own.ed25519().size(), own.rsa().size()));
        String pem = "-----BEGIN PUBLIC KEY-----\n" + text(CURRENT) + "\n-----END PUBLIC KEY-----";
        HighLevelSignature both = HighLevelSignature.of(List.of("highlevel", pem));
        assertEquals(List.of(2, 1), List.of(both.ed25519().size(), both.rsa().size()));
        String refusal = HighLevelSignature.of(List.of(text(CURRENT)))
                .refusal("{}".getBytes(StandardCharsets.UTF_8), null, "AAAA");
        assertTrue(refusal.contains("no key for x-wh-signature"), refusal);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> HighLevelSignature.of(List.of("nonsense")))
                .getMessage()
                .contains("'nonsense'"));
    }

    private List<String> taken() {
        return store.documents().documents("bell", "", 100).stream()
                .map(Document::name)
                .toList();
    }

    private URI uri() {
        return server.uri().resolve("/hooks/highlevel");
    }

    private HttpResponse<String> post(String body, Header... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri()).POST(HttpRequest.BodyPublishers.ofString(body));
        Arrays.stream(headers).forEach(header -> request.header(header.name(), header.value()));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Header current(String body) {
        return signed("x-ghl-signature", "Ed25519", CURRENT.getPrivate(), body);
    }

    private static Header former(String body) {
        return signed("x-wh-signature", "SHA256withRSA", FORMER.getPrivate(), body);
    }
}
