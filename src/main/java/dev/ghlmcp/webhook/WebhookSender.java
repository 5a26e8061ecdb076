package dev.ghlmcp.webhook;

import dev.ghlmcp.network.ConnectionFailed;
import dev.ghlmcp.network.Network;
import dev.ghlmcp.network.WebClients;
import io.helidon.http.ClientResponseHeaders;
import io.helidon.http.HeaderNames;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientRequest;
import io.helidon.webclient.http1.Http1ClientResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// Sends signed messages: one POST each, on a connection of its own, without redirects. Thread-safe.
///
/// @param network   the way out
/// @param userAgent names this program
/// @param timeout   for all of it
public record WebhookSender(Network network, String userAgent, InstantSource clock, Duration timeout) {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Duration MAX_RETRY_AFTER = Duration.ofHours(24);

    /// In bytes, of an answer: it is no more than a challenge.
    private static final int MAX_ANSWER = 64 << 10;

    /// With the standard timeout.
    public WebhookSender(Network network, String userAgent, InstantSource clock) {
        this(network, userAgent, clock, TIMEOUT);
    }

    /// Sends once and waits for what becomes of it.
    public WebhookReply send(WebhookMessage message) throws InterruptedException {
        FutureTask<WebhookReply> task = new FutureTask<>(() -> sent(message));
        Thread thread = Thread.ofVirtual().name("webhook").start(task);
        try {
            return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return late();
        } catch (ExecutionException e) {
            return failed(e.getCause());
        } finally {
            // The interrupt closes its connection.
            thread.interrupt();
        }
    }

    private WebhookReply sent(WebhookMessage message) throws IOException {
        URI url = message.url();
        try (Socket plain = new Socket();
                Socket socket = connected(plain, message)) {
            Http1ClientResponse response = request(message)
                    .connection(new WebhookConnection(socket))
                    .uri(url)
                    .submit(message.body());
            ClientResponseHeaders headers = response.headers();
            return WebhookReply.of(response.status().code(), body(response), retryAfter(headers));
        }
    }

    private Socket connected(Socket plain, WebhookMessage message) throws IOException {
        URI url = message.url();
        int millis = (int) timeout.toMillis();
        Socket way = message.guard() == null
                ? network.connect(plain, url, millis)
                : network.connect(plain, url, message.guard().resolve(url), millis);
        return network.secured(way, url);
    }

    private Http1ClientRequest request(WebhookMessage message) {
        long seconds = clock.millis() / 1000;
        Http1ClientRequest request = WebClients.of(timeout, userAgent)
                .client(Http1Client.PROTOCOL)
                .post()
                .header(HeaderNames.CONTENT_TYPE, "application/json")
                .header(HeaderNames.CONNECTION, "close")
                .header(HeaderNames.create(WebhookSignature.ID), message.id())
                .header(HeaderNames.create(WebhookSignature.TIMESTAMP), Long.toString(seconds))
                .header(
                        HeaderNames.create(WebhookSignature.SIGNATURE),
                        new WebhookSignature(message.secrets()).sign(message.id(), seconds, message.body()));
        message.headers().forEach((name, value) -> request.header(HeaderNames.create(name), value));
        return request;
    }

    /// What could be read of it: the status alone decides, and Helidon tells of the end of an answer without a length
    /// by an exception.
    private static byte[] body(Http1ClientResponse response) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        if (response.entity().hasEntity()) {
            try (InputStream in = response.inputStream()) {
                byte[] block = new byte[8192];
                for (int length = in.read(block);
                        length >= 0 && read.size() + length <= MAX_ANSWER;
                        length = in.read(block)) {
                    read.write(block, 0, length);
                }
            } catch (IOException | RuntimeException _) {
                return read.toByteArray();
            }
        }
        return read.toByteArray();
    }

    /// Seconds, or a date (RFC 9110 10.2.3).
    private Duration retryAfter(ClientResponseHeaders headers) {
        String value = headers.contains(HeaderNames.RETRY_AFTER)
                ? headers.get(HeaderNames.RETRY_AFTER).get().strip()
                : "";
        try {
            Duration wait = value.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(value))
                    : Duration.between(
                            Instant.ofEpochMilli(clock.millis()),
                            ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME));
            return wait.isNegative() ? Duration.ZERO : wait.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : wait;
        } catch (DateTimeException _) {
            return null;
        }
    }

    private WebhookReply late() {
        return WebhookReply.none(WebhookReply.TIMEOUT, "It did not answer within " + timeout.toMillis() / 1000 + " s");
    }

    private WebhookReply failed(Throwable failure) {
        Throwable cause = failure instanceof UncheckedIOException unchecked ? unchecked.getCause() : failure;
        return switch (cause) {
            case SocketTimeoutException _ -> late();
            case ConnectionFailed named ->
                WebhookReply.none(
                        named.getCause() instanceof SSLException ? WebhookReply.TLS : WebhookReply.REFUSED,
                        sentence(named.getMessage()));
            case SSLException _ -> WebhookReply.none(WebhookReply.TLS, "The secure connection failed");
            case UnknownHostException named -> WebhookReply.none(WebhookReply.REFUSED, sentence(named.getMessage()));
            case CallbackRefused refused -> WebhookReply.none(WebhookReply.REFUSED, sentence(refused.getMessage()));
            case IOException _ -> WebhookReply.none(WebhookReply.REFUSED, "The connection was refused or broke off");
            default -> WebhookReply.none(WebhookReply.REFUSED, "Its answer is no HTTP");
        };
    }

    private static String sentence(String clause) {
        return Character.toUpperCase(clause.charAt(0)) + clause.substring(1);
    }
}
