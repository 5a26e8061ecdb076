package dev.ghlmcp.sandbox;

import dev.ghlmcp.catalog.Json;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints of collections without behaviour of their own: businesses, workflows, campaigns and snapshots.
record Directory(Store store, InstantSource clock) {
    private static final String BUSINESS = "phone:string email:string website:string address:string city:string"
            + " postalCode:string state:string country:string description:string";

    List<Route> routes() {
        OwnedRecords businesses = new OwnedRecords(store, "locationId", "businesses", clock);
        OwnedRecords workflows = businesses.over("workflows");
        OwnedRecords campaigns = businesses.over("campaigns");
        String business = "/businesses/{businessId}";
        return List.of(
                Route.get("/businesses/", businesses::list)
                        .query(Fields.of("locationId:string! limit:digits1..100 skip:digits")),
                Route.post("/businesses/", Fields.of("name:string! locationId:string! " + BUSINESS), call -> {
                    ObjectNode created = businesses.create(call);
                    created.putObject("createdBy");
                    created.putObject("updatedBy");
                    return written(created);
                }),
                Route.get(business, call -> OwnedRecords.wrapped("business", businesses.find(call, "businessId"))),
                Route.put(
                        business,
                        Fields.of("name:string " + BUSINESS),
                        call -> written(businesses.update(call, "businessId"))),
                Route.delete(business, Fields.UNCHECKED, call -> {
                    ObjectNode deleted = businesses.delete(call, "businessId");
                    store.records("contacts").stream()
                            .filter(contact -> contact.path("businessId").equals(deleted.get("id")))
                            .forEach(contact -> contact.remove("businessId"));
                    return Json.MAPPER.createObjectNode().put("success", true);
                }),
                Route.get("/workflows/", workflows::list).query(Fields.of("locationId:string!")),
                Route.get("/campaigns/", campaigns::list).query(Fields.of("locationId:string! status:string")),
                Route.get("/snapshots/", this::snapshots).agency().query(Fields.of("companyId:string!")));
    }

    private ObjectNode snapshots(Call call) {
        ObjectNode answer = new OwnedRecords(store, "companyId", "snapshots", clock)
                .list(call)
                .deepCopy();
        answer.get("snapshots").forEach(snapshot -> ((ObjectNode) snapshot).remove("companyId"));
        return answer;
    }

    /// HighLevel spells the key so.
    private static ObjectNode written(ObjectNode business) {
        return Json.MAPPER.createObjectNode().put("success", true).set("buiseness", business);
    }
}
