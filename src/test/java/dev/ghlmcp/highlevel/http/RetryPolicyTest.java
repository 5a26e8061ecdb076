package dev.ghlmcp.highlevel.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// When another attempt is made, and when none.
public class RetryPolicyTest {
    private static final Duration READ_TIMEOUT = Duration.ofMillis(1500);
    private static final Catalog CATALOG = Catalog.load();
    public static final ToolDefinition READ = CATALOG.find("get_contact");
    public static final ToolDefinition WRITE = CATALOG.find("add_contact_tags");

    @RegisterExtension
    static final WireMockExtension UPSTREAM = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private final HighLevelClient highLevel = client(UPSTREAM.baseUrl(), Duration.ofSeconds(20));

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
    void anOutageIsToldAtOnceToEverybodyAndAProbeEndsIt() {
        UPSTREAM.stubFor(any(anyUrl()).willReturn(status(503)));
        RetryPolicy shut = new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(300));
        try (HighLevelClient one = client(UPSTREAM.baseUrl(), Duration.ofSeconds(20), shut);
                HighLevelClient another = one.as(
                        Access.of(account(UPSTREAM.baseUrl(), Duration.ofSeconds(20), READ_TIMEOUT)), "another")) {
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

    private Reply call(ToolDefinition tool) {
        return call(highLevel, tool);
    }

    public static Reply call(HighLevelClient client, ToolDefinition tool) {
        return client.call(
                tool,
                tool.endpoint(),
                Json.MAPPER
                        .readTree("{\"contactId\":\"abc\",\"tags\":[\"vip\"]}")
                        .asObject());
    }

    public static ResponseDefinitionBuilder status(int status) {
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

    public static HighLevelClient client(String url, Duration deadline) {
        return client(url, deadline, new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(1)));
    }

    public static HighLevelClient client(String url, Duration deadline, RetryPolicy resilience) {
        return new HighLevelClient(account(url, deadline, READ_TIMEOUT), resilience, "ghl-mcp/test");
    }

    public static Account account(String url, Duration deadline, Duration readTimeout) {
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
