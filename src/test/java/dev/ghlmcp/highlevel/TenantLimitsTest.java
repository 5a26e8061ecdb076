package dev.ghlmcp.highlevel;

import static dev.ghlmcp.highlevel.RawUpstream.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.account.FixedTokens;
import dev.ghlmcp.highlevel.http.RetryPolicyTest;
import dev.ghlmcp.highlevel.limit.LimiterOptions;
import dev.ghlmcp.highlevel.limit.RateLimiters;
import dev.ghlmcp.highlevel.limit.ToolLimits;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.secret.Secret;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// S2 and S4 on the whole way of a call: requests count by the token that they go out with, whatever location they
/// name, and HighLevel's newest word holds.
@Timeout(60)
class TenantLimitsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final ToolDefinition TOOL = Catalog.load().find("search_contacts");
    private static final String OK =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 25\r\n\r\n{\"contacts\":[],\"total\":0} ";
    private static final String FIGURES = """
            X-RateLimit-Daily-Remaining: 0\r
            X-RateLimit-Limit-Daily: 10000\r
            X-RateLimit-Max: 1\r
            X-RateLimit-Interval-Milliseconds: 60000\r
            X-RateLimit-Remaining: 0\r
            """;

    @Test
    void aTenantThatNamesAnothersLocationUsesUpItsOwnLimitOnly() throws Exception {
        AtomicInteger betas = new AtomicInteger();
        try (RawUpstream upstream = new RawUpstream((head, _, out) -> {
                    if (head.contains("pit-acme")) {
                        return write(out, OK);
                    }
                    betas.incrementAndGet();
                    return write(out, "HTTP/1.1 403 Forbidden\r\n" + FIGURES + "Content-Length: 0\r\n\r\n");
                });
                HighLevelClient server = server(upstream)) {
            HighLevelClient acme = server.as(access("pit-acme", "loc1"), "acme");
            HighLevelClient beta = server.as(access("pit-beta", null), "beta");
            for (int call = 0; call < 104; call++) {
                search(beta, call % 2 == 0 ? "loc1" : "made-up-" + call);
            }
            assertEquals(100, betas.get(), "made-up locations give no window each");
            assertInstanceOf(Reply.Answer.class, search(acme, "loc1"));
            HighLevelClient gamma = server.as(access("pit-gamma", null), "gamma");
            assertInstanceOf(Failure.Forbidden.class, search(gamma, "loc1"), "without a location, not the same window");
            assertEquals(3, server.budgets().quotas().size());
            assertTrue(server.budgets().quotas().stream()
                    .noneMatch(quota -> quota.toString().contains("made-up")));
            assertEquals(99, left(server, acme));
            assertNull(server.budgets().state(server.access().quota(TokenClass.SUB_ACCOUNT, null)));
        }
    }

    /// S4, rows 1 and 2.
    @Test
    void aRefusedCallGoesOnceMoreWhenRetryAfterSays() throws Exception {
        for (String figures : new String[] {
            "X-RateLimit-Interval-Milliseconds: 1000\r\nX-RateLimit-Remaining: 0\r\n",
            "X-RateLimit-Max: 100\r\nX-RateLimit-Interval-Milliseconds: 10000\r\nX-RateLimit-Remaining: 0\r\n"
        }) {
            AtomicInteger requests = new AtomicInteger();
            try (RawUpstream upstream = new RawUpstream((_, _, out) -> write(
                            out,
                            requests.incrementAndGet() == 1
                                    ? "HTTP/1.1 429 Too Many\r\nRetry-After: 1\r\n" + figures
                                            + "Content-Length: 0\r\n\r\n"
                                    : OK));
                    HighLevelClient server = server(upstream)) {
                assertInstanceOf(Reply.Answer.class, search(server.as(access("pit-acme", "loc1"), "acme"), "loc1"));
                assertEquals(2, requests.get());
            }
        }
    }

    @Test
    void nothingIsSentForAnAccountThatIsToWaitAndEverythingForOthers() throws Exception {
        try (RawUpstream upstream = new RawUpstream((head, _, out) -> write(
                        out,
                        head.contains("pit-acme")
                                ? "HTTP/1.1 429 Too Many\r\nRetry-After: 60\r\nContent-Length: 0\r\n\r\n"
                                : OK));
                HighLevelClient server = server(upstream)) {
            HighLevelClient acme = server.as(access("pit-acme", "loc1"), "acme");
            assertInstanceOf(Failure.RateLimited.class, search(acme, "loc1"));
            for (int call = 0; call < 5; call++) {
                assertInstanceOf(Failure.Throttled.class, search(acme, "loc1"));
            }
            assertEquals(1, upstream.heads().size());
            assertInstanceOf(Reply.Answer.class, search(server.as(access("pit-beta", "loc2"), "beta"), "loc2"));
        }
    }

    private static long left(HighLevelClient server, HighLevelClient tenant) {
        return server.budgets()
                .state(tenant.access().quota(TokenClass.SUB_ACCOUNT, null))
                .burst();
    }

    private static HighLevelClient server(RawUpstream upstream) {
        Account account = RetryPolicyTest.account(upstream.uri().toString(), TIMEOUT, TIMEOUT);
        return new HighLevelClient(
                account,
                access("pit-server", "loc9"),
                RateLimiters.local(new LimiterOptions(ToolLimits.NONE, Duration.ofMillis(50), 1)),
                "ghl-mcp/test");
    }

    private static Access access(String token, String location) {
        return new Access(new FixedTokens(new Secret(token), null, location), new AccountLocations(location), null);
    }

    private static Reply search(HighLevelClient client, String location) {
        return client.call(
                TOOL,
                TOOL.endpoint(),
                Json.MAPPER.createObjectNode().put("locationId", location).put("pageLimit", 1));
    }
}
