package dev.ghlmcp.sandbox.accounts;

import dev.ghlmcp.sandbox.api.Answers;
import dev.ghlmcp.sandbox.api.Call;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.store.Records;
import dev.ghlmcp.sandbox.store.Store;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints of collections without behaviour of their own: businesses, workflows, campaigns and snapshots.
public record Directory(Store store) {
    private static final String BUSINESS = "phone:string email:string website:string address:string city:string"
            + " postalCode:string state:string country:string description:string";

    public List<Route> routes() {
        Records businesses = store.records("businesses");
        String business = "/businesses/{businessId}";
        return List.of(
                Route.get("/businesses/", call -> list(call, "businesses"))
                        .query("locationId:string! limit:digits1..100 skip:digits"),
                Route.post("/businesses/", "name:string! locationId:string! " + BUSINESS, call -> {
                    ObjectNode fresh = store.stamp(Answers.empty(), "createdAt", "updatedAt");
                    fresh.putObject("createdBy");
                    fresh.putObject("updatedBy");
                    return written(businesses.create(call, fresh));
                }),
                Route.get(business, call -> Answers.of("business", businesses.find(call, "businessId"))),
                Route.put(
                        business,
                        "name:string " + BUSINESS,
                        call -> written(store.stamp(businesses.update(call, "businessId"), "updatedAt"))),
                Route.delete(business, this::deleteBusiness),
                Route.get("/workflows/", call -> list(call, "workflows")).query("locationId:string!"),
                Route.get("/campaigns/", call -> list(call, "campaigns")).query("locationId:string! status:string"),
                Route.get("/snapshots/", this::snapshots).agency().query("companyId:string!"));
    }

    private ObjectNode list(Call call, String collection) {
        Stream<ObjectNode> found = store.records(collection).all(call).filter(record -> call.wants(record, "status"));
        return Answers.list(collection, call.page(found));
    }

    /// Its contacts stay, without a business.
    private ObjectNode deleteBusiness(Call call) {
        String id =
                store.records("businesses").delete(call, "businessId").get("id").stringValue();
        Records contacts = store.records("contacts");
        contacts.where("businessId", id).map(contacts::draft).forEach(contact -> contact.remove("businessId"));
        return Answers.done("success");
    }

    private ObjectNode snapshots(Call call) {
        Stream<ObjectNode> found =
                store.records("snapshots").all(call).filter(snapshot -> call.wants(snapshot, "companyId"));
        return Answers.list(
                "snapshots", found.map(snapshot -> snapshot.deepCopy().without("companyId")));
    }

    /// HighLevel spells the key so.
    private static ObjectNode written(ObjectNode business) {
        return Answers.done("success").set("buiseness", business);
    }
}
