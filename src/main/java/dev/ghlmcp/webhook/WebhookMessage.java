package dev.ghlmcp.webhook;

import java.net.URI;
import java.util.List;
import java.util.Map;

/// One message to deliver, whose time and signature each attempt writes anew.
///
/// @param url     where it goes
/// @param guard   checks where that leads; null for an address of the operator's own
/// @param id      the same whenever it is sent
/// @param body    its JSON
/// @param secrets that sign it
/// @param headers beside those of Standard Webhooks
public record WebhookMessage(
        URI url,
        CallbackGuard guard,
        String id,
        byte[] body,
        List<WebhookSecret> secrets,
        Map<String, String> headers) {
    /// Never the body or the whole address: it may hold a secret.
    @Override
    public String toString() {
        return id + " to " + url.getHost();
    }
}
