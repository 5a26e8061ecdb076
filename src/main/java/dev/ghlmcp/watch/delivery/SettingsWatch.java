package dev.ghlmcp.watch.delivery;

import dev.ghlmcp.watch.delivery.WebhookEndpoint.Format;
import dev.ghlmcp.webhook.WebhookSecret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// A watch of the settings.
///
/// @param name      that the operator gave it
/// @param operation that is watched
/// @param arguments as they are written
/// @param every     null for the standard of the operation
/// @param post      where its events go; null for nowhere
public record SettingsWatch(String name, String operation, ObjectNode arguments, Duration every, Post post) {
    /// The name by which the store knows the settings: no client's has a colon in front.
    static final String READER = ":settings";

    /// Where events go.
    ///
    /// @param secrets gives those that sign, the newest in front
    public record Post(URI url, Supplier<List<WebhookSecret>> secrets, boolean ordered) {}

    WebhookEndpoint endpoint(String watch, List<WebhookSecret> secrets) {
        return new WebhookEndpoint(
                name, watch, READER, post.url(), secrets, Long.MAX_VALUE, Format.STANDARD, post.ordered(), "", 0, 0);
    }
}
