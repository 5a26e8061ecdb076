package dev.ghlmcp.highlevel;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.highlevel.http.RetryPolicy;
import dev.ghlmcp.highlevel.http.RetryPolicyTest;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.Problem;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.highlevel.reply.SentToken;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.node.ObjectNode;

/// Every way in which HighLevel can answer, or not answer.
class HighLevelClientTest {
    private static final String TOKEN = "pit-secret-of-the-test";
    private static final Catalog CATALOG = Catalog.load();

    @RegisterExtension
    static final WireMockExtension UPSTREAM = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private final HighLevelClient highLevel = client(URI.create(UPSTREAM.baseUrl()), Duration.ofMillis(700));

    @AfterEach
    void close() {
        highLevel.close();
    }

    @Test
    void sendsTheTokenTheVersionAndItsOwnName() {
        answer(200, "{\"contact\":{\"id\":\"abc\"}}");
        Reply.Answer answer = assertInstanceOf(Reply.Answer.class, read("abc"));
        assertEquals("{\"contact\":{\"id\":\"abc\"}}", answer.body().toString());
        UPSTREAM.verify(getRequestedFor(urlEqualTo("/contacts/abc"))
                .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                .withHeader("Version", equalTo("2021-07-28"))
                .withHeader("User-Agent", equalTo("ghl-mcp/test"))
                .withHeader("Accept", equalTo("application/json")));
    }

    @Test
    void passesDigitsAndNullsThroughUnchanged() {
        String body = "{\"a\":1.10,\"b\":12345678901234567890,\"c\":null,\"d\":\"\\u00e9\"}";
        answer(200, body);
        Reply.Answer answer = assertInstanceOf(Reply.Answer.class, read("abc"));
        assertEquals(
                "{\"a\":1.10,\"b\":12345678901234567890,\"c\":null,\"d\":\"é\"}",
                answer.body().toString());
    }

    @Test
    void anEmptyAnswerToAWriteIsAnEmptyObjectAndNoneToARead() {
        UPSTREAM.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(204)));
        Reply written = RetryPolicyTest.call(highLevel, RetryPolicyTest.WRITE);
        assertEquals("{}", assertInstanceOf(Reply.Answer.class, written).body().toString());
        assertEquals(new Failure.Unreadable(204, "is empty"), read("abc"));
    }

    @Test
    void namesEachFailureByItsStatus() {
        Map<Integer, Class<? extends Failure>> failures = Map.of(
                400, Failure.Rejected.class,
                401, Failure.Unauthorized.class,
                403, Failure.Forbidden.class,
                404, Failure.NotFound.class,
                422, Failure.Rejected.class,
                429, Failure.RateLimited.class,
                500, Failure.Broken.class,
                502, Failure.Broken.class,
                302, Failure.Broken.class);
        failures.forEach((status, type) -> {
            answer(status, "{\"statusCode\":" + status + ",\"message\":\"said so\",\"traceId\":\"t-1\"}");
            Problem problem = problem(assertInstanceOf(type, read("abc"), "status " + status));
            assertEquals(new Problem(status, List.of("said so"), "t-1", Map.of()), problem);
        });
    }

    @Test
    void tellsHowLongToWait() {
        UPSTREAM.stubFor(any(anyUrl())
                .willReturn(json(429, "{}").withHeader("Retry-After", "7").withHeader("X-RateLimit-Max", "100")));
        assertEquals(
                7000, assertInstanceOf(Failure.RateLimited.class, read("abc")).retryAfterMs());
        UPSTREAM.stubFor(
                any(anyUrl()).willReturn(json(429, "{}").withHeader("X-RateLimit-Interval-Milliseconds", "25000")));
        assertEquals(
                25000, assertInstanceOf(Failure.RateLimited.class, read("abc")).retryAfterMs());
        UPSTREAM.stubFor(any(anyUrl())
                .willReturn(json(429, "{}")
                        .withHeader("X-RateLimit-Interval-Milliseconds", "10000")
                        .withHeader("X-RateLimit-Daily-Remaining", "0")
                        .withHeader("X-RateLimit-Daily-Reset", "84322000")));
        assertEquals(
                84_322_000,
                assertInstanceOf(Failure.RateLimited.class, read("abc")).retryAfterMs());
    }

    @Test
    void givesUpOnAnAnswerThatHangs() {
        UPSTREAM.stubFor(any(anyUrl()).willReturn(json(200, "{}").withFixedDelay(20_000)));
        Failure.Unreachable failure = assertInstanceOf(Failure.Unreachable.class, read("abc"));
        assertEquals(new Failure.Unreachable("it did not answer in time", true), failure);
    }

    @Test
    void saysWhenTheConnectionBreaks() {
        for (Fault fault : Fault.values()) {
            UPSTREAM.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));
            Reply reply;
            try (HighLevelClient other = client(URI.create(UPSTREAM.baseUrl()), Duration.ofMillis(700))) {
                reply = read(other, "abc");
            }
            assertTrue(
                    (reply instanceof Failure.Unreachable(String _, boolean arrived) && arrived)
                            || reply instanceof Failure.Unreadable,
                    fault + " gave " + reply);
        }
        answer(200, "{\"ok\":true}");
        assertInstanceOf(Reply.Answer.class, read("abc"), "the next call works again");
    }

    @Test
    void refusesWhatIsNotJsonOrTooLarge() {
        // A busy machine takes its time for 20 MiB.
        try (HighLevelClient patient = client(URI.create(UPSTREAM.baseUrl()), Duration.ofSeconds(30))) {
            UPSTREAM.stubFor(
                    any(anyUrl()).willReturn(aResponse().withStatus(200).withBody("hello")));
            assertEquals(new Failure.Unreadable(200, "is not JSON"), read(patient, "abc"));
            answer(200, "{\"x\":\"" + "y".repeat(20 << 20) + "\"}");
            assertEquals(new Failure.TooLarge(200, 4 << 20), read(patient, "abc"));
            answer(200, "{\"contact\":{\"note\":\"" + "y".repeat(3 << 20) + "\"}}");
            assertInstanceOf(Reply.Answer.class, read(patient, "abc"), "3 MiB still pass");
        }
    }

    @Test
    void refusesIdsThatWouldAddressAnotherRoute() {
        answer(200, "{}");
        for (String id :
                List.of("", " ", ".", "..", "a/b", "a b", "a%2Fb", "a?b=c", "ä", "search", "Bulk", "up-sert")) {
            assertInstanceOf(Failure.Unsendable.class, read(id), "'" + id + "'");
        }
        UPSTREAM.verify(0, getRequestedFor(anyUrl()));
    }

    @Test
    void asksForATokenBeforeItSendsAnything() {
        Account account = new Account(
                URI.create(UPSTREAM.baseUrl()),
                null,
                null,
                null,
                null,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(9));
        try (HighLevelClient tokenless = new HighLevelClient(account, "ghl-mcp/test")) {
            assertInstanceOf(Failure.NoToken.class, read(tokenless, "abc"));
        }
    }

    @Test
    void neverShowsItsToken() {
        Account account = new Account(
                URI.create("http://127.0.0.1"),
                new Secret(TOKEN),
                new Secret(TOKEN),
                null,
                null,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO);
        assertFalse(account.toString().contains(TOKEN));
        assertNull(Secret.of("  "));
    }

    private Reply read(String id) {
        return read(highLevel, id);
    }

    static Reply read(HighLevelClient highLevel, String id) {
        ObjectNode arguments = Json.MAPPER.createObjectNode().put("contactId", id);
        return highLevel.call(
                CATALOG.find("get_contact"), CATALOG.find("get_contact").endpoint(), arguments);
    }

    private static void answer(int status, String body) {
        UPSTREAM.stubFor(any(anyUrl()).willReturn(json(status, body)));
    }

    private static ResponseDefinitionBuilder json(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(body);
    }

    private static Problem problem(Reply reply) {
        return switch (reply) {
            case Failure.Unauthorized(Problem problem, SentToken _) -> problem;
            case Failure.Forbidden(Problem problem, SentToken _) -> problem;
            case Failure.NotFound(Problem problem) -> problem;
            case Failure.Rejected(Problem problem) -> problem;
            case Failure.RateLimited(Problem problem, long _) -> problem;
            case Failure.Broken(Problem problem) -> problem;
            default -> throw new AssertionError("no problem: " + reply);
        };
    }

    static HighLevelClient client(URI uri, Duration readTimeout) {
        return new HighLevelClient(
                new Account(
                        uri,
                        new Secret(TOKEN),
                        null,
                        "loc1",
                        null,
                        Duration.ofSeconds(2),
                        readTimeout,
                        // Shorter than HighLevel's interval, which nobody wants to wait for here.
                        readTimeout.plusSeconds(4)),
                new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(1)),
                "ghl-mcp/test");
    }
}
