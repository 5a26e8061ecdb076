package dev.ghlmcp.watch;

import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.json.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What is watched. Those who ask for the same share one watch.
///
/// @param address   where the HighLevel is that it is of: sub-accounts of two may have the same id
/// @param tenant    the credential whose account it is; empty for that of the program's settings
/// @param account   the sub-account or agency whose data it is
/// @param fence     the sub-accounts that those who asked for it may touch, in order; null for all
/// @param operation the trigger's
/// @param arguments as the caller gave them, corrected
public record WatchSpec(
        String address, String tenant, String account, List<String> fence, String operation, ObjectNode arguments) {
    private static final int ID_LENGTH = 20;

    /// Not written, as earlier releases did not.
    private static final String HIGHLEVEL = "https://services.leadconnectorhq.com";

    /// The same for the same account, fence, operation and arguments.
    public String id() {
        return Digests.of(text(), ID_LENGTH);
    }

    /// As it is stored.
    public String text() {
        ObjectNode stored = Json.MAPPER
                .createObjectNode()
                .put("tenant", tenant)
                .put("account", account)
                .put("operation", operation)
                .set("arguments", arguments);
        if (!address.equals(HIGHLEVEL)) {
            stored.put("address", address);
        }
        if (fence != null) {
            fence.forEach(stored.putArray("fence")::add);
        }
        return Digests.canonical(stored);
    }

    /// What [#text] made.
    public static WatchSpec of(String text) {
        JsonNode stored = Json.MAPPER.readTree(text);
        return new WatchSpec(
                stored.path("address").asString(HIGHLEVEL),
                stored.path("tenant").asString(""),
                stored.path("account").asString(),
                stored.has("fence")
                        ? stored.path("fence")
                                .valueStream()
                                .map(JsonNode::asString)
                                .toList()
                        : null,
                stored.path("operation").asString(),
                stored.path("arguments") instanceof ObjectNode given ? given : Json.MAPPER.createObjectNode());
    }

    /// The settings' account as a call of those who asked for this would see it, so that a poll sees no more.
    public Access within(Access settings) {
        if (fence == null) {
            return settings;
        }
        AccountLocations all = settings.locations();
        Set<String> allowed = new LinkedHashSet<>(fence);
        if (all.fenced()) {
            allowed.retainAll(all.allowed());
        }
        String standard = allowed.contains(account) ? account : null;
        return new Access(
                settings.credentials(), new AccountLocations(standard, all.names(), allowed), settings.companyId());
    }

    /// The operation and its arguments, in a line.
    @Override
    public String toString() {
        return operation + (arguments.isEmpty() ? "" : " " + Json.MAPPER.writeValueAsString(arguments));
    }
}
