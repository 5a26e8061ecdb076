package dev.ghlmcp.server.event;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.server.protocol.RequestContext;
import dev.ghlmcp.store.LoggedEvent;
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.watch.service.EventBatch;
import dev.ghlmcp.watch.service.PollFailedException;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/// One `events/stream`: tells of events until the client or the server ends it, or the caller may not have them any
/// more.
final class PushStream {
    private static final String SUBSCRIPTION = "io.modelcontextprotocol/subscriptionId";
    private static final int BATCH = 100;

    private final EventReader reader;
    private final RequestContext context;
    private final EventSupport support;
    private final Set<String> tokens;
    private final Semaphore added = new Semaphore(0);
    private String problem = "";
    private boolean active;

    /// Whether it has not told all that it knows of.
    private boolean behind;

    PushStream(EventReader reader, RequestContext context, EventSupport support) {
        this.reader = reader;
        this.context = context;
        this.support = support;
        this.tokens = support.principals().tokens(reader.principal());
    }

    /// Goes on until it ends.
    ///
    /// @return the result that says nothing but that it has ended
    Object run() {
        Duration renewal = support.principals().renewal(reader.principal());
        long end = renewal == null ? Long.MAX_VALUE : System.nanoTime() + renewal.toNanos();
        Runnable listening = reader.listen(added::release);
        try {
            JSONRPCError over = tell(true);
            while (over == null && (renewal == null || System.nanoTime() < end)) {
                boolean more = added.tryAcquire(support.heartbeat().toNanos(), TimeUnit.NANOSECONDS);
                added.drainPermits();
                if (!more && active) {
                    send("heartbeat", position());
                }
                over = tell(more || behind);
            }
            if (over != null) {
                send("terminated", error(over));
            }
        } catch (IOException | InterruptedException _) {
            // The client or the server has ended it.
        } finally {
            listening.run();
        }
        return tagged();
    }

    /// Tells what is new, or looks whether the caller may still be told.
    ///
    /// @return why the caller gets nothing more; null if they do
    private JSONRPCError tell(boolean more) throws IOException {
        if (!support.principals().admits(reader.principal(), tokens)) {
            return over("Your access to this server has ended");
        }
        try {
            reader.look();
            behind = more;
            while (behind) {
                EventBatch batch = reader.next(BATCH);
                begin(batch);
                for (LoggedEvent event : batch.events()) {
                    ObjectNode occurrence = tagged();
                    occurrence.setAll((ObjectNode) Json.MAPPER.readTree(event.body()));
                    send("event", occurrence.put("cursor", reader.cursor(event)));
                }
                behind = batch.more();
            }
            if (reader.refused()) {
                return over(reader.problem());
            }
            report(reader.problem());
            return null;
        } catch (PollFailedException e) {
            if (e.refused()) {
                return over(e.getMessage());
            }
            report(e.getMessage());
            return null;
        } catch (IllegalArgumentException e) {
            return reader.lives()
                    ? over(e.getMessage())
                    : EventError.ended(support.numbers().of(context));
        } catch (StoreException e) {
            report(e.getMessage());
            return null;
        }
    }

    /// Confirms the subscription, and later on each gap.
    private void begin(EventBatch batch) throws IOException {
        boolean truncated = reader.truncated();
        if (!active || truncated) {
            String from = batch.events().isEmpty()
                    ? reader.cursor()
                    : reader.before(batch.events().getFirst());
            active = true;
            send("active", tagged().put("cursor", from).put("truncated", truncated));
        }
    }

    /// Tells of what is wrong when it begins: it may end by itself.
    private void report(String now) throws IOException {
        if (!now.isEmpty() && problem.isEmpty() && active) {
            send("error", error(new JSONRPCError(ErrorCodes.INTERNAL_ERROR, now, null)));
        }
        problem = now;
    }

    private JSONRPCError over(String why) {
        return EventError.FORBIDDEN.of(support.numbers().of(context), why, Map.of("reason", "access ended"));
    }

    private ObjectNode position() {
        return tagged().put("cursor", reader.cursor());
    }

    private ObjectNode error(JSONRPCError error) {
        return tagged().set("error", Json.MAPPER.valueToTree(error));
    }

    private ObjectNode tagged() {
        ObjectNode tagged = Json.MAPPER.createObjectNode();
        tagged.putObject("_meta").set(SUBSCRIPTION, Json.MAPPER.valueToTree(context.requestId()));
        return tagged;
    }

    private void send(String kind, ObjectNode params) throws IOException {
        context.channel().notify(new JSONRPCNotification("notifications/events/" + kind, params));
    }
}
