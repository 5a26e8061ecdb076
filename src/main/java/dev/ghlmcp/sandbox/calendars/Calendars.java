package dev.ghlmcp.sandbox.calendars;

import dev.ghlmcp.sandbox.api.Answers;
import dev.ghlmcp.sandbox.api.Call;
import dev.ghlmcp.sandbox.api.Fields;
import dev.ghlmcp.sandbox.api.Refusal;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.store.Records;
import dev.ghlmcp.sandbox.store.Store;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints of calendars and of their groups.
public record Calendars(Store store, CalendarForm form, Records calendars, Records groups) {
    private static final Fields GROUP = Fields.of("name:string! description:string! slug:string!");
    private static final String ID = "calendarId";
    private static final String GROUP_ID = "groupId";

    public Calendars(Store store) {
        this(store, new CalendarForm(store), store.records("calendars"), store.records("calendarGroups"));
    }

    public List<Route> routes() {
        String group = "/calendars/groups/{groupId}";
        String calendar = "/calendars/{calendarId}";
        return List.of(
                Route.get("/calendars/groups", call -> Answers.list("groups", groups.all(call)))
                        .query("locationId:string!"),
                Route.post("/calendars/groups", GROUP.and("locationId:string! isActive:boolean"), this::createGroup),
                Route.post(
                                "/calendars/groups/validate-slug",
                                "locationId:string! slug:string!",
                                call -> Answers.empty().put("available", !taken(call, null)))
                        .status(200),
                Route.put(group + "/status", "isActive:boolean!", call -> {
                    groups.update(call, GROUP_ID);
                    return Answers.done("success");
                }),
                Route.put(group, GROUP, this::updateGroup),
                Route.delete(group, this::deleteGroup),
                Route.get("/calendars/", this::list).query("locationId:string! groupId:string showDrafted:true|false"),
                Route.post("/calendars/", CalendarForm.CREATE, this::create).status(200),
                Route.get(calendar, call -> Answers.of("calendar", calendars.find(call, ID))),
                Route.put(calendar, CalendarForm.UPDATE, this::update),
                Route.delete(calendar, this::delete));
    }

    private ObjectNode createGroup(Call call) {
        refuseTaken(call, null);
        return Answers.of("group", groups.create(call, Answers.done("isActive")));
    }

    private ObjectNode updateGroup(Call call) {
        refuseTaken(call, groups.find(call, GROUP_ID));
        return Answers.of("group", groups.update(call, GROUP_ID));
    }

    /// Its calendars stay, without a group.
    private ObjectNode deleteGroup(Call call) {
        String id = groups.delete(call, GROUP_ID).get("id").stringValue();
        calendars.where(GROUP_ID, id).map(calendars::draft).forEach(calendar -> calendar.remove(GROUP_ID));
        return Answers.done("success");
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
        Stream<ObjectNode> found = calendars
                .all(call)
                .filter(calendar -> call.wants(calendar, GROUP_ID))
                .filter(calendar -> drafted || calendar.path("isActive").asBoolean(true));
        return Answers.list("calendars", found);
    }

    private ObjectNode create(Call call) {
        form.check(call, null);
        ObjectNode calendar = CalendarForm.defaults();
        String slug = call.body().path("slug").asString();
        calendar.put("slug", slug.isEmpty() ? form.slug(call.body().get("name").stringValue()) : slug);
        calendar.set("widgetSlug", calendar.get("slug"));
        call.body().removeNulls();
        return Answers.of("calendar", calendars.create(call, calendar));
    }

    private ObjectNode update(Call call) {
        form.check(call, calendars.find(call, ID));
        return Answers.of("calendar", calendars.update(call, ID));
    }

    /// Its appointments stay with their contacts.
    private ObjectNode delete(Call call) {
        String id = calendars.delete(call, ID).get("id").stringValue();
        store.records("calendarNotifications").delete(ID, id);
        return Answers.done("success");
    }
}
