package dev.ghlmcp.sandbox.calendars;

import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.store.RecordCollection;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints of what belongs to calendars and appointments: notifications, rooms and equipment, notes.
public record CalendarPartRoutes(
        SandboxStore store, RecordCollection notes, RecordCollection notifications, RecordCollection resources) {
    public CalendarPartRoutes(SandboxStore store) {
        this(
                store,
                store.records("appointmentNotes"),
                store.records("calendarNotifications"),
                store.records("calendarResources"));
    }

    public List<Route> routes() {
        String allNotes = "/calendars/appointments/{appointmentId}/notes";
        String oneNote = allNotes + "/{noteId}";
        String allResources = "/calendars/resources/{resourceType}";
        String oneResource = allResources + "/{id}";
        String allNotifications = "/calendars/{calendarId}/notifications";
        String oneNotification = allNotifications + "/{notificationId}";
        return List.of(
                Route.get(allNotes, this::listNotes),
                Route.post(allNotes, this::createNote),
                Route.put(oneNote, call -> answer(notes.update(call, "noteId"))),
                Route.delete(oneNote, call -> notes.delete(call, "noteId", "success")),
                Route.get(
                        allResources,
                        call -> Documents.array(call.page(ofType(call).all(call)))),
                Route.post(allResources, this::createResource),
                Route.get(oneResource, call -> ofType(call).find(call, "id")),
                Route.put(oneResource, this::updateResource),
                Route.delete(oneResource, call -> ofType(call).delete(call, "id", "success")),
                Route.get(allNotifications, this::listNotifications),
                Route.post(allNotifications, this::createNotifications),
                Route.get(oneNotification, call -> view(notifications.find(call, "notificationId"))),
                Route.put(oneNotification, call -> {
                    notifications.update(call, "notificationId");
                    return message("Notification updated successfully");
                }),
                Route.delete(oneNotification, call -> {
                    notifications.delete(call, "notificationId");
                    return message("Notification deleted successfully");
                }));
    }

    private ObjectNode listNotes(RouteCall call) {
        List<ObjectNode> all = notes.all(call).toList().reversed();
        List<ObjectNode> page = call.page(all.stream()).map(this::shown).toList();
        return Documents.list("notes", page.stream()).put("hasMore", call.skip() + page.size() < all.size());
    }

    private ObjectNode createNote(RouteCall call) {
        ObjectNode appointment = store.records("appointments").find(call, "appointmentId");
        ObjectNode fresh = Documents.of("contactId", appointment.get("contactId"));
        return answer(notes.create(call, store.stamp(fresh, "dateAdded")));
    }

    private ObjectNode answer(ObjectNode note) {
        return Documents.of("note", shown(note));
    }

    private ObjectNode shown(ObjectNode note) {
        ObjectNode view = note.deepCopy();
        ObjectNode user = store.records("users").find(note.path("userId").asString());
        return user == null ? view : view.set("createdBy", Documents.pick(user, "id name"));
    }

    private RecordCollection ofType(RouteCall call) {
        if (!Set.of("equipments", "rooms").contains(call.hole("resourceType"))) {
            throw ApiError.violation("resourceType must be one of the following values: equipments, rooms");
        }
        return resources;
    }

    /// HighLevel's documents want the fields of both kinds from either; here each wants its own.
    private ObjectNode createResource(RouteCall call) {
        RecordCollection resources = ofType(call);
        List<String> own =
                call.hole("resourceType").equals("rooms") ? List.of("capacity") : List.of("quantity", "outOfService");
        List<String> violations = own.stream()
                .filter(name -> !call.body().hasNonNull(name))
                .map(name -> name + " must be a number conforming to the specified constraints")
                .toList();
        if (!violations.isEmpty()) {
            throw ApiError.unprocessable(violations);
        }
        checkCalendars(call);
        return resources.create(call, Documents.done("isActive"));
    }

    private ObjectNode updateResource(RouteCall call) {
        checkCalendars(call);
        return ofType(call).update(call, "id");
    }

    private void checkCalendars(RouteCall call) {
        call.body().path("calendarIds").forEach(id -> store.records("calendars").require(call, id.stringValue()));
    }

    private ArrayNode listNotifications(RouteCall call) {
        Stream<ObjectNode> found = notifications
                .all(call)
                .filter(notification -> call.wants(notification, "isActive", "deleted"))
                .filter(notification -> call.query().has("deleted")
                        || !notification.path("deleted").asBoolean(false));
        return Documents.array(call.page(found).map(CalendarPartRoutes::view));
    }

    private ArrayNode createNotifications(RouteCall call) {
        return Documents.array(call.body().get("items").valueStream().map(item -> {
            ObjectNode fresh = Documents.done("isActive").put("deleted", false);
            return view(notifications.add(call, Documents.merge((ObjectNode) item, fresh)));
        }));
    }

    private static ObjectNode view(ObjectNode notification) {
        return Documents.of("_id", notification.get("id")).setAll(notification);
    }

    private static ObjectNode message(String text) {
        return Documents.empty().put("message", text);
    }
}
