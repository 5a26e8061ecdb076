package dev.ghlmcp.sandbox.view;

import dev.ghlmcp.sandbox.api.Timestamps;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The shapes in which HighLevel shows one appointment.
public final class AppointmentViews {
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private AppointmentViews() {}

    /// The time as the clocks of this zone show it, with their offset.
    public static String offset(Instant instant, ZoneId zone) {
        return OFFSET.format(instant.atZone(zone));
    }

    /// In the calendar.
    public static ObjectNode ofCalendar(ObjectNode event, JsonNode group, ZoneId zone) {
        ObjectNode view = event.deepCopy().put("deleted", false);
        for (String time : List.of("startTime", "endTime")) {
            view.put(time, offset(Timestamps.of(event.get(time)), zone));
        }
        if (group.isString()) {
            view.set("groupId", group);
        }
        return view;
    }

    /// Under its contact: all times as the location's clocks show them, without an offset.
    public static ObjectNode ofContact(ObjectNode event, ZoneId zone) {
        ObjectNode view = event.deepCopy().put("status", "booked");
        for (String time : List.of("startTime", "endTime", "dateAdded", "dateUpdated")) {
            view.put(time, LOCAL.format(Timestamps.of(event.get(time)).atZone(zone)));
        }
        return view;
    }
}
