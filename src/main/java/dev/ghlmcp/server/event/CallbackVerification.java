package dev.ghlmcp.server.event;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.store.Document;
import dev.ghlmcp.watch.Digests;
import dev.ghlmcp.watch.delivery.Deliveries;
import dev.ghlmcp.watch.delivery.WebhookEndpoint;
import dev.ghlmcp.webhook.WebhookReply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;

/// Asks a callback's receiver whether it wants what a caller has subscribed it to, before anything else is sent there:
/// it echoes a challenge. What it has said counts for the caller and the address, whatever is subscribed to.
/// Thread-safe.
final class CallbackVerification {
    /// What a receiver that does not echo is reported with.
    static final String FAILED = "challenge_failed";

    private static final String KIND = "callback";
    private static final Duration KEPT = Duration.ofHours(24);
    private static final int BYTES = 32;

    /// That one caller has asked in a minute: one host, and all, as an address has many spellings.
    private static final int MAX = 10;

    private static final int MAX_OF_ALL = 30;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Deliveries deliveries;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Deque<Asked>> asked = new HashMap<>();

    private record Asked(String host, long at) {}

    CallbackVerification(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    /// Whether the receiver has agreed lately.
    boolean done(WebhookEndpoint endpoint, long now) {
        Document agreed = deliveries.documents().document(KIND, name(endpoint));
        return agreed != null && agreed.expires() > now;
    }

    /// Notes that it has agreed.
    void keep(WebhookEndpoint endpoint, long now) {
        deliveries.documents().put(Document.of(KIND, name(endpoint), "{}").until(now + KEPT.toMillis()));
    }

    private static String name(WebhookEndpoint endpoint) {
        return Digests.of(endpoint.owner() + "\n" + endpoint.url(), 26);
    }

    /// Whether its caller may have its host asked now: it may be one that wants none of this.
    synchronized boolean room(WebhookEndpoint endpoint, long now) {
        asked.values().forEach(hosts -> hosts.removeIf(one -> now - one.at() >= MINUTE.toMillis()));
        asked.values().removeIf(Deque::isEmpty);
        String host = endpoint.url().getHost().toLowerCase(Locale.ROOT);
        Deque<Asked> mine = asked.computeIfAbsent(endpoint.owner(), _ -> new ArrayDeque<>());
        long same = mine.stream().filter(one -> one.host().equals(host)).count();
        return mine.size() < MAX_OF_ALL && same < MAX && mine.add(new Asked(host, now));
    }

    int max() {
        return MAX;
    }

    /// Asks.
    ///
    /// @return what has become of that if it has not agreed; null if it has
    WebhookReply refusal(WebhookEndpoint endpoint) throws InterruptedException {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        WebhookReply reply = deliveries.send(
                endpoint, "verification", Json.MAPPER.createObjectNode().put("challenge", challenge));
        if (!reply.accepted()) {
            return reply;
        }
        boolean echoed = MessageDigest.isEqual(
                challenge.getBytes(StandardCharsets.US_ASCII), echo(reply).getBytes(StandardCharsets.UTF_8));
        return echoed ? null : new WebhookReply(reply.status(), new byte[0], FAILED, FAILED, null);
    }

    /// What to do about that, without what the receiver's status was: that would tell of addresses that are no
    /// callbacks.
    String advice(WebhookEndpoint endpoint, WebhookReply refusal) {
        if (refusal.reason().equals(FAILED)) {
            return "The callback did not answer with 2xx and {\"challenge\": ...} as it was sent in the body";
        }
        if (refusal.redirects()) {
            return "The callback answered with a redirect, and none is followed: name the final address";
        }
        String refused = "The callback did not agree (" + refusal.reason() + ")";
        return refusal.status() == 0 && !deliveries.found(endpoint.url())
                ? refused + ": the address of its host was not found"
                : refused + ". It must answer with 2xx from a public address, or one in a network that this server's"
                        + " operator allows, within 15 s";
    }

    private static String echo(WebhookReply reply) {
        try {
            return Json.MAPPER
                    .readerFor(JsonNode.class)
                    .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .readTree(reply.text())
                    .path("challenge")
                    .asString("");
        } catch (JacksonException _) {
            return "";
        }
    }
}
