package dev.ghlmcp.highlevel;

import static dev.ghlmcp.highlevel.HighLevelClientTest.client;
import static dev.ghlmcp.highlevel.HighLevelClientTest.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.http.RetryPolicy;
import dev.ghlmcp.highlevel.http.RetryPolicyTest;
import dev.ghlmcp.highlevel.reply.DeadlineTest;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.ObjectNode;

/// How connections to HighLevel are kept, lost and dropped.
@Timeout(60)
class ConnectionTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Test
    void saysThatNothingWasSentWhenNobodyListens() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        try (HighLevelClient highLevel = client(URI.create("http://127.0.0.1:" + free), TIMEOUT)) {
            assertEquals(new Failure.Unreachable("the connection was refused", false), read(highLevel, "abc"));
        }
    }

    @Test
    void repeatsAWriteThatNobodyListenedTo() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        RetryPolicy patient = new RetryPolicy(Duration.ofMillis(400), Duration.ofMillis(1));
        try (HighLevelClient early =
                RetryPolicyTest.client("http://127.0.0.1:" + port, Duration.ofSeconds(20), patient)) {
            CompletableFuture<Reply> reply = new CompletableFuture<>();
            Thread caller =
                    Thread.ofVirtual().start(() -> reply.complete(RetryPolicyTest.call(early, RetryPolicyTest.WRITE)));
            DeadlineTest.awaitSleep(caller);
            try (OneConnectionServer server = new OneConnectionServer(5, port)) {
                assertInstanceOf(Reply.Answer.class, reply.get(20, TimeUnit.SECONDS));
                assertEquals(1, server.connections());
            }
        }
    }

    @Test
    void opensNoneBeforeACallWithoutTls() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HighLevelClient highLevel =
                        client(URI.create("http://127.0.0.1:" + listener.getLocalPort()), TIMEOUT)) {
            highLevel.openEarly();
            listener.setSoTimeout(1);
            assertThrows(SocketTimeoutException.class, listener::accept);
        }
    }

    @Test
    void usesItsConnectionsAgain() throws Exception {
        try (RawUpstream upstream =
                        new RawUpstream((head, _, out) -> RawUpstream.write(out, RawUpstream.contact(head)));
                HighLevelClient highLevel = client(upstream.uri(), TIMEOUT)) {
            while (upstream.connections() == upstream.heads().size()) {
                assertInstanceOf(Reply.Answer.class, read(highLevel, "abc"));
            }
        }
    }

    @Test
    void goesOnAfterOneThatWasClosedAMomentAgo() throws Exception {
        try (OneConnectionServer server = new OneConnectionServer(1);
                HighLevelClient highLevel = client(server.uri(), TIMEOUT)) {
            assertInstanceOf(Reply.Answer.class, read(highLevel, "abc"));
            server.awaitClosed(1);
            assertInstanceOf(Reply.Answer.class, read(highLevel, "abc"));
            assertEquals(2, server.connections());
        }
    }

    @Test
    void endsARequestThatNobodyTakes() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HighLevelClient highLevel =
                        client(URI.create("http://127.0.0.1:" + deaf.getLocalPort()), Duration.ofMillis(500))) {
            ToolDefinition tool = RetryPolicyTest.WRITE;
            ObjectNode arguments = Json.MAPPER.createObjectNode().put("contactId", "abc");
            arguments.putArray("tags").add("x".repeat(32 << 20));
            Reply reply = highLevel.call(tool, tool.endpoint(), arguments);
            assertEquals(new Failure.Unreachable("it did not answer in time", true), reply);
        }
    }

    @Test
    void dropsTheConnectionWhenTheCallerGivesUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HighLevelClient highLevel = client(URI.create("http://127.0.0.1:" + silent.getLocalPort()), TIMEOUT)) {
            CompletableFuture<Reply> reply = new CompletableFuture<>();
            Thread caller = Thread.ofVirtual().start(() -> reply.complete(read(highLevel, "abc")));
            try (Socket connection = silent.accept()) {
                connection.setSoTimeout(10_000);
                connection.getInputStream().read();
                caller.interrupt();
                assertInstanceOf(Failure.Cancelled.class, reply.get(5, TimeUnit.SECONDS));
                String rest = new String(connection.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                assertTrue(rest.endsWith("\r\n\r\n"), "the request, then the end of the stream");
            }
        }
    }
}
