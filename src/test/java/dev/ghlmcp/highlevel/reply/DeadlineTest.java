package dev.ghlmcp.highlevel.reply;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.ghlmcp.Await;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.highlevel.http.RetryPolicy;
import dev.ghlmcp.highlevel.http.RetryPolicyTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// No call outlives its deadline, or the patience of its caller.
public class DeadlineTest {
    @RegisterExtension
    static final WireMockExtension UPSTREAM = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private final HighLevelClient highLevel = RetryPolicyTest.client(UPSTREAM.baseUrl(), Duration.ofSeconds(20));

    @AfterEach
    void close() {
        highLevel.close();
    }

    @Test
    void waitsOnlyIfTheWaitEndsBeforeTheDeadline() {
        UPSTREAM.stubFor(any(anyUrl()).willReturn(RetryPolicyTest.status(429).withHeader("Retry-After", "21")));
        assertEquals(
                21_000,
                assertInstanceOf(Failure.RateLimited.class, RetryPolicyTest.call(highLevel, RetryPolicyTest.READ))
                        .retryAfterMs());
        UPSTREAM.verify(1, getRequestedFor(anyUrl()));
    }

    @Test
    @Timeout(40)
    void anAttemptWaitsNoLongerThanTheCallMay() {
        UPSTREAM.stubFor(any(anyUrl()).willReturn(aResponse().withFixedDelay(60_000)));
        try (HighLevelClient hasty = hasty()) {
            assertEquals(
                    new Failure.Unreachable("it did not answer in time", true),
                    RetryPolicyTest.call(hasty, RetryPolicyTest.WRITE));
        }
    }

    @Test
    @Timeout(40)
    void anAnswerThatDripsEndsWithTheDeadlineToo() {
        UPSTREAM.stubFor(any(anyUrl())
                .willReturn(RetryPolicyTest.status(200)
                        .withBody(" ".repeat(500) + "{}")
                        .withChunkedDribbleDelay(500, 60_000)));
        try (HighLevelClient hasty = hasty()) {
            assertEquals(
                    new Failure.Unreachable("it did not answer in time", true),
                    RetryPolicyTest.call(hasty, RetryPolicyTest.WRITE));
        }
    }

    @Test
    void cancellationCutsThroughTheWaitForTheNextAttempt() throws Exception {
        UPSTREAM.stubFor(any(anyUrl()).willReturn(RetryPolicyTest.status(429).withHeader("Retry-After", "15")));
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        Thread caller =
                Thread.ofVirtual().start(() -> reply.complete(RetryPolicyTest.call(highLevel, RetryPolicyTest.READ)));
        awaitSleep(caller);
        caller.interrupt();
        assertEquals(new Failure.Cancelled(), reply.get(5, TimeUnit.SECONDS));
        UPSTREAM.verify(1, getRequestedFor(anyUrl()));
    }

    public static void awaitSleep(Thread caller) {
        Await.until(
                "it sleeps", () -> List.of(caller.getStackTrace()).toString().contains("Thread.sleep"));
    }

    /// Patient with every byte, but not with a call.
    private static HighLevelClient hasty() {
        Account account = RetryPolicyTest.account(UPSTREAM.baseUrl(), Duration.ofMillis(300), Duration.ofSeconds(60));
        return new HighLevelClient(account, new RetryPolicy(), "ghl-mcp/test");
    }
}
