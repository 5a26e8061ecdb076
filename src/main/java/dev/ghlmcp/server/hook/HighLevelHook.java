package dev.ghlmcp.server.hook;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.server.auth.Authenticator;
import dev.ghlmcp.server.http.HttpError;
import dev.ghlmcp.server.http.HttpExchange;
import dev.ghlmcp.server.http.HttpRoute;
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.watch.Digests;
import dev.ghlmcp.watch.bell.Bell;
import dev.ghlmcp.watch.bell.Doorbell;
import io.helidon.http.Method;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// `POST /hooks/highlevel`: the webhooks of a Marketplace app, which ring for watches. A webhook's signature says who
/// sent it, so nobody is asked for a token. What is answered by 200 is in the store.
public final class HighLevelHook {
    /// Where it is.
    public static final String PATH = "/hooks/highlevel";

    private static final int MAX_BYTES = 1 << 20;

    /// In the accounts of memory.
    private static final String SENDER = "HighLevel's webhooks";

    /// HighLevel's guide has older ones for replays.
    private static final Duration FRESH = Duration.ofMinutes(5);

    private static final String ID = "[A-Za-z0-9._:-]{1,100}";

    private final Supplier<Doorbell> bell;
    private final HighLevelSignature signature;
    private final String address;
    private final InstantSource clock;
    private final AtomicBoolean failing = new AtomicBoolean();

    /// @param bell    opened when the first webhook comes
    /// @param address where the HighLevel is whose webhooks come
    public HighLevelHook(Supplier<Doorbell> bell, HighLevelSignature signature, String address, InstantSource clock) {
        this.bell = bell;
        this.signature = signature;
        this.address = address;
        this.clock = clock;
    }

    /// The path.
    public HttpRoute route() {
        return new HttpRoute(PATH, List.of(Method.POST), Authenticator.ANYBODY, this::heard);
    }

    private void heard(HttpExchange exchange) throws IOException, InterruptedException {
        byte[] body = exchange.body().raw(exchange, SENDER, MAX_BYTES);
        String refusal = signature.refusal(
                body, exchange.header(HighLevelSignature.CURRENT), exchange.header(HighLevelSignature.FORMER));
        if (refusal != null) {
            throw new HttpError(401, refusal);
        }
        JsonNode webhook = json(body);
        refuseStale(webhook.path("timestamp"));
        String id = webhook.path("webhookId").asString("");
        boolean fresh = taken(
                id.matches(ID) ? id : Digests.of(new String(body, StandardCharsets.ISO_8859_1), 26),
                Bell.of(address, webhook));
        exchange.answer(
                200,
                Json.MAPPER.writeValueAsBytes(
                        Json.MAPPER.createObjectNode().put("received", true).put("repeated", !fresh)));
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode webhook = Json.MAPPER.readTree(body);
            if (webhook.isObject()) {
                return webhook;
            }
        } catch (JacksonException _) {
            // Its message quotes the body.
        }
        throw new HttpError(400, "A webhook is a JSON object");
    }

    private void refuseStale(JsonNode timestamp) {
        Instant sent = time(timestamp);
        Instant now = clock.instant();
        if (sent != null && Duration.between(sent, now).abs().compareTo(FRESH) > 0) {
            throw new HttpError(
                    400,
                    "The webhook is of " + sent + ", and it is " + now + " here: more than " + FRESH.toMinutes()
                            + " minutes apart counts as a replay. If it is new, one of the two clocks is wrong. Nothing is"
                            + " lost: the next poll finds what has happened");
        }
    }

    /// When it was sent; null if it does not say so. What it says must be a time, as a replay would say anything.
    private static Instant time(JsonNode timestamp) {
        try {
            if (timestamp.isNumber() || timestamp.asString("").matches("\\d{9,15}")) {
                // What no number of 64 bits holds is the least of them, which is no time.
                long number = timestamp.asLong(Long.MIN_VALUE);
                return number < 100_000_000_000L ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
            }
            return timestamp.isNull() || timestamp.isMissingNode()
                    ? null
                    : OffsetDateTime.parse(timestamp.asString("")).toInstant();
        } catch (DateTimeException _) {
            throw new HttpError(
                    400, "The webhook's timestamp is no time such as 2026-11-29T09:00:00Z, so it may be a replay");
        }
    }

    /// HighLevel sends again what is answered by 429, whichever of its two descriptions holds.
    private boolean taken(String id, Bell heard) {
        try {
            boolean fresh = bell.get().take(id, heard);
            failing.set(false);
            return fresh;
        } catch (StoreException e) {
            if (failing.compareAndSet(false, true)) {
                System.err.println("ghl-mcp: HighLevel's webhooks cannot be stored: " + e.getMessage());
            }
            throw new HttpError(
                    429,
                    ErrorCodes.INTERNAL_ERROR,
                    "The webhook cannot be stored now; send it again",
                    Map.of("Retry-After", "60"));
        }
    }
}
