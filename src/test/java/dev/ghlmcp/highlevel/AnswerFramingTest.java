package dev.ghlmcp.highlevel;

import static dev.ghlmcp.highlevel.HighLevelClientTest.client;
import static dev.ghlmcp.highlevel.HighLevelClientTest.read;
import static dev.ghlmcp.highlevel.RawUpstream.contact;
import static dev.ghlmcp.highlevel.RawUpstream.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.account.FixedTokens;
import dev.ghlmcp.highlevel.http.RetryPolicyTest;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.secret.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where one answer ends and the next begins, and what becomes of bytes that nobody asked for.
@Timeout(60)
class AnswerFramingTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Test
    void aSurplusAnswerIsNobodys() throws Exception {
        try (RawUpstream upstream = new RawUpstream(
                        (head, nth, out) -> write(out, nth == 0 ? contact(head) + contact(head) : contact(head)));
                HighLevelClient highLevel = client(upstream.uri(), TIMEOUT)) {
            for (int i = 0; i < 10; i++) {
                assertEquals("c" + i, got(read(highLevel, "c" + i)));
            }
            assertEquals(2, upstream.connections());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "\r\n", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"})
    void noConnectionIsUsedAgainOnWhichAnythingIsLeft(String rest) throws Exception {
        try (RawUpstream upstream = new RawUpstream((head, _, out) -> write(out, contact(head) + rest));
                HighLevelClient highLevel = client(upstream.uri(), TIMEOUT)) {
            for (int i = 0; i < 5; i++) {
                assertEquals("c" + i, got(read(highLevel, "c" + i)));
            }
            assertEquals(5, upstream.connections());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 11\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ",
                "Content-Length: 2, 3\r\n\r\n{} ",
                "Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            })
    void anAnswerThatEndsInTwoPlacesIsRefusedAndItsConnectionClosed(String framed) throws Exception {
        try (RawUpstream upstream = new RawUpstream((head, _, out) ->
                        write(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + framed));
                HighLevelClient highLevel = client(upstream.uri(), TIMEOUT)) {
            Failure.Unreachable refused =
                    assertInstanceOf(Failure.Unreachable.class, read(highLevel, "a"), "never a success");
            assertTrue(refused.arrived());
            assertEquals(upstream.heads().size(), upstream.connections());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n",
                "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
            })
    void interimAnswersAreReadOver(String interim) throws Exception {
        for (boolean slowly : List.of(false, true)) {
            try (RawUpstream upstream = new RawUpstream(
                            (head, _, out) -> inPieces(out, interim + contact(head), slowly ? 7 : 9999));
                    HighLevelClient highLevel = client(upstream.uri(), TIMEOUT)) {
                for (int i = 0; i < 3; i++) {
                    assertEquals("c" + i, got(read(highLevel, "c" + i)));
                }
                assertInstanceOf(Reply.Answer.class, RetryPolicyTest.call(highLevel, RetryPolicyTest.WRITE));
                assertEquals(4, upstream.heads().size(), "no call is repeated");
                assertEquals(1, upstream.connections());
            }
        }
    }

    @Test
    void interimAnswersWithoutEndAndASwitchOfProtocolEndTheCall() throws Exception {
        for (String interim : List.of("HTTP/1.1 100 Continue\r\n\r\n".repeat(9999), "HTTP/1.1 101 Switching\r\n\r\n")) {
            try (RawUpstream upstream = new RawUpstream((_, _, out) -> write(out, interim));
                    HighLevelClient highLevel = client(upstream.uri(), TIMEOUT)) {
                Failure.Unreachable failure = assertInstanceOf(
                        Failure.Unreachable.class, RetryPolicyTest.call(highLevel, RetryPolicyTest.WRITE));
                assertTrue(failure.reason().startsWith("its answer breaks the rules of HTTP ("), failure.reason());
                assertEquals(1, upstream.heads().size());
            }
        }
    }

    @Test
    void aChunkOfTwoGigabytesIsNotWaitedFor() throws Exception {
        try (RawUpstream upstream = new RawUpstream((_, _, out) -> {
                    write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7ffffff0\r\n");
                    while (true) {
                        out.write(new byte[1 << 20]);
                    }
                });
                HighLevelClient highLevel = client(upstream.uri(), TIMEOUT)) {
            assertInstanceOf(Failure.Unreachable.class, RetryPolicyTest.call(highLevel, RetryPolicyTest.WRITE));
        }
    }

    @Test
    void requestsHaveNoHeaderThatTheyDoNotNeed() throws Exception {
        try (RawUpstream upstream = new RawUpstream((head, _, out) -> write(out, contact(head)));
                HighLevelClient highLevel = client(upstream.uri(), TIMEOUT)) {
            read(highLevel, "a");
            RetryPolicyTest.call(highLevel, RetryPolicyTest.WRITE);
            for (String head : upstream.heads()) {
                assertFalse(head.contains("Proxy-Connection"), head);
                assertEquals(head.startsWith("POST "), head.contains("Content-Length: "), head);
                assertTrue(head.contains("\r\nHost: "), head);
            }
        }
    }

    @Test
    void eachCredentialHasItsOwnConnections() throws Exception {
        try (RawUpstream upstream = new RawUpstream((head, _, out) -> write(out, contact(head)));
                HighLevelClient one = client(upstream.uri(), TIMEOUT)) {
            HighLevelClient another = one.as(new Access(
                    new FixedTokens(new Secret("pit-beta"), null, "loc2"), new AccountLocations("loc2"), null));
            for (int i = 0; i < 3; i++) {
                read(one, "a");
                read(another, "b");
            }
            assertEquals(2, upstream.connections());
        }
    }

    static boolean inPieces(OutputStream out, String text, int length) throws IOException {
        for (int at = 0; at < text.length(); at += length) {
            write(out, text.substring(at, Math.min(text.length(), at + length)));
            LockSupport.parkNanos(1_000);
        }
        return true;
    }

    static String got(Reply reply) {
        return reply instanceof Reply.Answer answer
                ? answer.body().path("contact").path("id").asString()
                : String.valueOf(reply);
    }
}
