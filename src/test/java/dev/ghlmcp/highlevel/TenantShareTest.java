package dev.ghlmcp.highlevel;

import static dev.ghlmcp.highlevel.AnswerFramingTest.got;
import static dev.ghlmcp.highlevel.HighLevelClientTest.client;
import static dev.ghlmcp.highlevel.HighLevelClientTest.read;
import static dev.ghlmcp.highlevel.RawUpstream.contact;
import static dev.ghlmcp.highlevel.RawUpstream.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.account.FixedTokens;
import dev.ghlmcp.highlevel.http.RetryPolicy;
import dev.ghlmcp.highlevel.http.RetryPolicyTest;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.secret.Secret;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What one account's trouble is to another.
@Timeout(60)
class TenantShareTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Access BETA =
            new Access(new FixedTokens(new Secret("pit-beta"), null, "loc2"), new AccountLocations("loc2"), null);

    @Test
    void lostRequestsOfOneStopNoOther() throws Exception {
        try (RawUpstream upstream = new RawUpstream((head, _, out) -> write(
                        out,
                        head.contains("pit-beta")
                                ? "HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 0\r\n\r\n"
                                : contact(head)));
                HighLevelClient acme = new HighLevelClient(
                        RetryPolicyTest.account(upstream.uri().toString(), TIMEOUT, TIMEOUT),
                        new RetryPolicy(Duration.ofMillis(1), TIMEOUT),
                        "ghl-mcp/test")) {
            HighLevelClient beta = acme.as(BETA, "beta");
            for (int i = 0; i < 4; i++) {
                read(beta, "b");
            }
            assertInstanceOf(Failure.Outage.class, read(beta, "b"));
            assertEquals("a", got(read(acme, "a")));
        }
    }

    @Test
    void slowCallsOfOneNeverTakeAllConnections() throws Exception {
        Semaphore slow = new Semaphore(0);
        CountDownLatch hanging = new CountDownLatch(100);
        try (RawUpstream upstream = new RawUpstream((head, _, out) -> {
                    if (head.contains("pit-beta")) {
                        hanging.countDown();
                        slow.acquireUninterruptibly();
                    }
                    return write(out, contact(head));
                });
                HighLevelClient acme = client(upstream.uri(), TIMEOUT)) {
            HighLevelClient beta = acme.as(BETA, "beta");
            CountDownLatch over = new CountDownLatch(250);
            for (int i = 0; i < 250; i++) {
                Thread.ofVirtual().start(() -> {
                    read(beta, "b");
                    over.countDown();
                });
            }
            hanging.await();
            assertEquals("a", got(read(acme, "a")));
            assertEquals(101, upstream.heads().size(), "a hundred of beta's are under way, the others wait");
            slow.release(250);
            over.await();
        }
    }
}
