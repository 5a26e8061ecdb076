package dev.ghlmcp.server.event;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.server.auth.Principals;
import dev.ghlmcp.server.event.EventError.Numbers;
import dev.ghlmcp.watch.delivery.Deliveries;
import dev.ghlmcp.watch.delivery.WebhookEndpoint;
import dev.ghlmcp.watch.service.PollFailedException;
import dev.ghlmcp.watch.service.Watch;
import dev.ghlmcp.watch.service.Watches;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// Looks, before something is sent to a subscription's callback, whether its caller would still be let in and may still
/// call what is watched. If not, the subscription ends, and the callback is told so.
///
/// @param tools that this server offers
record SubscriptionOwners(
        Watches watches, Deliveries deliveries, Principals principals, Dispatcher dispatcher, ToolView tools)
        implements Predicate<WebhookEndpoint> {
    @Override
    public boolean test(WebhookEndpoint endpoint) {
        try {
            return admitted(endpoint);
        } catch (PollFailedException _) {
            // HighLevel does not answer now: nothing is sent until it does.
            return false;
        }
    }

    private boolean admitted(WebhookEndpoint endpoint) {
        SubscriptionTerms terms =
                SubscriptionTerms.of(deliveries.documents().document(SubscriptionTerms.KIND, endpoint.name()));
        Caller known = principals.known(endpoint.owner());
        JSONRPCError refusal = terms == null || known == null || !principals.admits(endpoint.owner(), terms.tokens())
                ? over("Your access to this server has ended", terms)
                : refusal(endpoint, known, terms);
        if (refusal != null && deliveries.endpoints().remove(endpoint.name())) {
            deliveries.documents().remove(SubscriptionTerms.KIND, endpoint.name());
            if (terms != null) {
                // The caller must not wait for the receiver.
                Thread.ofVirtual().name("terminated").start(() -> tell(endpoint, refusal));
            }
        }
        return refusal == null;
    }

    /// @param terms null if they are lost, and nobody can be told
    private static JSONRPCError over(String why, SubscriptionTerms terms) {
        return EventError.FORBIDDEN.of(
                terms == null ? Numbers.SEP : terms.numbers(), why, Map.of("reason", "access ended"));
    }

    private JSONRPCError refusal(WebhookEndpoint endpoint, Caller known, SubscriptionTerms terms) {
        try {
            CallerTools caller = new CallerTools(dispatcher, terms.within(known), tools);
            if (!watches.has(caller, endpoint.watch())) {
                return EventError.ended(terms.numbers());
            }
            Watch watch = watches.latest(caller, endpoint.watch(), 1).watch();
            return watch.state().equals("refused") ? over(watch.row().note(), terms) : null;
        } catch (PollFailedException e) {
            if (e.refused()) {
                return over(e.getMessage(), terms);
            }
            throw e;
        } catch (IllegalArgumentException e) {
            return over(e.getMessage(), terms);
        }
    }

    private void tell(WebhookEndpoint endpoint, JSONRPCError refusal) {
        JsonNode error = Json.MAPPER.valueToTree(refusal);
        try {
            deliveries.send(
                    endpoint, "terminated", Json.MAPPER.createObjectNode().set("error", error));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
