package dev.ghlmcp.sandbox.accounts;

import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.api.TextList;
import dev.ghlmcp.sandbox.store.RecordCollection;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints of collections without behaviour of their own: businesses, workflows,
/// campaigns and snapshots, and the search for tasks.
public record DirectoryRoutes(SandboxStore store) {
    public List<Route> routes() {
        RecordCollection businesses = store.records("businesses");
        String business = "/businesses/{businessId}";
        return List.of(
                Route.get("/businesses/", call -> list(call, "businesses")),
                Route.post("/businesses/", call -> {
                    ObjectNode fresh = store.stamp(Documents.empty(), "createdAt", "updatedAt");
                    fresh.putObject("createdBy");
                    fresh.putObject("updatedBy");
                    return written(businesses.create(call, fresh));
                }),
                Route.get(business, call -> Documents.of("business", businesses.find(call, "businessId"))),
                Route.put(business, call -> written(store.stamp(businesses.update(call, "businessId"), "updatedAt"))),
                Route.delete(business, this::deleteBusiness),
                Route.post("/locations/{locationId}/tasks/search", this::tasks),
                Route.get("/workflows/", call -> list(call, "workflows")),
                Route.get("/campaigns/", call -> list(call, "campaigns")),
                Route.get("/snapshots/", this::snapshots));
    }

    private ObjectNode list(RouteCall call, String collection) {
        Stream<ObjectNode> found = store.records(collection).all(call).filter(record -> call.wants(record, "status"));
        return Documents.list(collection, call.page(found));
    }

    /// Its contacts stay, without a business.
    private ObjectNode deleteBusiness(RouteCall call) {
        String id =
                store.records("businesses").delete(call, "businessId").get("id").stringValue();
        RecordCollection contacts = store.records("contacts");
        contacts.where("businessId", id).map(contacts::draft).forEach(contact -> contact.remove("businessId"));
        return Documents.done("success");
    }

    private ObjectNode snapshots(RouteCall call) {
        Stream<ObjectNode> found =
                store.records("snapshots").all(call).filter(snapshot -> call.wants(snapshot, "companyId"));
        return Documents.list("snapshots", found);
    }

    /// HighLevel spells the key so.
    private static ObjectNode written(ObjectNode business) {
        return Documents.done("success").set("buiseness", business);
    }

    /// Tasks of all contacts of the sub-account, the newest first.
    private ObjectNode tasks(RouteCall call) {
        ObjectNode asked = call.body();
        Map<String, ObjectNode> contacts = store.records("contacts")
                .all(call)
                .filter(contact -> Documents.matches(asked, contact, "businessId"))
                .collect(Collectors.toMap(contact -> contact.get("id").stringValue(), contact -> contact));
        Stream<ObjectNode> found = store.records("tasks").stream()
                .filter(task -> contacts.containsKey(task.path("contactId").asString()))
                .filter(task -> TextList.admits(asked.path("contactId"), task.path("contactId"))
                        && TextList.admits(asked.path("assignedTo"), task.path("assignedTo"))
                        && Documents.matches(asked, task, "completed")
                        && Documents.mentions(task, asked.path("query").asString(""), "title", "body"));
        List<ObjectNode> newestFirst = found.toList().reversed();
        return Documents.list(
                "tasks",
                newestFirst.stream()
                        .skip(asked.path("skip").asLong(0))
                        .limit(asked.path("limit").asLong(25)));
    }
}
