package dev.ghlmcp.server.event;

import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.server.event.EventError.Numbers;
import dev.ghlmcp.store.Document;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What is kept of a subscription beside its endpoint: which sub-accounts its caller could touch, so that later on
/// their access is looked at as it was shown, and how the client reads errors.
///
/// @param standard the sub-account that was meant where none was named; null for none
/// @param fence    those that the caller could touch; null for all
/// @param tokens   of which one let the caller in, as [Principals#tokens] has them
record SubscriptionTerms(String standard, List<String> fence, Set<String> tokens, Numbers numbers) {
    /// Of the documents that keep them, by the name of the subscription.
    static final String KIND = "subscription";

    static SubscriptionTerms of(Caller caller, Set<String> tokens, Numbers numbers) {
        AccountLocations locations = caller.access().locations();
        return new SubscriptionTerms(
                locations.standard(),
                locations.fenced() ? locations.allowed().stream().sorted().toList() : null,
                tokens,
                numbers);
    }

    /// Those of a subscription; null if there are none.
    static SubscriptionTerms of(Document document) {
        if (document == null) {
            return null;
        }
        JsonNode stored = Json.MAPPER.readTree(document.body());
        return new SubscriptionTerms(
                stored.path("standard").asString(null),
                stored.has("fence")
                        ? stored.path("fence")
                                .valueStream()
                                .map(JsonNode::asString)
                                .toList()
                        : null,
                stored.path("tokens").valueStream().map(JsonNode::asString).collect(Collectors.toSet()),
                Numbers.valueOf(stored.path("numbers").asString()));
    }

    String text() {
        ObjectNode text =
                Json.MAPPER.createObjectNode().put("standard", standard).put("numbers", numbers.name());
        tokens.forEach(text.putArray("tokens")::add);
        if (fence != null) {
            fence.forEach(text.putArray("fence")::add);
        }
        return Json.MAPPER.writeValueAsString(text);
    }

    /// The caller with what they could touch then and can touch now.
    ///
    /// @throws IllegalArgumentException with a sentence if that is not all of it
    Caller within(Caller known) {
        if (fence == null) {
            return known;
        }
        Access access = known.access();
        AccountLocations fewer = access.locations().narrowed(fence);
        AccountLocations same = new AccountLocations(standard, fewer.names(), fewer.allowed());
        return new Caller(known.principal(), new Access(access.credentials(), same, access.companyId()));
    }
}
