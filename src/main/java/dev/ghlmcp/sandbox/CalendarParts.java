package dev.ghlmcp.sandbox;

import dev.ghlmcp.catalog.Json;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints of what belongs to calendars and appointments: notifications, rooms and equipment, notes.
final class CalendarParts {
    private static final Fields NOTE = Fields.of("userId:string body:string!0..5000");
    private static final String NOTIFICATION =
            "receiverType:contact|guest|assignedUser|emails|phoneNumbers|business%1$s"
                    + " channel:email|inApp|sms|whatsapp%1$s"
                    + " notificationType:booked|confirmation|cancellation|reminder|followup|reschedule%1$s isActive:boolean"
                    + " templateId:string body:string subject:string afterTime:object[] beforeTime:object[]"
                    + " additionalEmailIds:string[] additionalPhoneNumbers:string[] selectedUsers:string[]"
                    + " fromAddress:string fromName:string fromNumber:string";
    private static final Fields RESOURCE =
            Fields.of("locationId:string name:string description:string quantity:number outOfService:number"
                    + " capacity:number calendarIds:string[]");

    private final Store store;
    private final InstantSource clock;
    private final Resource notes;
    private final Resource notifications;
    private final Resource resources;

    CalendarParts(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.notes = new Resource(store.records("appointmentNotes"), "noteId", List.of("appointmentId"));
        this.notifications = new Resource(
                store.records("calendarNotifications"), "notificationId", List.of("calendarId", "isActive", "deleted"));
        this.resources = new Resource(store.records("calendarResources"), "id", List.of("resourceType", "locationId"));
    }

    List<Route> routes() {
        String allNotes = "/calendars/appointments/{appointmentId}/notes";
        String oneNote = allNotes + "/{noteId}";
        String allResources = "/calendars/resources/{resourceType}";
        String oneResource = allResources + "/{id}";
        String allNotifications = "/calendars/{calendarId}/notifications";
        String oneNotification = allNotifications + "/{notificationId}";
        return List.of(
                Route.get(allNotes, this::listNotes).query(Fields.of("limit:digits!1..20 offset:digits!0..2147483647")),
                Route.post(allNotes, NOTE, this::createNote),
                Route.put(oneNote, NOTE, call -> answer(inAppointment(call).update(call))),
                Route.delete(oneNote, Fields.UNCHECKED, call -> {
                    inAppointment(call).delete(call);
                    return Resource.done("success");
                }),
                Route.get(
                                allResources,
                                call -> Resource.list(Resource.page(ofType(call).all(call), call)))
                        .query(Fields.of("locationId:string! limit:digits! skip:digits!")),
                Route.post(
                        allResources,
                        RESOURCE.and("locationId:string! name:string! description:string! calendarIds:string[]!"),
                        this::createResource),
                Route.get(oneResource, call -> ofType(call).find(call)),
                Route.put(oneResource, RESOURCE.and("isActive:boolean"), this::updateResource),
                Route.delete(oneResource, Fields.UNCHECKED, call -> {
                    ofType(call).delete(call);
                    return Resource.done("success");
                }),
                Route.get(allNotifications, this::listNotifications)
                        .query(Fields.of(
                                "isActive:true|false deleted:true|false limit:digits1..100 skip:digits0..2147483647")),
                Route.post(allNotifications, Fields.of(NOTIFICATION.formatted("!")), this::createNotifications)
                        .listed()
                        .status(200),
                Route.get(oneNotification, call -> view(ofCalendar(call).find(call))),
                Route.put(oneNotification, Fields.of(NOTIFICATION.formatted("")).and("deleted:boolean"), call -> {
                    ofCalendar(call).update(call);
                    return message("Notification updated successfully");
                }),
                Route.delete(oneNotification, Fields.UNCHECKED, call -> {
                    ofCalendar(call).delete(call);
                    return message("Notification deleted successfully");
                }));
    }

    private Resource inAppointment(Call call) {
        store.records("appointments").require(call.hole("appointmentId"));
        return notes;
    }

    private ObjectNode listNotes(Call call) {
        List<ObjectNode> all = inAppointment(call).all(call).reversed();
        List<ObjectNode> page = Resource.page(all, call);
        boolean more = Resource.number(call, "offset", 0) + page.size() < all.size();
        return Resource.wrap(
                        "notes", Resource.list(page.stream().map(this::shown).toList()))
                .put("hasMore", more);
    }

    private ObjectNode createNote(Call call) {
        ObjectNode appointment = store.records("appointments").require(call.hole("appointmentId"));
        ObjectNode fresh = Json.MAPPER.createObjectNode().put("dateAdded", Moment.iso(clock.instant()));
        fresh.set("contactId", appointment.get("contactId"));
        return answer(notes.create(call, call.body(), fresh));
    }

    private ObjectNode answer(ObjectNode note) {
        return Resource.wrap("note", shown(note));
    }

    private ObjectNode shown(ObjectNode note) {
        ObjectNode view = note.deepCopy().without(List.of("appointmentId"));
        ObjectNode user = store.records("users").find(note.path("userId").asString());
        if (user != null) {
            view.set("createdBy", user.deepCopy().retain(List.of("id", "name")));
        }
        return view;
    }

    private Resource ofType(Call call) {
        if (!Set.of("equipments", "rooms").contains(call.hole("resourceType"))) {
            throw Refusal.unprocessable(List.of("resourceType must be one of the following values: equipments, rooms"));
        }
        return resources;
    }

    /// HighLevel's documents want the fields of both kinds from either; here each wants its own.
    private ObjectNode createResource(Call call) {
        Resource resources = ofType(call);
        Fields own = Fields.of(
                call.hole("resourceType").equals("rooms")
                        ? "capacity:number!"
                        : "quantity:number! outOfService:number!");
        List<String> violations =
                own.violations(call.body().deepCopy().retain(own.byName().keySet()));
        if (!violations.isEmpty()) {
            throw Refusal.unprocessable(violations);
        }
        checkCalendars(call);
        return resources.create(
                call, call.body(), Json.MAPPER.createObjectNode().put("isActive", true));
    }

    private ObjectNode updateResource(Call call) {
        checkCalendars(call);
        return ofType(call).update(call).deepCopy().without(List.of("calendarIds"));
    }

    private void checkCalendars(Call call) {
        call.body().path("calendarIds").forEach(id -> store.records("calendars").require(id.stringValue()));
    }

    private Resource ofCalendar(Call call) {
        store.records("calendars").require(call.hole("calendarId"));
        return notifications;
    }

    private ArrayNode listNotifications(Call call) {
        List<ObjectNode> all = ofCalendar(call).all(call).stream()
                .filter(notification -> call.query().has("deleted")
                        || !notification.path("deleted").asBoolean(false))
                .map(CalendarParts::view)
                .toList();
        return Resource.list(Resource.page(all, call));
    }

    private ArrayNode createNotifications(Call call) {
        Resource notifications = ofCalendar(call);
        ArrayNode created = Json.MAPPER.createArrayNode();
        for (JsonNode item : call.body().get("items")) {
            ObjectNode defaults =
                    Json.MAPPER.createObjectNode().put("isActive", true).put("deleted", false);
            created.add(view(notifications.create(call, (ObjectNode) item, defaults)));
        }
        return created;
    }

    private static ObjectNode view(ObjectNode notification) {
        ObjectNode view = Json.MAPPER.createObjectNode();
        view.set("_id", notification.get("id"));
        return view.setAll(notification.deepCopy().without(List.of("id", "calendarId")));
    }

    private static ObjectNode message(String text) {
        return Json.MAPPER.createObjectNode().put("message", text);
    }
}
