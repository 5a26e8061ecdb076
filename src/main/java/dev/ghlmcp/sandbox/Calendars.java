package dev.ghlmcp.sandbox;

import dev.ghlmcp.catalog.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints of calendars and of their groups.
final class Calendars {
    private static final Fields GROUP = Fields.of("name:string! description:string! slug:string!");

    private final Store store;
    private final CalendarForm form;
    private final Resource calendars;
    private final Resource groups;

    Calendars(Store store) {
        this.store = store;
        this.form = new CalendarForm(store);
        this.calendars = new Resource(store.records("calendars"), "calendarId", List.of("locationId", "groupId"));
        this.groups = new Resource(store.records("calendarGroups"), "groupId", List.of("locationId"));
    }

    List<Route> routes() {
        String group = "/calendars/groups/{groupId}";
        String calendar = "/calendars/{calendarId}";
        return List.of(
                Route.get("/calendars/groups", call -> Resource.wrap("groups", Resource.list(groups.all(call))))
                        .query(Fields.of("locationId:string!")),
                Route.post("/calendars/groups", GROUP.and("locationId:string! isActive:boolean"), this::createGroup),
                Route.post(
                                "/calendars/groups/validate-slug",
                                Fields.of("locationId:string! slug:string!"),
                                call -> Json.MAPPER.createObjectNode().put("available", !taken(call, null)))
                        .status(200),
                Route.put(group + "/status", Fields.of("isActive:boolean!"), call -> {
                    groups.update(call);
                    return Resource.done("success");
                }),
                Route.put(group, GROUP, this::updateGroup),
                Route.delete(group, Fields.UNCHECKED, this::deleteGroup),
                Route.get("/calendars/", this::list)
                        .query(Fields.of("locationId:string! groupId:string showDrafted:true|false")),
                Route.post("/calendars/", CalendarForm.CREATE, this::create).status(200),
                Route.get(calendar, call -> Resource.wrap("calendar", calendars.find(call))),
                Route.put(calendar, CalendarForm.UPDATE, this::update),
                Route.delete(calendar, Fields.UNCHECKED, this::delete));
    }

    private ObjectNode createGroup(Call call) {
        refuseTaken(call, null);
        ObjectNode defaults = Json.MAPPER.createObjectNode().put("isActive", true);
        return Resource.wrap("group", groups.create(call, call.body(), defaults));
    }

    private ObjectNode updateGroup(Call call) {
        refuseTaken(call, groups.find(call));
        return Resource.wrap("group", groups.update(call));
    }

    /// Its calendars stay, without a group.
    private ObjectNode deleteGroup(Call call) {
        String id = groups.find(call).get("id").stringValue();
        groups.delete(call);
        store.records("calendars").stream()
                .filter(calendar -> calendar.path("groupId").asString().equals(id))
                .forEach(calendar -> calendar.remove("groupId"));
        return Resource.done("success");
    }

    private void refuseTaken(Call call, ObjectNode self) {
        if (taken(call, self)) {
            throw Refusal.badRequest("The slug is already taken.");
        }
    }

    private boolean taken(Call call, ObjectNode self) {
        return form.slugs("calendarGroups", self)
                .anyMatch(call.body().get("slug").stringValue()::equals);
    }

    private ObjectNode list(Call call) {
        boolean drafted = !call.query().path("showDrafted").asString().equals("false");
        return Resource.wrap(
                "calendars",
                Resource.list(calendars.all(call).stream()
                        .filter(calendar -> drafted || calendar.path("isActive").asBoolean(true))
                        .toList()));
    }

    private ObjectNode create(Call call) {
        form.check(call.body(), null);
        ObjectNode calendar = CalendarForm.defaults();
        String slug = call.body().path("slug").asString();
        calendar.put("slug", slug.isEmpty() ? form.slug(call.body().get("name").stringValue()) : slug);
        calendar.set("widgetSlug", calendar.get("slug"));
        return Resource.wrap(
                "calendar", calendars.create(call, call.body().deepCopy().removeNulls(), calendar));
    }

    private ObjectNode update(Call call) {
        form.check(call.body(), calendars.find(call));
        return Resource.wrap("calendar", calendars.update(call));
    }

    /// Its appointments stay with their contacts.
    private ObjectNode delete(Call call) {
        calendars.delete(call);
        store.records("calendarNotifications")
                .delete(notification ->
                        notification.get("calendarId").stringValue().equals(call.hole("calendarId")));
        return Resource.done("success");
    }
}
