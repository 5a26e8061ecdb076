package dev.ghlmcp.server.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.server.host.HttpServer;
import dev.ghlmcp.server.http.HttpOptions;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.sqlite.SqliteStore;
import dev.ghlmcp.sync.HookedSync;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncAuth;
import dev.ghlmcp.sync.SyncAuth.Kind;
import dev.ghlmcp.sync.run.Inbox;
import dev.ghlmcp.sync.run.SyncMessage;
import dev.ghlmcp.webhook.WebhookSecret;
import dev.ghlmcp.webhook.WebhookSignature;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is posted to syncs, taken and refused, over HTTP.
class SyncHookTest {
    private static final Instant NOW = Instant.parse("2026-11-29T09:00:00Z");
    private static final String SECRET = "the-first-secret-0123456789abcdef";
    private static final String NEXT = "the-second-secret-0123456789abcdef";
    private static final String BODY = "{\"id\":\"17\",\"name\":\"Ada\"}";
    private static final String[] BEARER = {"Authorization", "Bearer " + SECRET};

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final AtomicReference<List<String>> secrets = new AtomicReference<>(List.of(SECRET));
    private final WebhookSecret signing = WebhookSecret.random();
    private EventStore store;
    private Inbox inbox;
    private SyncHook hook;
    private HttpServer server;

    @BeforeEach
    void open() {
        store = new SqliteStore(folder.resolve("state.db"), null);
        inbox = new Inbox(store.documents(), () -> NOW);
        hook = new SyncHook(
                List.of(
                        sync("customers", Kind.TOKEN, null, null),
                        sync("orders", Kind.TOKEN, null, null),
                        sync("own-header", Kind.TOKEN, "x-token", null),
                        sync("basic", Kind.BASIC, null, null),
                        sync("sha1", Kind.HMAC, "x-signature", "HmacSHA1"),
                        sync("sha256", Kind.HMAC, "x-hub-signature-256", "HmacSHA256"),
                        sync("standard", Kind.STANDARD_WEBHOOKS, null, null),
                        sync("closed", null, null, null)),
                () -> {
                    if (broken.get()) {
                        // A folder is no store.
                        new SqliteStore(folder, null).close();
                    }
                    return inbox;
                },
                () -> NOW,
                Duration.ZERO);
        server = HttpServer.start(HttpOptions.defaults(), List.of(hook.route()), List.of());
    }

    @AfterEach
    void close() {
        server.close();
        store.close();
        http.close();
    }

    @Test
    void whatIsTakenIsStored() throws Exception {
        HttpResponse<String> taken = post("customers", BODY, BEARER);
        assertEquals(202, taken.statusCode(), taken.body());
        List<SyncMessage> stored = stored("customers");
        assertEquals(
                "{\"accepted\":1,\"duplicates\":0,\"ids\":[\""
                        + stored.getFirst().id() + "\"]}",
                taken.body());
        assertEquals(BODY, stored.getFirst().input().body().toString());
        assertEquals(202, post("customers/", "[{\"id\":1},{\"id\":2}]", BEARER).statusCode());
        assertEquals(3, stored("customers").size());
    }

    @Test
    void aFormIsTaken() throws Exception {
        String[] form = {BEARER[0], BEARER[1], "Content-Type", "application/x-www-form-urlencoded; charset=windows-1252"
        };
        assertEquals(
                202, post("customers", "First+Name=Zo%EB&tags=a&tags=b", form).statusCode());
        assertEquals(
                "{\"First Name\":\"Zoë\",\"tags\":[\"a\",\"b\"]}",
                stored("customers").getFirst().input().body().toString());
    }

    @Test
    void theSameMessageIsADuplicateByItsKeyOrItsBodyAndNeverMeetsThatOfAnotherSync() throws Exception {
        for (String[] key : List.of(
                new String[0], new String[] {"webhook-id", "msg_1"}, new String[] {"Idempotency-Key", "\"k-1\""})) {
            assertEquals("[1,0]", counts(post("customers", BODY, with(BEARER, key))));
            assertEquals("[0,1]", counts(post("customers", BODY, with(BEARER, key))));
            assertEquals("[1,0]", counts(post("orders", BODY, with(BEARER, key))));
        }
        // A key says that it is the same, whatever is in it.
        assertEquals("[0,1]", counts(post("customers", "{\"id\":\"18\"}", with(BEARER, "webhook-id", "msg_1"))));
        assertEquals(
                "[2,0]", counts(post("customers", "[{\"n\":1},{\"n\":2}]", with(BEARER, "idempotency-key", "k-2"))));
        assertEquals(
                422,
                post("customers", BODY, with(BEARER, "webhook-id", "x".repeat(300)))
                        .statusCode());
    }

    @Test
    void aTokenIsABearersOrInAHeaderOfItsOwn() throws Exception {
        assertEquals(401, post("customers", BODY).statusCode());
        assertEquals(401, post("customers", BODY, "Authorization", SECRET).statusCode());
        assertEquals(
                401,
                post("customers", BODY, "Authorization", "Bearer " + SECRET + "0")
                        .statusCode());
        assertEquals(
                202,
                post("customers", BODY, "Authorization", "bearer " + SECRET).statusCode());
        assertEquals(401, post("own-header", BODY, BEARER).statusCode());
        assertEquals(202, post("own-header", BODY, "X-Token", SECRET).statusCode());
        HttpResponse<String> refused = post("customers", BODY);
        assertEquals(
                "Bearer realm=\"ghl-mcp\"",
                refused.headers().firstValue("WWW-Authenticate").orElse(""));
        assertTrue(refused.body().contains("Authorization: Bearer TOKEN"), refused.body());
    }

    @Test
    void basicTakesNameAndPassword() throws Exception {
        assertEquals(
                202,
                post("basic", BODY, "Authorization", "Basic " + pair("zapier:" + SECRET))
                        .statusCode());
        assertEquals(
                401,
                post("basic", BODY, "Authorization", "Basic " + pair("make:" + SECRET))
                        .statusCode());
        assertEquals(
                401,
                post("basic", BODY, "Authorization", "Basic " + pair("zapier:")).statusCode());
        assertEquals(401, post("basic", BODY, "Authorization", "Basic !").statusCode());
        assertTrue(post("basic", BODY)
                .headers()
                .firstValue("WWW-Authenticate")
                .orElse("")
                .startsWith("Basic realm"));
    }

    @Test
    void aSignatureIsOfTheBytesInHexOrBase64() throws Exception {
        byte[] sha256 = mac("HmacSHA256", SECRET);
        byte[] sha1 = mac("HmacSHA1", SECRET);
        String hex = HexFormat.of().formatHex(sha256);
        for (String right : List.of(
                hex,
                hex.toUpperCase(Locale.ROOT),
                "sha256=" + hex,
                Base64.getEncoder().encodeToString(sha256),
                Base64.getUrlEncoder().withoutPadding().encodeToString(sha256))) {
            assertEquals(202, post("sha256", BODY, "X-Hub-Signature-256", right).statusCode(), right);
        }
        assertEquals(
                202,
                post("sha1", BODY, "X-Signature", HexFormat.of().formatHex(sha1))
                        .statusCode());
        assertEquals(
                202,
                post("sha1", BODY, "X-Signature", Base64.getEncoder().encodeToString(sha1))
                        .statusCode());
        for (String wrong : List.of(
                "",
                "sha256=",
                "=",
                hex.substring(2),
                hex.replace(hex.charAt(0), 'g'),
                HexFormat.of().formatHex(mac("HmacSHA256", NEXT)),
                HexFormat.of().formatHex(sha1))) {
            assertEquals(401, post("sha256", BODY, "X-Hub-Signature-256", wrong).statusCode(), wrong);
        }
        assertEquals(401, post("sha256", BODY + " ", "X-Hub-Signature-256", hex).statusCode());
        assertEquals(401, post("sha256", BODY).statusCode());
    }

    @Test
    void standardWebhooksCountForFiveMinutes() throws Exception {
        secrets.set(List.of(signing.text().value()));
        long now = NOW.getEpochSecond();
        assertEquals(202, post("standard", BODY, signed("msg_1", now - 290)).statusCode());
        assertEquals("[0,1]", counts(post("standard", BODY, signed("msg_1", now + 290))));
        assertEquals(401, post("standard", BODY, signed("msg_2", now - 310)).statusCode());
        assertEquals(401, post("standard", BODY, signed("msg_2", now + 310)).statusCode());
        String[] other = signed("msg_3", now);
        other[1] = "msg_4";
        assertEquals(401, post("standard", BODY, other).statusCode());
        assertEquals(401, post("standard", BODY).statusCode());
        assertEquals(1, stored("standard").size());
    }

    @Test
    void twoSecretsCountWhileOneIsReplacedAndABrokenFileTakesNoneAway() throws Exception {
        assertEquals(
                401, post("customers", BODY, "Authorization", "Bearer " + NEXT).statusCode());
        secrets.set(List.of(NEXT, SECRET));
        assertEquals(
                202, post("customers", BODY, "Authorization", "Bearer " + NEXT).statusCode());
        assertEquals(202, post("customers", BODY, BEARER).statusCode());
        secrets.set(null);
        assertEquals(202, post("customers", BODY, BEARER).statusCode());
        secrets.set(List.of(NEXT));
        assertEquals(401, post("customers", BODY, BEARER).statusCode());
        assertEquals(
                202, post("customers", BODY, "Authorization", "Bearer " + NEXT).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "closed", "", "customers%2f", "customers/x", "%00", "Customers"})
    void whatHasNoHookIsNotFound(String name) throws Exception {
        assertEquals(404, post(name, BODY, BEARER).statusCode());
    }

    @Test
    void whatCannotBeTakenIsRefusedAndSaidWhy() throws Exception {
        HttpRequest get = request("customers").GET().build();
        assertEquals(405, http.send(get, HttpResponse.BodyHandlers.ofString()).statusCode());
        assertEquals(
                415,
                post("customers", BODY, with(BEARER, "Content-Type", "text/plain"))
                        .statusCode());
        assertEquals(
                413,
                post("customers", "{\"a\":\"" + "x".repeat(1 << 20) + "\"}", BEARER)
                        .statusCode());
        HttpResponse<String> wrong = post("customers", "[{},7]", BEARER);
        assertEquals(422, wrong.statusCode());
        assertTrue(wrong.body().contains("Message 2 of 2"), wrong.body());
        assertEquals(List.of(), stored("customers"), "none of them");
    }

    @Test
    void aSenderIsAskedToComeAgainWhileNothingCanBeStored() throws Exception {
        broken.set(true);
        HttpResponse<String> answer = post("customers", BODY, BEARER);
        assertEquals(429, answer.statusCode());
        assertEquals("60", answer.headers().firstValue("Retry-After").orElse(""));
        broken.set(false);
        assertEquals("[1,0]", counts(post("customers", BODY, BEARER)));
    }

    @Test
    void aMappingSeesHeadersButNoCredentials() throws Exception {
        post("own-header", BODY, "X-Token", SECRET, "X-Topic", "order/paid", "Cookie", "a=b", "Authorization", "x");
        Map<String, String> headers = stored("own-header").getFirst().input().headers();
        assertEquals("order/paid", headers.get("x-topic"));
        assertEquals("application/json", headers.get("content-type"));
        assertFalse(headers.toString().contains(SECRET), headers.toString());
        assertFalse(headers.containsKey("authorization") || headers.containsKey("cookie"), headers.toString());
    }

    @Test
    void guessesAreCountedAndSoonNotLookedAt() throws Exception {
        for (int i = 0; i < HookGuesses.FREE; i++) {
            assertEquals(
                    401,
                    post("orders", BODY, "Authorization", "Bearer guess" + i).statusCode());
        }
        HttpResponse<String> refused = post("orders", BODY, BEARER);
        assertEquals(429, refused.statusCode(), "not even the right one from an address that never had it");
        int wait = Integer.parseInt(refused.headers().firstValue("Retry-After").orElse(""));
        assertTrue(wait > 0 && wait <= 61, "Retry-After " + wait);
        assertEquals(202, post("customers", BODY, BEARER).statusCode(), "each hook counts its own");
        assertEquals(Map.of("orders", 11L), Map.of("orders", hook.refused().get("orders")));
        assertEquals(0L, hook.refused().get("customers"));
    }

    @Test
    void guessesFromWhereASenderComesLockItOutOfNothing() throws Exception {
        assertEquals(202, post("orders", BODY, BEARER).statusCode());
        for (int i = 0; i < 2 * HookGuesses.FREE; i++) {
            assertEquals(
                    401,
                    post("orders", BODY, "Authorization", "Bearer guess" + i).statusCode());
        }
        assertEquals("[1,0]", counts(post("orders", "{}", BEARER)));
    }

    private Sync sync(String name, Kind kind, String header, String algorithm) {
        SyncAuth auth = kind == null
                ? null
                : new SyncAuth(
                        () -> {
                            if (secrets.get() == null) {
                                throw new IllegalArgumentException("The file cannot be read");
                            }
                            return secrets.get();
                        },
                        kind,
                        kind == Kind.BASIC ? "zapier" : null,
                        header,
                        algorithm);
        return HookedSync.of(name, auth);
    }

    private List<SyncMessage> stored(String sync) {
        return inbox.report(sync, Instant.EPOCH);
    }

    private String[] signed(String id, long seconds) {
        return new String[] {
            "webhook-id",
            id,
            "webhook-timestamp",
            Long.toString(seconds),
            "webhook-signature",
            "v1,bm9uZQ== "
                    + new WebhookSignature(List.of(signing)).sign(id, seconds, BODY.getBytes(StandardCharsets.UTF_8))
        };
    }

    private static byte[] mac(String algorithm, String secret) throws Exception {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
        return mac.doFinal(BODY.getBytes(StandardCharsets.UTF_8));
    }

    private static String pair(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String counts(HttpResponse<String> answer) {
        assertEquals(202, answer.statusCode(), answer.body());
        var json = Json.MAPPER.readTree(answer.body());
        return "[" + json.path("accepted") + "," + json.path("duplicates") + "]";
    }

    private static String[] with(String[] headers, String... more) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private HttpRequest.Builder request(String name) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/hooks/in/" + name));
    }

    private HttpResponse<String> post(String name, String body, String... headers) throws Exception {
        HttpRequest.Builder request = request(name).POST(HttpRequest.BodyPublishers.ofString(body));
        if (!List.of(headers).contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        return http.send(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
