package dev.ghlmcp.sandbox.calendars;

import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Timestamps;
import dev.ghlmcp.sandbox.store.SandboxStore;
import dev.ghlmcp.sandbox.view.AppointmentViews;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Gives an appointment its time and its owner, if the calendar has them to give.
record Booking(SandboxStore store, BookableTimes availability) {
    /// @param event as it shall be, but for what is settled here
    /// @param body  the request
    /// @param self  the appointment as it was; null if it is new
    void place(ObjectNode event, ObjectNode body, ObjectNode self) {
        ObjectNode calendar =
                store.records("calendars").require(event.get("calendarId").stringValue());
        List<String> team = BookableTimes.team(calendar);
        String user = event.path("assignedUserId").asString();
        if (!user.isEmpty() && !team.isEmpty() && !team.contains(user)) {
            throw ApiError.unprocessable("The user id not part of calendar team.");
        }
        Instant start = Timestamps.of(event.get("startTime"));
        Instant end = end(event, body, calendar, start);
        ZoneId zone = store.zone(calendar.get("locationId").stringValue());
        if (event.path("rrule").isString()) {
            // Read, and refused, also where it is not kept.
            RecurrenceRule.of(event.get("rrule").stringValue()).after(start.atZone(zone));
        }
        if (body.path("ignoreFreeSlotValidation").asBoolean(false)) {
            if (user.isEmpty()) {
                throw ApiError.unprocessable("A team member needs to be selected. assignedUserId is missing");
            }
            store.records("users").require(user);
        } else {
            user = taker(event, body, self, calendar, start, end);
            event.remove("rrule");
        }
        event.put("startTime", AppointmentViews.offset(start, zone)).put("endTime", AppointmentViews.offset(end, zone));
        event.put("isRecurring", event.has("rrule"));
        event.remove("assignedUserId");
        event.putArray("users");
        if (!user.isEmpty()) {
            event.put("assignedUserId", user).putArray("users").add(user);
        }
    }

    private String taker(
            ObjectNode event, ObjectNode body, ObjectNode self, ObjectNode calendar, Instant start, Instant end) {
        String asked = event.path("assignedUserId").asString();
        boolean anyDate = body.path("ignoreDateRange").asBoolean(false);
        BookableTimes.Wish wish =
                new BookableTimes.Wish(calendar, asked.isEmpty() ? List.of() : List.of(asked), anyDate, self);
        // HighLevel compares the time with its own list of slots, which have an offset: Z is not among them.
        String taker = zulu(body.path("startTime")) ? null : availability.takerOfSlot(wish, start, end);
        if (taker == null) {
            throw ApiError.badRequest("The slot you have selected is no longer available.");
        }
        return taker.isEmpty() ? asked : taker;
    }

    private static Instant end(ObjectNode event, ObjectNode body, ObjectNode calendar, Instant start) {
        if (body.hasNonNull("startTime") && !body.hasNonNull("endTime")) {
            return BookableTimes.end(calendar, start);
        }
        if (body.hasNonNull("startTime") && zulu(body.get("endTime")) && !zulu(body.get("startTime"))) {
            throw ApiError.badRequest("Bad Request");
        }
        Instant end = Timestamps.of(event.get("endTime"));
        if (!end.isAfter(start)) {
            throw ApiError.badRequest("endTime must be after startTime");
        }
        return end;
    }

    private static boolean zulu(JsonNode time) {
        return time.stringValue("").endsWith("Z");
    }
}
