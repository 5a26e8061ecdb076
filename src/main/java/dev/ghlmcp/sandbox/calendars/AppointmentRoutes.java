package dev.ghlmcp.sandbox.calendars;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.api.TextList;
import dev.ghlmcp.sandbox.api.Timestamps;
import dev.ghlmcp.sandbox.store.RecordCollection;
import dev.ghlmcp.sandbox.store.SandboxStore;
import dev.ghlmcp.sandbox.view.AppointmentViews;
import dev.ghlmcp.sandbox.view.ContactViews;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints that find and book time: free slots, appointments with their notes, blocked slots.
public record AppointmentRoutes(
        SandboxStore store,
        BookableTimes availability,
        Booking booking,
        RecordCollection appointments,
        RecordCollection blocks) {
    /// Wishes about the booking, which are not kept.
    private static final List<String> SWITCHES = List.of(
            "meetingLocationId", "overrideLocationConfig", "ignoreDateRange", "toNotify", "ignoreFreeSlotValidation");

    /// Without these it would be no appointment, so that nothing clears them.
    private static final List<String> ESSENTIAL =
            List.of("calendarId", "startTime", "endTime", "title", "appointmentStatus");

    private static final List<String> MOVES = List.of("calendarId", "startTime", "endTime", "assignedUserId", "rrule");

    public AppointmentRoutes(SandboxStore store) {
        this(
                store,
                new BookableTimes(store),
                new Booking(store, new BookableTimes(store)),
                store.records("appointments"),
                store.records("blockedSlots"));
    }

    public List<Route> routes() {
        String one = "/calendars/events/appointments/{eventId}";
        return List.of(
                Route.post("/calendars/events/appointments", this::create),
                Route.get(one, call -> Documents.of("event", shown(appointments.find(call, "eventId"), call))),
                Route.put(one, this::update),
                Route.delete("/calendars/events/{eventId}", this::delete),
                Route.get("/calendars/events", call -> events(call, appointments)),
                Route.get("/calendars/blocked-slots", call -> events(call, blocks)),
                Route.get("/calendars/{calendarId}/free-slots", this::freeSlots));
    }

    private ObjectNode create(RouteCall call) {
        ObjectNode body = call.body();
        ObjectNode calendar =
                store.records("calendars").require(call, body.get("calendarId").stringValue());
        ObjectNode contact =
                store.records("contacts").require(call, body.get("contactId").stringValue());
        ObjectNode event = Documents.empty()
                .put("title", ContactViews.name(contact))
                .put("appointmentStatus", calendar.path("autoConfirm").asBoolean(true) ? "confirmed" : "new")
                .put("meetingLocationType", "custom");
        store.stamp(event, "dateAdded", "dateUpdated").putArray("assignedResources");
        event.putObject("createdBy").put("source", "third_party");
        write(event, body);
        booking.place(event, body, null);
        return new Series(store).renew(appointments.add(call, event));
    }

    private ObjectNode update(RouteCall call) {
        ObjectNode body = call.body();
        ObjectNode old = appointments.find(call, "eventId");
        ObjectNode event = store.stamp(old.deepCopy(), "dateUpdated");
        if (body.hasNonNull("calendarId") && !body.get("calendarId").equals(old.get("calendarId"))) {
            event.remove("assignedUserId");
        }
        write(event, body);
        if (MOVES.stream().anyMatch(body::hasNonNull)) {
            booking.place(event, body, old);
        }
        old.removeAll();
        ObjectNode changed = old.setAll(event);
        return changed.has("masterEventId") ? changed : new Series(store).renew(changed);
    }

    private static void write(ObjectNode event, ObjectNode body) {
        ObjectNode given = body.deepCopy().without(SWITCHES);
        event.setAll(given.deepCopy().retain(ESSENTIAL).removeNulls());
        Documents.merge(given.without(ESSENTIAL), event);
    }

    private ObjectNode delete(RouteCall call) {
        RecordCollection records = blocks.find(call.hole("eventId")) == null ? appointments : blocks;
        String id = records.delete(call, "eventId").get("id").stringValue();
        new Series(store).end(id);
        store.records("appointmentNotes").delete("appointmentId", id);
        return Documents.done("succeeded");
    }

    private ObjectNode events(RouteCall call, RecordCollection records) {
        ObjectNode query = call.query();
        if (!query.has("userId") && !query.has("calendarId") && !query.has("groupId")) {
            throw ApiError.badRequest("Either of userId, calendarId or groupId is required");
        }
        Instant from = Instant.ofEpochMilli(query.get("startTime").asLong());
        Instant to = Instant.ofEpochMilli(query.get("endTime").asLong());
        return Documents.list(
                "events",
                records.all(call)
                        .filter(event -> Timestamps.of(event.get("startTime")).isBefore(to)
                                && Timestamps.of(event.get("endTime")).isAfter(from))
                        .filter(event -> call.wants(event, "calendarId")
                                && asked(query.path("userId"), event.path("assignedUserId"))
                                && asked(query.path("groupId"), group(event)))
                        .map(event -> shown(event, call)));
    }

    private static boolean asked(JsonNode wanted, JsonNode value) {
        return wanted.isMissingNode() || wanted.equals(value);
    }

    private ObjectNode shown(ObjectNode event, RouteCall call) {
        return AppointmentViews.ofCalendar(event, group(event), store.zone(call.owner("locationId")));
    }

    /// An appointment belongs to the group of its calendar.
    private JsonNode group(ObjectNode event) {
        ObjectNode calendar =
                store.records("calendars").find(event.path("calendarId").asString());
        return calendar == null ? Json.MAPPER.missingNode() : calendar.path("groupId");
    }

    private ObjectNode freeSlots(RouteCall call) {
        ObjectNode calendar = store.records("calendars").find(call, "calendarId");
        Instant from = Instant.ofEpochMilli(call.query().get("startDate").asLong());
        Instant to = Instant.ofEpochMilli(call.query().get("endDate").asLong());
        JsonNode asked = call.query().path("timezone");
        ZoneId zone = asked.isString()
                ? Timestamps.zone(asked.stringValue())
                : store.zone(calendar.get("locationId").stringValue());
        if (to.isAfter(from.atZone(zone).plusDays(31).toInstant())) {
            throw ApiError.badRequest("Date range cannot be more than 31 days");
        }
        if (to.isBefore(from)) {
            throw ApiError.badRequest("startDate must be before endDate");
        }
        List<String> users =
                TextList.texts(call.query().path("userId"), call.query().path("userIds"));
        ObjectNode answer = Documents.empty();
        availability
                .slots(new BookableTimes.Wish(calendar, users, false, null), from, to)
                .map(start -> AppointmentViews.offset(start, zone))
                .forEach(start -> answer.withObjectProperty(start.substring(0, 10))
                        .withArrayProperty("slots")
                        .add(start));
        return answer;
    }
}
