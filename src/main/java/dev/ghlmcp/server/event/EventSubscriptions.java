package dev.ghlmcp.server.event;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.server.auth.Principals;
import dev.ghlmcp.server.event.EventError.Numbers;
import dev.ghlmcp.store.Document;
import dev.ghlmcp.watch.delivery.Deliveries;
import dev.ghlmcp.watch.delivery.EndpointStatus;
import dev.ghlmcp.watch.delivery.WebhookEndpoint;
import dev.ghlmcp.watch.delivery.WebhookEndpoint.Format;
import dev.ghlmcp.watch.service.Watches;
import dev.ghlmcp.webhook.WebhookReply;
import dev.ghlmcp.webhook.WebhookSecret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The callbacks that clients have events sent to: endpoints of the store, which outlive this process. A subscription
/// is its caller's, told from others by the caller, the address, the type and the arguments. Thread-safe.
public final class EventSubscriptions {

    /// As long as attempts of a delivery go on that a former secret has signed.
    private static final Duration BOTH = Duration.ofMinutes(15);

    /// Of one caller.
    private static final int MAX = 100;

    private final Deliveries deliveries;
    private final Principals principals;
    private final InstantSource clock;
    private final CallbackVerification verification;

    /// @param principals who may still come in
    /// @param tools      that this server offers
    public EventSubscriptions(
            Deliveries deliveries,
            Watches watches,
            Principals principals,
            Dispatcher dispatcher,
            ToolView tools,
            InstantSource clock) {
        this.deliveries = deliveries;
        this.principals = principals;
        deliveries.owners(new SubscriptionOwners(watches, deliveries, principals, dispatcher, tools));
        this.clock = clock;
        this.verification = new CallbackVerification(deliveries);
    }

    /// The callback that a client has named.
    ///
    /// @throws IllegalArgumentException with a sentence if it can be none
    URI callback(String where, String url) {
        return deliveries.callback(where, url);
    }

    /// Begins a subscription or goes on with it.
    ///
    /// @param check   refuses what cannot be watched, before anybody is asked about it
    /// @param reading begins the watch, or goes on with it
    JsonNode subscribe(
            Caller caller, SubscriptionRequest asked, Numbers numbers, Runnable check, Supplier<EventReader> reading)
            throws InterruptedException {
        long now = clock.millis();
        WebhookEndpoint before = deliveries.endpoints().find(asked.id(), now);
        WebhookEndpoint candidate = endpoint(caller, asked, before, "", now);
        if (before == null) {
            demandRoom(caller, numbers, now);
            check.run();
        }
        if (!verification.done(candidate, now)) {
            verify(candidate, numbers, now);
        }
        EventReader reader = reading.get();
        verification.keep(candidate, now);
        SubscriptionTerms terms = SubscriptionTerms.of(caller, principals.tokens(caller.principal()), numbers);
        deliveries
                .documents()
                .put(Document.of(SubscriptionTerms.KIND, asked.id(), terms.text())
                        .until(candidate.expires()));
        if (before != null && !before.watch().equals(reader.watch())) {
            // A name among the arguments means another record, or the caller has another account: it begins anew.
            deliveries.endpoints().remove(asked.id());
        }
        WebhookEndpoint endpoint = endpoint(caller, asked, before, reader.watch(), now);
        boolean fresh = deliveries.endpoints().add(endpoint, reader.position(), now);
        return answer(endpoint, reader, fresh);
    }

    private static WebhookEndpoint endpoint(
            Caller caller, SubscriptionRequest asked, WebhookEndpoint before, String watch, long now) {
        List<WebhookSecret> old = before == null ? List.of() : before.secrets();
        boolean same =
                !old.isEmpty() && old.getFirst().text().equals(asked.secret().text());
        return new WebhookEndpoint(
                asked.id(),
                watch,
                caller.principal(),
                asked.url(),
                same
                        ? old
                        : Stream.concat(Stream.of(asked.secret()), old.stream().limit(1))
                                .toList(),
                same ? before.bothUntil() : now + BOTH.toMillis(),
                Format.MCP,
                false,
                caller.principal(),
                now,
                now + asked.ttl().toMillis());
    }

    private void demandRoom(Caller caller, Numbers numbers, long now) {
        long count = deliveries.endpoints().all(now).stream()
                .filter(endpoint -> endpoint.owner().equals(caller.principal()))
                .count();
        if (count >= MAX) {
            throw EventError.RESOURCE_EXHAUSTED.asked(
                    numbers,
                    "You have " + MAX + " subscriptions already: end one of them first",
                    Map.of("limit", "subscriptions", "max", MAX));
        }
    }

    private void verify(WebhookEndpoint endpoint, Numbers numbers, long now) throws InterruptedException {
        if (!verification.room(endpoint, now)) {
            throw EventError.RESOURCE_EXHAUSTED.asked(
                    numbers,
                    "You had this host asked " + verification.max()
                            + " times within a minute whether it wants this, or many hosts; wait a minute",
                    Map.of("limit", "verifications", "max", verification.max()));
        }
        WebhookReply refusal = verification.refusal(endpoint);
        if (refusal != null) {
            throw EventError.CALLBACK_ENDPOINT.asked(
                    numbers, verification.advice(endpoint, refusal), Map.of("reason", refusal.reason()));
        }
    }

    private JsonNode answer(WebhookEndpoint endpoint, EventReader reader, boolean fresh) {
        EndpointStatus status = deliveries.endpoints().status(endpoint.name());
        ObjectNode answer = Json.MAPPER
                .createObjectNode()
                .put("id", endpoint.name())
                .put("refreshBefore", Instant.ofEpochMilli(endpoint.expires()).toString())
                .put(
                        "cursor",
                        fresh || status == null
                                ? reader.cursor()
                                : status.done().text())
                .put("truncated", fresh && reader.truncated());
        if (!fresh && status != null) {
            ObjectNode how = answer.putObject("deliveryStatus")
                    .put("active", status.stopped().isEmpty())
                    .put("lastDeliveryAt", time(status.last()))
                    .put("lastError", status.reason().isEmpty() ? null : status.reason());
            if (status.failing() > 0) {
                how.put("failedSince", time(status.failing()));
            }
        }
        return answer;
    }

    private static String time(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
    }

    /// Ends a subscription.
    ///
    /// @throws io.modelcontextprotocol.spec.McpError if there is none
    void unsubscribe(String id, Numbers numbers) {
        boolean live = deliveries.endpoints().find(id, clock.millis()) != null;
        deliveries.documents().remove(SubscriptionTerms.KIND, id);
        if (!deliveries.endpoints().remove(id) || !live) {
            throw EventError.NOT_FOUND.asked(
                    numbers,
                    "You have no such subscription: name, arguments and delivery.url must be those that it was made with",
                    Map.of("kind", "subscription"));
        }
    }
}
