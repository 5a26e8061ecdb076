package dev.ghlmcp.sandbox.calendars;

import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.api.Timestamps;
import dev.ghlmcp.sandbox.store.SandboxStore;
import dev.ghlmcp.sandbox.view.AppointmentViews;
import java.time.ZoneId;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints that close time: of a calendar, or of a user in all calendars.
public record BlockedSlotRoutes(SandboxStore store) {
    public List<Route> routes() {
        return List.of(
                Route.post("/calendars/events/block-slots", this::create),
                Route.put("/calendars/events/block-slots/{eventId}", this::update));
    }

    private ObjectNode create(RouteCall call) {
        ObjectNode slot = store.stamp(Documents.empty().put("title", "Blocked"), "dateAdded");
        write(slot, call);
        return store.records("blockedSlots").add(call, slot);
    }

    private ObjectNode update(RouteCall call) {
        ObjectNode slot = store.records("blockedSlots").find(call, "eventId");
        ObjectNode changed = slot.deepCopy();
        write(changed, call);
        slot.removeAll();
        return slot.setAll(changed);
    }

    private void write(ObjectNode slot, RouteCall call) {
        ObjectNode body = call.body();
        boolean calendar = body.hasNonNull("calendarId");
        boolean user = body.hasNonNull("assignedUserId");
        if (!calendar && !user) {
            throw ApiError.unprocessable("Either calendarId or assignedUserId is required");
        }
        if (calendar && user) {
            throw ApiError.unprocessable("Either calendarId or assignedUserId can be set, not both.");
        }
        if (user) {
            store.records("users").require(body.get("assignedUserId").stringValue());
            slot.remove("calendarId");
        }
        if (calendar) {
            checkType(store.records("calendars")
                    .require(call, body.get("calendarId").stringValue()));
            slot.remove("assignedUserId");
        }
        slot.setAll(body.deepCopy().removeNulls());
        ZoneId zone = store.zone(call.owner("locationId"));
        for (String time : List.of("startTime", "endTime")) {
            slot.put(time, AppointmentViews.offset(Timestamps.of(slot.path(time)), zone));
        }
        if (!Timestamps.of(slot.get("endTime")).isAfter(Timestamps.of(slot.get("startTime")))) {
            throw ApiError.badRequest("endTime must be after startTime");
        }
        store.stamp(slot, "dateUpdated");
    }

    private static void checkType(ObjectNode calendar) {
        if (!calendar.path("calendarType").asString().equals("event")) {
            throw ApiError.badRequest("The calendar is not an event calendar.");
        }
    }
}
