package dev.ghlmcp.highlevel;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Json;
import dev.ghlmcp.catalog.Tool;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// When another attempt is made, and when none.
class ResilienceTest {
    private static final Duration READ_TIMEOUT = Duration.ofMillis(1500);
    private static final Catalog CATALOG = Catalog.load();
    private static final Tool READ = CATALOG.find("get_contact");
    private static final Tool WRITE = CATALOG.find("add_contact_tags");

    @RegisterExtension
    static final WireMockExtension UPSTREAM = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private final HighLevel highLevel = client(UPSTREAM.baseUrl(), Duration.ofSeconds(20));

    @AfterEach
    void close() {
        highLevel.close();
    }

    @Test
    void repeatsReadsThatFailed() {
        for (ResponseDefinitionBuilder failure : List.of(
                status(500),
                status(502),
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                aResponse().withFault(Fault.EMPTY_RESPONSE),
                aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE),
                aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK),
                aResponse().withBody("{\"contact\":{"),
                aResponse()
                        .withStatus(400)
                        .withHeader("Content-Type", "application/json")
                        .withBody("\u0001\"message\":\"No\"}"),
                aResponse().withFixedDelay(5000))) {
            first(failure);
            assertInstanceOf(Reply.Answer.class, call(READ), failure.build()::toString);
            UPSTREAM.verify(2, anyRequestedFor(anyUrl()));
        }
    }

    @Test
    void neverRepeatsAWriteThatMayHaveArrived() {
        for (ResponseDefinitionBuilder failure : List.of(
                status(500),
                status(502),
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                aResponse().withFault(Fault.EMPTY_RESPONSE),
                aResponse().withBody("{\"tags\":["),
                aResponse().withFixedDelay(5000))) {
            first(failure);
            assertInstanceOf(Failure.class, call(WRITE), failure.build()::toString);
            UPSTREAM.verify(1, anyRequestedFor(anyUrl()));
        }
    }

    @Test
    void repeatsAWriteThatHighLevelTurnedAway() {
        first(status(429).withHeader("X-RateLimit-Interval-Milliseconds", "3"));
        assertInstanceOf(Reply.Answer.class, call(WRITE));
        UPSTREAM.verify(2, anyRequestedFor(anyUrl()));
    }

    @Test
    void repeatsThreeTimesAtMost() {
        UPSTREAM.stubFor(any(anyUrl()).willReturn(status(500)));
        assertInstanceOf(Failure.Broken.class, call(READ));
        UPSTREAM.verify(4, anyRequestedFor(anyUrl()));
    }

    @Test
    void doesNotRepeatWhatHighLevelRefused() {
        for (int status : List.of(302, 400, 401, 403, 404, 409, 422)) {
            first(status(status));
            assertInstanceOf(Failure.class, call(READ));
            UPSTREAM.verify(1, anyRequestedFor(anyUrl()));
        }
    }

    @Test
    void waitsOnlyIfTheWaitEndsBeforeTheDeadline() {
        first(status(429).withHeader("Retry-After", "21"));
        assertEquals(
                21_000, assertInstanceOf(Failure.RateLimited.class, call(READ)).retryAfterMs());
        UPSTREAM.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    @Timeout(40)
    void anAttemptWaitsNoLongerThanTheCallMay() {
        UPSTREAM.stubFor(any(anyUrl()).willReturn(aResponse().withFixedDelay(60_000)));
        try (HighLevel hasty = hasty()) {
            assertEquals(new Failure.Unreachable("it did not answer in time", true), call(hasty, WRITE));
        }
    }

    @Test
    @Timeout(40)
    void anAnswerThatDripsEndsWithTheDeadlineToo() {
        UPSTREAM.stubFor(any(anyUrl())
                .willReturn(status(200).withBody(" ".repeat(500) + "{}").withChunkedDribbleDelay(500, 60_000)));
        try (HighLevel hasty = hasty()) {
            assertEquals(new Failure.Unreachable("it did not answer in time", true), call(hasty, WRITE));
        }
    }

    @Test
    void repeatsAWriteThatNobodyListenedTo() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Resilience patient = new Resilience(Duration.ofMillis(400), Duration.ofMillis(1));
        try (HighLevel early = client("http://127.0.0.1:" + port, Duration.ofSeconds(20), patient)) {
            CompletableFuture<Reply> reply = new CompletableFuture<>();
            Thread caller = Thread.ofVirtual().start(() -> reply.complete(call(early, WRITE)));
            awaitSleep(caller);
            try (OneConnectionServer server = new OneConnectionServer(5, port)) {
                assertInstanceOf(Reply.Answer.class, reply.get(20, TimeUnit.SECONDS));
                assertEquals(1, server.connections());
            }
        }
    }

    @Test
    void cancellationCutsThroughTheWaitForTheNextAttempt() throws Exception {
        UPSTREAM.stubFor(any(anyUrl()).willReturn(status(429).withHeader("Retry-After", "15")));
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> reply.complete(call(WRITE)));
        awaitSleep(caller);
        caller.interrupt();
        assertEquals(new Failure.Cancelled(), reply.get(5, TimeUnit.SECONDS));
        UPSTREAM.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void anOutageIsToldAtOnceToEverybodyAndAProbeEndsIt() {
        UPSTREAM.stubFor(any(anyUrl()).willReturn(status(503)));
        Resilience shut = new Resilience(Duration.ofMillis(1), Duration.ofMillis(300));
        try (HighLevel one = client(UPSTREAM.baseUrl(), Duration.ofSeconds(20), shut);
                HighLevel another =
                        one.as(Access.of(account(UPSTREAM.baseUrl(), Duration.ofSeconds(20), READ_TIMEOUT)))) {
            for (int i = 0; i < 8; i++) {
                assertInstanceOf(Failure.Broken.class, call(one, WRITE));
            }
            assertInstanceOf(Failure.class, call(one, WRITE));
            assertInstanceOf(Failure.class, call(one, WRITE));
            Failure.Outage outage = assertInstanceOf(Failure.Outage.class, call(another, READ));
            assertTrue(outage.retryInMs() >= 1 && outage.retryInMs() <= 300, outage::toString);
            UPSTREAM.verify(10, anyRequestedFor(anyUrl()));

            UPSTREAM.stubFor(any(anyUrl()).willReturn(status(200)));
            Reply reply = call(another, WRITE);
            while (reply instanceof Failure.Outage) {
                LockSupport.parkNanos(1_000_000);
                reply = call(another, WRITE);
            }
            assertInstanceOf(Reply.Answer.class, reply);
            assertInstanceOf(Reply.Answer.class, call(one, WRITE));
        }
    }

    @Test
    void refusalsAreNoOutage() {
        for (int status : List.of(400, 401, 403, 404, 422, 429, 500)) {
            UPSTREAM.stubFor(any(anyUrl()).willReturn(status(status).withHeader("Retry-After", "99")));
            for (int i = 0; i < 12; i++) {
                assertTrue(!(call(WRITE) instanceof Failure.Outage), "status " + status);
            }
        }
    }

    private Reply call(Tool tool) {
        return call(highLevel, tool);
    }

    private static Reply call(HighLevel client, Tool tool) {
        return client.call(
                tool,
                tool.endpoint(),
                Json.MAPPER
                        .readTree("{\"contactId\":\"abc\",\"tags\":[\"vip\"]}")
                        .asObject());
    }

    private static ResponseDefinitionBuilder status(int status) {
        return aResponse().withStatus(status).withBody("{}");
    }

    /// One answer, and good ones after it.
    private static void first(ResponseDefinitionBuilder answer) {
        UPSTREAM.resetAll();
        UPSTREAM.stubFor(any(anyUrl())
                .inScenario("recovery")
                .whenScenarioStateIs(STARTED)
                .willReturn(answer)
                .willSetStateTo("recovered"));
        UPSTREAM.stubFor(any(anyUrl())
                .inScenario("recovery")
                .whenScenarioStateIs("recovered")
                .willReturn(status(200)));
    }

    private static void awaitSleep(Thread caller) {
        while (!List.of(caller.getStackTrace()).toString().contains("Thread.sleep")) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /// Patient with every byte, but not with a call.
    private static HighLevel hasty() {
        Account account = account(UPSTREAM.baseUrl(), Duration.ofMillis(300), Duration.ofSeconds(60));
        return new HighLevel(account, new Resilience(), "ghl-mcp/test");
    }

    private static HighLevel client(String url, Duration deadline) {
        return client(url, deadline, new Resilience(Duration.ofMillis(1), Duration.ofMillis(1)));
    }

    private static HighLevel client(String url, Duration deadline, Resilience resilience) {
        return new HighLevel(account(url, deadline, READ_TIMEOUT), resilience, "ghl-mcp/test");
    }

    private static Account account(String url, Duration deadline, Duration readTimeout) {
        return new Account(
                URI.create(url),
                new Secret("pit-secret"),
                null,
                "loc1",
                null,
                Duration.ofSeconds(2),
                readTimeout,
                deadline);
    }
}
