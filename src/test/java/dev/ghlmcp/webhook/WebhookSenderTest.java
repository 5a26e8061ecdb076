package dev.ghlmcp.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.ghlmcp.network.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookSenderTest {
    @RegisterExtension
    static final WireMockExtension RECEIVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private static final byte[] BODY = "{\"type\":\"contact.matched\"}".getBytes(StandardCharsets.UTF_8);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1614265330));

    private final WebhookSecret secret = WebhookSecret.random();
    private final WebhookSecret next = WebhookSecret.random();
    private final WebhookSender sender = new WebhookSender(Network.DIRECT, "ghl-mcp/1", CLOCK);

    @Test
    void sendsWhatAReceiverCanVerifyWithEitherSecret() throws InterruptedException {
        RECEIVER.stubFor(post("/hook?a=b").willReturn(aResponse().withBody("{\"challenge\":\"x\"}")));

        WebhookReply reply = sender.send(message("/hook?a=b", null, Map.of("X-MCP-Subscription-Id", "sub_1")));

        assertTrue(reply.accepted());
        assertEquals("{\"challenge\":\"x\"}", reply.text());
        LoggedRequest sent =
                RECEIVER.findAll(postRequestedFor(urlEqualTo("/hook?a=b"))).getFirst();
        assertEquals("application/json", sent.getHeader("Content-Type"));
        assertEquals("evt_1", sent.getHeader("webhook-id"));
        assertEquals("1614265330", sent.getHeader("webhook-timestamp"));
        assertEquals("sub_1", sent.getHeader("X-MCP-Subscription-Id"));
        assertEquals("ghl-mcp/1", sent.getHeader("User-Agent"));
        for (WebhookSecret one : List.of(secret, next)) {
            assertTrue(new WebhookSignature(List.of(one))
                    .verifies(
                            sent.getHeader("webhook-id"),
                            sent.getHeader("webhook-timestamp"),
                            sent.getHeader("webhook-signature"),
                            sent.getBody(),
                            CLOCK.millis()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "302, http_4xx, redirect",
        "404, http_4xx, 404",
        "410, http_4xx, 410",
        "413, http_4xx, 413",
        "500, http_5xx, 500",
        "503, http_5xx, 503"
    })
    void saysWhatTheAnswerWasAndNothingOfItsText(int status, String reason, String says) throws InterruptedException {
        RECEIVER.stubFor(post("/" + status)
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Location", RECEIVER.baseUrl() + "/elsewhere")
                        .withBody("customer data")));

        WebhookReply reply = sender.send(message("/" + status, null, Map.of()));

        assertEquals(status, reply.status());
        assertEquals(reason, reply.reason());
        assertTrue(reply.problem().contains(says), reply.problem());
        assertFalse(reply.toString().contains("customer"), reply.toString());
        RECEIVER.verify(0, postRequestedFor(urlEqualTo("/elsewhere")));
    }

    @ParameterizedTest
    @CsvSource({"120, 120", "'Thu, 25 Feb 2021 15:03:10 GMT', 60", "999999999, 86400", "soon,"})
    void tellsHowLongToWait(String header, Long seconds) throws InterruptedException {
        RECEIVER.stubFor(post("/busy").willReturn(aResponse().withStatus(503).withHeader("Retry-After", header)));

        WebhookReply reply = sender.send(message("/busy", null, Map.of()));

        assertEquals(seconds == null ? null : Duration.ofSeconds(seconds), reply.retryAfter());
    }

    @Test
    void connectsToTheCheckedAddressAndToNoOther() throws InterruptedException {
        RECEIVER.stubFor(post("/hook").willReturn(aResponse()));
        URI url = URI.create("http://hooks.invalid:" + RECEIVER.getPort() + "/hook");
        CallbackGuard inside = CallbackGuard.of(List.of("127.0.0.1"))
                .resolving(_ -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")});

        assertTrue(sender.send(new WebhookMessage(url, inside, "evt_1", BODY, List.of(secret), Map.of()))
                .accepted());
        assertEquals(
                "hooks.invalid:" + RECEIVER.getPort(),
                RECEIVER.findAll(postRequestedFor(urlEqualTo("/hook")))
                        .getFirst()
                        .getHeader("Host"));
        WebhookReply refused = sender.send(message("/hook", CallbackGuard.of(List.of()), Map.of()));
        assertEquals("connection_refused", refused.reason());
        assertTrue(refused.problem().contains("not allowed"), refused.problem());
        RECEIVER.verify(1, postRequestedFor(urlEqualTo("/hook")));
    }

    @Test
    void doesNotWaitForEverAndSaysWhatFailed() throws IOException, InterruptedException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            WebhookSender impatient = new WebhookSender(Network.DIRECT, "ghl-mcp/1", CLOCK, Duration.ofMillis(200));
            URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");
            WebhookReply late = impatient.send(new WebhookMessage(url, null, "evt_1", BODY, List.of(secret), Map.of()));
            assertEquals("timeout", late.reason());

            URI secure = URI.create("https://127.0.0.1:" + RECEIVER.getPort() + "/");
            WebhookReply plain =
                    sender.send(new WebhookMessage(secure, null, "evt_1", BODY, List.of(secret), Map.of()));
            assertEquals("tls_error", plain.reason());
            assertNull(plain.retryAfter());
        }
    }

    private WebhookMessage message(String path, CallbackGuard guard, Map<String, String> headers) {
        URI url = URI.create(RECEIVER.baseUrl().replace("localhost", "127.0.0.1") + path);
        return new WebhookMessage(url, guard, "evt_1", BODY, List.of(next, secret), headers);
    }
}
