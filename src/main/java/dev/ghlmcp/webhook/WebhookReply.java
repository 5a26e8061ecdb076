package dev.ghlmcp.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// What became of one delivery.
///
/// @param status     of the answer; 0 if there is none
/// @param body       of the answer, as far as it was read
/// @param reason     a word for what went wrong, as MCP's `deliveryStatus` has it; null if it was accepted
/// @param problem    a sentence for people, without anything that the receiver wrote; null if it was accepted
/// @param retryAfter how long the receiver asks to wait; null if it does not
public record WebhookReply(int status, byte[] body, String reason, String problem, Duration retryAfter) {
    static final String REFUSED = "connection_refused";
    static final String TIMEOUT = "timeout";
    static final String TLS = "tls_error";

    /// No answer.
    static WebhookReply none(String reason, String problem) {
        return new WebhookReply(0, new byte[0], reason, problem, null);
    }

    static WebhookReply of(int status, byte[] body, Duration retryAfter) {
        String problem = redirects(status)
                ? "It answered with a redirect (" + status + "), and none is followed: name the final address"
                : "It answered " + status;
        return status >= 200 && status < 300
                ? new WebhookReply(status, body, null, null, null)
                : new WebhookReply(status, body, status < 500 ? "http_4xx" : "http_5xx", problem, retryAfter);
    }

    private static boolean redirects(int status) {
        return status >= 300 && status < 400;
    }

    /// Whether the answer names another address.
    public boolean redirects() {
        return redirects(status);
    }

    /// Whether the receiver has accepted it.
    public boolean accepted() {
        return problem == null;
    }

    /// The body as text.
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /// Without what the receiver wrote.
    @Override
    public String toString() {
        return accepted() ? "accepted with " + status : problem;
    }
}
