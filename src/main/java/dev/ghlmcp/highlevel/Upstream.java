package dev.ghlmcp.highlevel;

import io.helidon.common.tls.Tls;
import io.helidon.http.ClientResponseHeaders;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webclient.api.ClientConnection;
import io.helidon.webclient.api.WebClient;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientRequest;
import io.helidon.webclient.http1.Http1ClientResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;

/// The connection pool to HighLevel: keep-alive, HTTP/1.1, one thread a call.
final class Upstream implements AutoCloseable {
    /// In bytes. A larger answer helps no assistant, and a dozen of them at once would not fit into memory: as a tree
    /// and as text each takes many times its size.
    static final int LARGEST_BODY = 4 << 20;

    /// Servers keep idle connections for many seconds; looking costs a call 1 ms.
    private static final Duration TRUST = Duration.ofSeconds(1);

    private static final HeaderName VERSION = HeaderNames.create("Version");

    private final String base;
    private final WebClient client;
    private final Http1Client http;
    private final Connections connections;

    /// An answer as it came.
    ///
    /// @param body the bytes, or null if there were more than `LARGEST_BODY`
    record Response(int status, ClientResponseHeaders headers, byte[] body) {}

    Upstream(Account account, String userAgent) {
        String url = account.baseUrl().toString();
        this.base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        var builder = WebClient.builder()
                .servicesDiscoverServices(false)
                .shareConnectionCache(false)
                .followRedirects(false)
                .sendExpectContinue(false)
                .connectTimeout(account.connectTimeout())
                .readTimeout(account.readTimeout())
                // Cloudflare refuses the default names of libraries (error code 1010).
                .addHeader(HeaderNames.USER_AGENT, userAgent)
                .addHeader(HeaderNames.ACCEPT, "application/json");
        if ("http".equals(account.baseUrl().getScheme())) {
            // A TLS context costs 75 ms at start, for nothing on a plain connection.
            builder.tls(Tls.builder().enabled(false).build());
        }
        this.client = builder.build();
        this.http = client.client(Http1Client.PROTOCOL);
        this.connections = new Connections(client, account.baseUrl(), account.readTimeout(), TRUST);
    }

    /// Sends and waits.
    ///
    /// @throws IOException                 if the answer breaks off
    /// @throws java.io.UncheckedIOException if there is no connection, or no answer in time
    Response send(Request request, Secret token) throws IOException {
        ClientConnection connection = connections.take();
        try (Http1ClientResponse response = exchange(connection, request, token)) {
            return new Response(response.status().code(), response.headers(), read(response));
        } catch (IOException | RuntimeException e) {
            // Whatever is left on it belongs to this request.
            connection.closeResource();
            throw e;
        }
    }

    private Http1ClientResponse exchange(ClientConnection connection, Request request, Secret token) {
        Http1ClientRequest call = http.method(Method.create(request.method()))
                .connection(connection)
                .skipUriEncoding(true)
                .uri(URI.create(base + request.target()))
                .header(HeaderNames.AUTHORIZATION, "Bearer " + token.value())
                .header(VERSION, request.version());
        return request.body() == null
                ? call.request()
                : call.header(HeaderValues.CONTENT_TYPE_JSON).submit(request.body());
    }

    private static byte[] read(Http1ClientResponse response) throws IOException {
        if (!response.entity().hasEntity()) {
            return new byte[0];
        }
        // The JDK reads in blocks of 16 KiB, most of it for nothing, unless it is told how much there is.
        long announced = response.headers().contentLength().orElse(LARGEST_BODY);
        try (InputStream in = response.inputStream()) {
            byte[] body = in.readNBytes((int) Math.min(announced, LARGEST_BODY));
            return announced > LARGEST_BODY || in.read() >= 0 ? null : body;
        }
    }

    @Override
    public void close() {
        connections.close();
        client.closeResource();
    }
}
