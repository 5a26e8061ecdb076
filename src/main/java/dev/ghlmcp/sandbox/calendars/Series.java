package dev.ghlmcp.sandbox.calendars;

import dev.ghlmcp.sandbox.api.Timestamps;
import dev.ghlmcp.sandbox.store.RecordCollection;
import dev.ghlmcp.sandbox.store.SandboxStore;
import dev.ghlmcp.sandbox.view.AppointmentViews;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The instances of a recurring appointment: its dates after the first, which is the appointment itself.
record Series(SandboxStore store) {
    private static final String MASTER = "masterEventId";

    /// Makes the instances anew, by the appointment's rule; none if it has none.
    ObjectNode renew(ObjectNode master) {
        RecordCollection appointments = store.records("appointments");
        String id = master.get("id").stringValue();
        end(id);
        if (!master.path("rrule").isString()) {
            return master;
        }
        ZoneId zone = store.zone(master.get("locationId").stringValue());
        Instant start = Timestamps.of(master.get("startTime"));
        Duration length = Duration.between(start, Timestamps.of(master.get("endTime")));
        for (ZonedDateTime time :
                RecurrenceRule.of(master.get("rrule").stringValue()).after(start.atZone(zone))) {
            Instant begin = time.toInstant();
            ObjectNode instance = master.deepCopy().without(List.of("rrule"));
            instance.put("id", id + "_" + begin.toEpochMilli() + "_" + length.toSeconds())
                    .put("startTime", AppointmentViews.offset(begin, zone))
                    .put("endTime", AppointmentViews.offset(begin.plus(length), zone))
                    .put(MASTER, id);
            appointments.add(instance);
        }
        return master;
    }

    /// Deletes the instances.
    void end(String master) {
        store.records("appointments").delete(MASTER, master);
    }
}
