package dev.ghlmcp.highlevel.http;

import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.highlevel.reply.TraceContext;
import dev.ghlmcp.highlevel.request.ApiRequest;
import dev.ghlmcp.network.WebClients;
import dev.ghlmcp.operation.annotation.Content;
import dev.ghlmcp.secret.Secret;
import io.helidon.http.ClientResponseHeaders;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webclient.api.WebClient;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientRequest;
import io.helidon.webclient.http1.Http1ClientResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/// Sends requests to HighLevel and reads the answers: keep-alive, HTTP/1.1, one thread a call.
final class HttpTransport implements AutoCloseable {
    /// In bytes. A larger answer helps no assistant, and a dozen of them at once would not fit into memory: as a tree
    /// and as text each takes many times its size.
    private static final int MAX_BODY = 4 << 20;

    /// In bytes. A larger one is no complaint for people.
    private static final int MAX_ERROR = 256 << 10;

    /// In bytes; half an hour of a recorded call.
    private static final int MAX_MEDIA = 32 << 20;

    /// How much larger an answer may be on the wire than its body: chunks have lengths, and heads are at most 16 KiB.
    private static final int FRAMING = 2;

    private static final HeaderName VERSION = HeaderNames.create("Version");
    private static final HeaderName PARENT = HeaderNames.create("traceparent");
    private static final HeaderName STATE = HeaderNames.create("tracestate");
    private static final Header ACCEPT_JSON = HeaderValues.createCached(HeaderNames.ACCEPT, "application/json");
    private static final Header ACCEPT_ALL = HeaderValues.createCached(HeaderNames.ACCEPT, "*/*");

    private final String base;
    private final WebClient client;
    private final Http1Client http;
    private final ConnectionPool connections;
    private final Duration readTimeout;
    private final ReadTimeouts timeouts = new ReadTimeouts();

    /// An answer as it came.
    ///
    /// @param body the bytes, or null if there were more than `most`
    record Response(int status, ClientResponseHeaders headers, byte[] body, int most) {}

    HttpTransport(Account account, String userAgent) {
        String url = account.baseUrl().toString();
        this.base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.client = WebClients.of(account.readTimeout(), userAgent);
        this.http = client.client(Http1Client.PROTOCOL);
        this.readTimeout = account.readTimeout();
        this.connections = new ConnectionPool(account.baseUrl(), account.network(), account.connectTimeout());
    }

    /// Opens a first connection, if that takes a handshake, so that the first call has a short one. Nothing is sent.
    void openEarly() {
        if (base.startsWith("https:")) {
            connections.openEarly();
        }
    }

    /// An open connection.
    ///
    /// @param owner whose it is
    /// @throws IOException if there is none to be had
    UpstreamConnection connect(String owner) throws IOException {
        return connections.take(owner);
    }

    /// Sends and waits.
    ///
    /// @throws IOException      if the answer breaks off, or does not come in time
    /// @throws RuntimeException as Helidon tells of broken connections and answers
    Response send(UpstreamConnection connection, ApiRequest request, Secret token, Deadline deadline)
            throws IOException {
        int max = request.answer() == Content.JSON ? MAX_BODY : MAX_MEDIA;
        connection.limit((long) FRAMING * max);
        ReadTimeouts.Wait wait = timeouts.begin(connection, longest(deadline));
        Response answer;
        try {
            // It is not closed: Helidon would read on, and the connection is this class's own.
            Http1ClientResponse response = exchange(connection, request, token);
            int status = response.status().code();
            byte[] body = AnswerBody.read(
                    connection, response, status < 300 ? max : MAX_ERROR, () -> wait.next(longest(deadline)));
            answer = new Response(status, response.headers(), body, max);
        } catch (IOException | RuntimeException e) {
            // Whatever is left on it belongs to this request.
            connection.closeResource();
            wait.end();
            throw e;
        }
        wait.end();
        connection.end();
        return answer;
    }

    /// How long the next byte may take.
    private Duration longest(Deadline deadline) {
        Duration left = deadline.left();
        return left.compareTo(readTimeout) > 0 ? readTimeout : left;
    }

    private Http1ClientResponse exchange(UpstreamConnection connection, ApiRequest request, Secret token) {
        Http1ClientRequest call = http.method(Method.create(request.method()))
                .connection(connection)
                .readTimeout(Duration.ZERO)
                .uri(URI.create(base + request.target()))
                .header(HeaderNames.AUTHORIZATION, "Bearer " + token.value())
                .header(VERSION, request.version())
                .header(request.answer() == Content.JSON || request.answer() == Content.ANY ? ACCEPT_JSON : ACCEPT_ALL);
        if (TraceContext.CURRENT.isBound()) {
            TraceContext trace = TraceContext.CURRENT.get();
            call.header(PARENT, trace.parent());
            if (trace.state() != null) {
                call.header(STATE, trace.state());
            }
        }
        return request.body() == null
                ? call.request()
                : call.header(HeaderNames.CONTENT_TYPE, request.body().type())
                        .submit(request.body().bytes());
    }

    @Override
    public void close() {
        timeouts.close();
        connections.close();
        client.closeResource();
    }
}
