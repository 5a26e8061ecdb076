package dev.ghlmcp.sandbox.contacts;

import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.store.RecordCollection;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints of what is written down about a contact: notes and tasks.
record ContactPartRoutes(SandboxStore store) {
    List<Route> routes() {
        RecordCollection tasks = store.records("tasks");
        return Stream.of(
                        routes(
                                "note",
                                "id",
                                () -> store.stamp(Documents.empty(), "dateAdded")
                                        .put("pinned", false)),
                        routes("task", "taskId", Documents::empty),
                        Stream.of(Route.put(
                                "/contacts/{contactId}/tasks/{taskId}/completed",
                                call -> Documents.of("task", tasks.update(call, "taskId")))))
                .flatMap(routes -> routes)
                .toList();
    }

    /// @param hole  where the path has the record's id
    /// @param fresh makes what a new record has beyond the request
    private Stream<Route> routes(String singular, String hole, Supplier<ObjectNode> fresh) {
        RecordCollection records = store.records(singular + "s");
        String all = "/contacts/{contactId}/" + singular + "s";
        String one = all + "/{" + hole + "}";
        return Stream.of(
                Route.get(all, call -> Documents.list(singular + "s", records.all(call).toList().reversed().stream())),
                Route.post(all, call -> Documents.of(singular, records.create(call, fresh.get()))),
                Route.get(one, call -> Documents.of(singular, records.find(call, hole))),
                Route.put(one, call -> Documents.of(singular, records.update(call, hole))),
                Route.delete(one, call -> {
                    records.delete(call, hole);
                    return Documents.done("succeded");
                }));
    }
}
