package dev.ghlmcp.sandbox.calendars;

import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.store.RecordCollection;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints of calendars and of their groups.
public record CalendarRoutes(
        SandboxStore store, CalendarForm form, RecordCollection calendars, RecordCollection groups) {
    private static final String ID = "calendarId";
    private static final String GROUP_ID = "groupId";

    public CalendarRoutes(SandboxStore store) {
        this(store, new CalendarForm(store), store.records("calendars"), store.records("calendarGroups"));
    }

    public List<Route> routes() {
        String group = "/calendars/groups/{groupId}";
        String calendar = "/calendars/{calendarId}";
        return List.of(
                Route.get("/calendars/groups", call -> Documents.list("groups", groups.all(call))),
                Route.post("/calendars/groups", this::createGroup),
                Route.post(
                        "/calendars/groups/validate-slug",
                        call -> Documents.empty().put("available", !taken(call, null))),
                Route.put(group + "/status", call -> {
                    groups.update(call, GROUP_ID);
                    return Documents.done("success");
                }),
                Route.put(group, this::updateGroup),
                Route.delete(group, this::deleteGroup),
                Route.get("/calendars/", this::list),
                Route.post("/calendars/", this::create),
                Route.get(calendar, call -> Documents.of("calendar", calendars.find(call, ID))),
                Route.put(calendar, this::update),
                Route.delete(calendar, this::delete));
    }

    private ObjectNode createGroup(RouteCall call) {
        refuseTaken(call, null);
        return Documents.of("group", groups.create(call, Documents.done("isActive")));
    }

    private ObjectNode updateGroup(RouteCall call) {
        refuseTaken(call, groups.find(call, GROUP_ID));
        return Documents.of("group", groups.update(call, GROUP_ID));
    }

    /// Its calendars stay, without a group.
    private ObjectNode deleteGroup(RouteCall call) {
        String id = groups.delete(call, GROUP_ID).get("id").stringValue();
        calendars.where(GROUP_ID, id).map(calendars::draft).forEach(calendar -> calendar.remove(GROUP_ID));
        return Documents.done("success");
    }

    private void refuseTaken(RouteCall call, ObjectNode self) {
        if (taken(call, self)) {
            throw ApiError.badRequest("The slug is already taken.");
        }
    }

    private boolean taken(RouteCall call, ObjectNode self) {
        return form.slugs("calendarGroups", self)
                .anyMatch(call.body().get("slug").stringValue()::equals);
    }

    private ObjectNode list(RouteCall call) {
        boolean drafted = !call.query().path("showDrafted").asString().equals("false");
        Stream<ObjectNode> found = calendars
                .all(call)
                .filter(calendar -> call.wants(calendar, GROUP_ID))
                .filter(calendar -> drafted || calendar.path("isActive").asBoolean(true));
        return Documents.list("calendars", found);
    }

    private ObjectNode create(RouteCall call) {
        form.check(call, null);
        ObjectNode calendar = CalendarForm.defaults(call);
        String slug = call.body().path("slug").asString();
        calendar.put("slug", slug.isEmpty() ? form.slug(call.body().get("name").stringValue()) : slug);
        calendar.set("widgetSlug", calendar.get("slug"));
        call.body().removeNulls();
        return Documents.of("calendar", calendars.create(call, calendar));
    }

    private ObjectNode update(RouteCall call) {
        form.check(call, calendars.find(call, ID));
        return Documents.of("calendar", calendars.update(call, ID));
    }

    /// Its appointments stay with their contacts.
    private ObjectNode delete(RouteCall call) {
        String id = calendars.delete(call, ID).get("id").stringValue();
        store.records("calendarNotifications").delete(ID, id);
        return Documents.done("success");
    }
}
