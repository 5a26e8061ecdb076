package dev.ghlmcp.watch.delivery;

import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.WatchRow;
import java.util.ArrayList;
import java.util.List;

/// Those who rely on a watch without asking for its events each time.
///
/// @param settings      whether `watches:` of the settings has it
/// @param posts         the names of the settings' watches that post its events
/// @param subscriptions how many subscriptions of clients send its events
public record WatchRecipients(boolean settings, List<String> posts, int subscriptions) {
    /// Those of a watch.
    public static WatchRecipients of(EventStore store, String watch, long now) {
        Endpoints endpoints = new Endpoints(store.documents());
        List<String> subscribed = endpoints.all(now).stream()
                .filter(endpoint -> endpoint.watch().equals(watch))
                .map(WebhookEndpoint::name)
                .toList();
        List<String> clients =
                endpoints.all(0).stream().map(WebhookEndpoint::name).toList();
        List<String> posts = endpoints.statuses().stream()
                .filter(status -> status.watch().equals(watch))
                .map(EndpointStatus::name)
                .filter(name -> !clients.contains(name))
                .toList();
        boolean settings = store.watches(SettingsWatch.READER).stream()
                .filter(row -> row.state().isEmpty())
                .map(WatchRow::id)
                .anyMatch(watch::equals);
        return new WatchRecipients(settings, settings ? posts : List.of(), subscribed.size());
    }

    /// Whether there are any.
    public boolean any() {
        return settings || subscriptions > 0;
    }

    /// Who they are and what the end of the watch means for them, as a part of a sentence.
    public String text() {
        List<String> parts = new ArrayList<>();
        if (settings) {
            parts.add("`watches:` of the settings has it"
                    + (posts.isEmpty() ? "" : " and posts its events (" + String.join(", ", posts) + ")")
                    + ", where it begins anew within a minute, without what happens until then");
        }
        if (subscriptions > 0) {
            parts.add(subscriptions
                    + (subscriptions == 1 ? " subscription of a client ends" : " subscriptions of clients end")
                    + " with it");
        }
        return String.join("; ", parts);
    }
}
