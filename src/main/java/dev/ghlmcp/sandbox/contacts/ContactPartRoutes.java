package dev.ghlmcp.sandbox.contacts;

import dev.ghlmcp.sandbox.api.RequestFields;
import dev.ghlmcp.sandbox.api.ResponseBodies;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.store.RecordCollection;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints of what is written down about a contact: notes and tasks.
record ContactPartRoutes(SandboxStore store) {
    private static final String NOTE = "body:string! userId:string title:string color:string pinned:boolean";
    private static final String TASK = "title:string! body:string dueDate:date! completed:boolean! assignedTo:string";

    List<Route> routes() {
        RecordCollection tasks = store.records("tasks");
        return Stream.of(
                        routes(
                                "note",
                                "id",
                                NOTE,
                                () -> store.stamp(ResponseBodies.empty(), "dateAdded")
                                        .put("pinned", false)),
                        routes("task", "taskId", TASK, ResponseBodies::empty),
                        Stream.of(Route.put(
                                "/contacts/{contactId}/tasks/{taskId}/completed",
                                "completed:boolean!",
                                call -> ResponseBodies.of("task", tasks.update(call, "taskId")))))
                .flatMap(routes -> routes)
                .toList();
    }

    /// @param hole   where the path has the record's id
    /// @param fields what a new record takes; an update takes the same, all of it optional
    /// @param fresh  makes what a new record has beyond the request
    private Stream<Route> routes(String singular, String hole, String fields, Supplier<ObjectNode> fresh) {
        RecordCollection records = store.records(singular + "s");
        String all = "/contacts/{contactId}/" + singular + "s";
        String one = all + "/{" + hole + "}";
        RequestFields update = RequestFields.of(fields.replace("!", ""));
        return Stream.of(
                Route.get(
                        all,
                        call -> ResponseBodies.list(singular + "s", records.all(call).toList().reversed().stream())),
                Route.post(all, fields, call -> ResponseBodies.of(singular, records.create(call, fresh.get()))),
                Route.get(one, call -> ResponseBodies.of(singular, records.find(call, hole))),
                Route.put(one, update, call -> ResponseBodies.of(singular, records.update(call, hole))),
                Route.delete(one, call -> {
                    records.delete(call, hole);
                    return ResponseBodies.done("succeded");
                }));
    }
}
