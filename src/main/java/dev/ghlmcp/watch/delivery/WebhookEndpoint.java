package dev.ghlmcp.watch.delivery;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.webhook.WebhookSecret;
import java.net.URI;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Where the events of a watch are sent. Times are in ms since 1970.
///
/// @param name      tells it from all others
/// @param watch     whose events it gets
/// @param reader    the name by which the store knows who reads the watch, which goes on for them
/// @param url       of the receiver
/// @param secrets   that sign, the newest in front
/// @param bothUntil when only the newest signs again; 0 if only that does
/// @param format    what is sent, and how often it is tried
/// @param ordered   whether each event waits until the one before has arrived
/// @param owner     the principal who asked for it; empty for the settings
/// @param verified  when the receiver has shown that it wants this; 0 for never
/// @param expires   when it ends by itself; 0 for never
public record WebhookEndpoint(
        String name,
        String watch,
        String reader,
        URI url,
        List<WebhookSecret> secrets,
        long bothUntil,
        Format format,
        boolean ordered,
        String owner,
        long verified,
        long expires) {
    /// How events are sent.
    public enum Format {
        /// Standard Webhooks: `{type, timestamp, data}`, tried for a day; what never arrives becomes a dead letter.
        STANDARD,
        /// MCP Events: the occurrence, tried for a quarter of an hour; the client's cursor brings it back.
        MCP
    }

    /// The secrets that sign now.
    List<WebhookSecret> signing(long now) {
        return bothUntil > now || secrets.isEmpty() ? secrets : List.of(secrets.getFirst());
    }

    /// Whether it has ended by itself.
    boolean expired(long now) {
        return expires > 0 && expires <= now;
    }

    /// As it is stored.
    String text() {
        ObjectNode text = Json.MAPPER
                .createObjectNode()
                .put("watch", watch)
                .put("reader", reader)
                .put("url", url.toString())
                .put("bothUntil", bothUntil)
                .put("format", format.name())
                .put("ordered", ordered)
                .put("owner", owner)
                .put("verified", verified)
                .put("expires", expires);
        secrets.forEach(secret -> text.withArray("secrets").add(secret.text().value()));
        return Json.MAPPER.writeValueAsString(text);
    }

    static WebhookEndpoint of(String name, String text) {
        JsonNode stored = Json.MAPPER.readTree(text);
        return new WebhookEndpoint(
                name,
                stored.path("watch").asString(),
                stored.path("reader").asString(),
                URI.create(stored.path("url").asString()),
                stored.path("secrets")
                        .valueStream()
                        .map(secret -> WebhookSecret.parse(name, secret.asString()))
                        .toList(),
                stored.path("bothUntil").asLong(),
                Format.valueOf(stored.path("format").asString()),
                stored.path("ordered").asBoolean(),
                stored.path("owner").asString(),
                stored.path("verified").asLong(),
                stored.path("expires").asLong());
    }

    /// Never the whole address: it may hold a secret.
    @Override
    public String toString() {
        return name + " at " + url.getHost();
    }
}
