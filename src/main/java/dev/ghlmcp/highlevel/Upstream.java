package dev.ghlmcp.highlevel;

import io.helidon.common.tls.Tls;
import io.helidon.http.ClientResponseHeaders;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientRequest;
import io.helidon.webclient.http1.Http1ClientResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/// The connection pool to HighLevel: keep-alive, HTTP/1.1, one thread a call.
final class Upstream implements AutoCloseable {
    /// In bytes. A larger answer helps no assistant, and a dozen of them at once would not fit into memory: as a tree
    /// and as text each takes many times its size.
    static final int LARGEST_BODY = 4 << 20;

    private static final HeaderName VERSION = HeaderNames.create("Version");

    private final String base;
    private final Http1Client client;

    /// An answer as it came.
    ///
    /// @param body the bytes, or null if there were more than `LARGEST_BODY`
    record Response(int status, ClientResponseHeaders headers, byte[] body) {}

    Upstream(Account account, String userAgent) {
        String url = account.baseUrl().toString();
        this.base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        var builder = Http1Client.builder()
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
    }

    /// Sends and waits.
    ///
    /// @throws IOException                 if the answer breaks off
    /// @throws java.io.UncheckedIOException if there is no connection, or no answer in time
    Response send(Request request, Secret token) throws IOException {
        Http1ClientRequest call = client.method(Method.create(request.method()))
                .skipUriEncoding(true)
                .uri(URI.create(base + request.target()))
                .header(HeaderNames.AUTHORIZATION, "Bearer " + token.value())
                .header(VERSION, request.version());
        try (Http1ClientResponse response = request.body() == null
                ? call.request()
                : call.header(HeaderValues.CONTENT_TYPE_JSON).submit(request.body())) {
            return new Response(response.status().code(), response.headers(), read(response));
        }
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
        client.closeResource();
    }
}
