package dev.ghlmcp.sandbox.accounts;

import dev.ghlmcp.sandbox.api.ResponseBodies;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.store.RecordCollection;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints of collections without behaviour of their own: businesses, workflows,
/// campaigns and snapshots, and the search for tasks.
public record DirectoryRoutes(SandboxStore store) {
    private static final String BUSINESS = "phone:string email:email website:string address:string city:string"
            + " postalCode:string state:string country:string description:string";

    public List<Route> routes() {
        RecordCollection businesses = store.records("businesses");
        String business = "/businesses/{businessId}";
        return List.of(
                Route.get("/businesses/", call -> list(call, "businesses"))
                        .query("locationId:string! limit:digits1..100 skip:digits"),
                Route.post("/businesses/", "name:string! locationId:string! " + BUSINESS, call -> {
                    ObjectNode fresh = store.stamp(ResponseBodies.empty(), "createdAt", "updatedAt");
                    fresh.putObject("createdBy");
                    fresh.putObject("updatedBy");
                    return written(businesses.create(call, fresh));
                }),
                Route.get(business, call -> ResponseBodies.of("business", businesses.find(call, "businessId"))),
                Route.put(
                        business,
                        "name:string " + BUSINESS,
                        call -> written(store.stamp(businesses.update(call, "businessId"), "updatedAt"))),
                Route.delete(business, this::deleteBusiness),
                Route.post("/locations/{locationId}/tasks/search", TaskSearch.FIELDS, new TaskSearch(store)::of)
                        .status(200),
                Route.get("/workflows/", call -> list(call, "workflows")).query("locationId:string!"),
                Route.get("/campaigns/", call -> list(call, "campaigns")).query("locationId:string! status:string"),
                Route.get("/snapshots/", this::snapshots).agency().query("companyId:string!"));
    }

    private ObjectNode list(RouteCall call, String collection) {
        Stream<ObjectNode> found = store.records(collection).all(call).filter(record -> call.wants(record, "status"));
        return ResponseBodies.list(collection, call.page(found));
    }

    /// Its contacts stay, without a business.
    private ObjectNode deleteBusiness(RouteCall call) {
        String id =
                store.records("businesses").delete(call, "businessId").get("id").stringValue();
        RecordCollection contacts = store.records("contacts");
        contacts.where("businessId", id).map(contacts::draft).forEach(contact -> contact.remove("businessId"));
        return ResponseBodies.done("success");
    }

    private ObjectNode snapshots(RouteCall call) {
        Stream<ObjectNode> found =
                store.records("snapshots").all(call).filter(snapshot -> call.wants(snapshot, "companyId"));
        return ResponseBodies.list(
                "snapshots", found.map(snapshot -> snapshot.deepCopy().without("companyId")));
    }

    /// HighLevel spells the key so.
    private static ObjectNode written(ObjectNode business) {
        return ResponseBodies.done("success").set("buiseness", business);
    }
}
