package dev.ghlmcp.mcp.time;

import dev.ghlmcp.highlevel.HighLevelClient;
import java.time.DateTimeException;
import java.time.ZoneId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The time zone that the times of one call are in: the one that the call names, else the sub-account's.
final class TimeZones {
    private final LocationZones locations;
    private final HighLevelClient client;
    private final ObjectNode arguments;
    private final String named;
    private ZoneId used;
    private DateTimeException failed;

    /// @param named by the call, valid if it is there
    TimeZones(LocationZones locations, HighLevelClient client, ObjectNode arguments, JsonNode named) {
        this.locations = locations;
        this.client = client;
        this.arguments = arguments;
        this.named = named.asString("");
    }

    /// The zone.
    ///
    /// @throws DateTimeException with a phrase that says why it cannot be read
    ZoneId zone() {
        if (failed != null) {
            throw failed;
        }
        if (used == null) {
            try {
                used = named.isEmpty() ? locations.of(client, arguments) : ZoneId.of(named);
            } catch (DateTimeException e) {
                failed = e;
                throw e;
            }
        }
        return used;
    }

    /// The zone, if any time needed one.
    ZoneId used() {
        return used;
    }
}
