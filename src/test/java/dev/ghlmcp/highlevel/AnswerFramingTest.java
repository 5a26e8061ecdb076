package dev.ghlmcp.highlevel;

import static dev.ghlmcp.highlevel.HighLevelClientTest.client;
import static dev.ghlmcp.highlevel.HighLevelClientTest.read;
import static dev.ghlmcp.highlevel.RawUpstream.contact;
import static dev.ghlmcp.highlevel.RawUpstream.id;
import static dev.ghlmcp.highlevel.RawUpstream.ok;
import static dev.ghlmcp.highlevel.RawUpstream.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.highlevel.http.RetryPolicyTest;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where one answer ends and the next begins, and what becomes of bytes that nobody asked for.
@Timeout(60)
class AnswerFramingTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    @Test
    void aSurplusAnswerIsNobodys() throws Exception {
        try (RawUpstream upstream = new RawUpstream(
                        (head, nth, out) -> write(out, nth == 0 ? contact(head) + contact(head) : contact(head)));
                HighLevelClient highLevel = client(upstream.uri(), TIMEOUT)) {
            for (int i = 0; i < 10; i++) {
                assertEquals("c" + i, got(read(highLevel, "c" + i)));
            }
            assertEquals(10, upstream.connections());
        }
    }

    /// The surplus comes when the next request is out already, as late as is worst.
    @Test
    void aSurplusAnswerThatComesLateIsNobodys() throws Exception {
        AtomicReference<Runnable> late = new AtomicReference<>(() -> {});
        try (RawUpstream upstream = new RawUpstream((head, _, out) -> {
                    late.getAndSet(() -> surplus(out, contact(head))).run();
                    return write(out, contact(head));
                });
                HighLevelClient highLevel = client(upstream.uri(), TIMEOUT)) {
            for (int i = 0; i < 50; i++) {
                assertEquals("c" + i, got(read(highLevel, "c" + i)));
            }
        }
    }

    @Test
    void callersThatShareACredentialShareNoConnection() throws Exception {
        Map<Integer, String> callers = new ConcurrentHashMap<>();
        try (RawUpstream upstream = new RawUpstream((head, _, out) -> {
                    String before = callers.putIfAbsent(System.identityHashCode(out), id(head));
                    return write(out, ok("{\"contact\":{\"id\":\"" + (before == null ? id(head) : before) + "\"}}"));
                });
                HighLevelClient server = client(upstream.uri(), TIMEOUT)) {
            HighLevelClient ann = server.as(server.access(), "ann");
            HighLevelClient bob = server.as(server.access(), "bob");
            while (upstream.connections() == upstream.heads().size()) {
                assertEquals("ann", got(read(ann, "ann")));
                assertEquals("bob", got(read(bob, "bob")));
            }
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
            assertInstanceOf(Failure.TooLarge.class, RetryPolicyTest.call(highLevel, RetryPolicyTest.WRITE));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5;foo=bar\r\n{\"con\r\n%x ; a=\"b;c\"; d\r\n%s\r\n0;last\r\n\r\n",
                "0005\r\n{\"con\r\n%X\t;x\r\n%s\r\n000\r\nA-Trailer: 1\r\nAnother: 2\r\n\r\n"
            })
    void extensionsOfChunksAndTrailersAreReadOver(String chunks) throws Exception {
        for (int pieces : new int[] {9999, 7, 1}) {
            try (RawUpstream upstream = new RawUpstream((head, _, out) -> {
                        String rest = "tact\":{\"id\":\"" + id(head) + "\"}}";
                        return inPieces(out, CHUNKED + chunks.formatted(rest.length(), rest), pieces);
                    });
                    HighLevelClient highLevel = client(upstream.uri(), TIMEOUT)) {
                while (upstream.connections() == upstream.heads().size()) {
                    assertEquals("abc", got(read(highLevel, "abc")));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n{}\r\n0\r\n\r\n",
                ";x\r\n{}\r\n0\r\n\r\n",
                "0x2\r\n{}\r\n0\r\n\r\n",
                "-2\r\n{}\r\n0\r\n\r\n",
                "2 2\r\n{}\r\n0\r\n\r\n",
                "1\r\n{}\r\n0\r\n\r\n",
                "3\r\n{}\r\n0\r\n\r\n",
                "2;a\nb\r\n{}\r\n0\r\n\r\n"
            })
    void aChunkOfNoCertainLengthIsRefused(String chunks) throws Exception {
        try (RawUpstream upstream = new RawUpstream((_, _, out) -> write(out, CHUNKED + chunks));
                HighLevelClient highLevel = client(upstream.uri(), TIMEOUT)) {
            assertInstanceOf(Failure.Unreachable.class, RetryPolicyTest.call(highLevel, RetryPolicyTest.WRITE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2;%s\r\n{}\r\n0\r\n\r\n", "2\r\n{}\r\n0\r\nA: %s\r\n\r\n"})
    void extensionsAndTrailersHaveACap(String chunks) throws Exception {
        try (RawUpstream upstream =
                        new RawUpstream((_, _, out) -> write(out, CHUNKED + chunks.formatted("a".repeat(9999))));
                HighLevelClient highLevel = client(upstream.uri(), TIMEOUT)) {
            assertInstanceOf(Failure.Unreachable.class, RetryPolicyTest.call(highLevel, RetryPolicyTest.WRITE));
        }
    }

    /// RFC 9110 6.4.1, whatever the headers say.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "304 Not Modified\r\nContent-Length: 100\r\n",
                "204 No Content\r\nContent-Length: 100\r\n",
                "304 Not Modified\r\nTransfer-Encoding: chunked\r\n"
            })
    void anAnswerThatHasNoBodyIsNotWaitedFor(String head) throws Exception {
        try (RawUpstream upstream = new RawUpstream((_, _, out) -> write(out, "HTTP/1.1 " + head + "\r\n"));
                HighLevelClient highLevel = client(upstream.uri(), TIMEOUT)) {
            Reply reply = RetryPolicyTest.call(highLevel, RetryPolicyTest.WRITE);
            assertEquals(head.startsWith("204"), reply instanceof Reply.Answer, reply.toString());
        }
    }

    @Test
    void aReadThatIsAnsweredWithNothingHasFailedAndAWriteHasNot() throws Exception {
        try (RawUpstream upstream =
                        new RawUpstream((_, _, out) -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
                HighLevelClient highLevel = client(upstream.uri(), TIMEOUT)) {
            assertEquals(new Failure.Unreadable(200, "is empty"), read(highLevel, "a"));
            assertInstanceOf(Reply.Answer.class, RetryPolicyTest.call(highLevel, RetryPolicyTest.WRITE));
        }
    }

    @Test
    void aBodyWithoutALengthEndsWithTheConnection() throws Exception {
        try (RawUpstream upstream = new RawUpstream((_, _, out) -> {
                    inPieces(out, "HTTP/1.1 200 OK\r\n\r\n{\"contact\":{\"id\":\"a\"}}", 9);
                    return false;
                });
                HighLevelClient highLevel = client(upstream.uri(), TIMEOUT)) {
            assertEquals("a", got(read(highLevel, "a")));
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

    private static void surplus(OutputStream out, String answer) {
        try {
            write(out, answer);
        } catch (IOException _) {
            // Its connection is closed.
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
