package dev.ghlmcp.sandbox.contacts;

import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.api.TextList;
import dev.ghlmcp.sandbox.store.RecordCollection;
import dev.ghlmcp.sandbox.store.SandboxStore;
import dev.ghlmcp.sandbox.view.AppointmentViews;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints that tie contacts to something else: tags, followers, campaigns, workflows, businesses, appointments.
record ContactLinkRoutes(SandboxStore store) {
    List<Route> routes() {
        String one = "/contacts/{contactId}";
        String campaign = one + "/campaigns/{campaignId}";
        String workflow = one + "/workflow/{workflowId}";
        return List.of(
                Route.post("/contacts/bulk/tags/update/{type}", this::tagAll),
                Route.post("/contacts/bulk/business", this::linkBusiness),
                Route.post(one + "/tags", call -> change(call, "tags", TextList::add)),
                Route.delete(one + "/tags", call -> change(call, "tags", TextList::remove)),
                Route.post(one + "/followers", call -> change(call, "followers", TextList::add)),
                Route.delete(one + "/followers", call -> change(call, "followers", TextList::remove)),
                Route.delete(one + "/campaigns/removeAll", this::leaveCampaigns),
                Route.delete(one + "/campaigns/remove-all", this::leaveCampaigns),
                Route.post(campaign, call -> enrol(call, "campaigns", "campaignId")),
                Route.delete(campaign, call -> leave(call, "campaigns", "campaignId")),
                Route.post(workflow, call -> enrol(call, "workflows", "workflowId")),
                Route.delete(workflow, call -> leave(call, "workflows", "workflowId")),
                Route.get(one + "/appointments", this::appointments));
    }

    private ObjectNode change(RouteCall call, String field, Change change) {
        ObjectNode contact = contact(call);
        ObjectNode answer = change.apply(contact, field, call.body().get(field));
        touch(contact);
        return answer;
    }

    private ObjectNode enrol(RouteCall call, String collection, String hole) {
        JsonNode id = store.records(collection).find(call, hole).get("id");
        TextList.add(contact(call), collection, Documents.array(Stream.of(id)));
        return Documents.done("succeded");
    }

    private ObjectNode leave(RouteCall call, String collection, String hole) {
        JsonNode id = JsonNodeFactory.instance.stringNode(call.hole(hole));
        TextList.remove(contact(call), collection, Documents.array(Stream.of(id)));
        return Documents.done("succeded");
    }

    private ObjectNode leaveCampaigns(RouteCall call) {
        contact(call).remove("campaigns");
        return Documents.done("succeded");
    }

    private ObjectNode appointments(RouteCall call) {
        String id = contact(call).get("id").stringValue();
        ZoneId zone = store.zone(call.owner("locationId"));
        return Documents.list(
                "events",
                store.records("appointments")
                        .where("contactId", id)
                        .map(event -> AppointmentViews.ofContact(event, zone)));
    }

    private ObjectNode linkBusiness(RouteCall call) {
        JsonNode business = call.body().get("businessId");
        if (!business.isNull()) {
            store.records("businesses").require(call, business.stringValue());
        }
        ObjectNode answer = Documents.done("success");
        ArrayNode ids = answer.putArray("ids");
        for (JsonNode id : call.body().get("ids")) {
            ObjectNode contact = contact(call, id);
            if (contact != null) {
                contact.remove("businessId");
                if (!business.isNull()) {
                    contact.set("businessId", business);
                }
                touch(contact);
                ids.add(id);
            }
        }
        return answer;
    }

    private ObjectNode tagAll(RouteCall call) {
        boolean adding = call.hole("type").equals("add");
        boolean all = call.body().path("removeAllTags").asBoolean(false);
        if (!adding && !call.hole("type").equals("remove")) {
            throw ApiError.violation("type must be one of the following values: add, remove");
        }
        if (adding && all) {
            throw ApiError.violation("removeAllTags must be used with type remove only");
        }
        ObjectNode answer = Documents.done("succeded").put("errorCount", 0);
        ArrayNode responses = answer.putArray("responses");
        for (JsonNode id : call.body().get("contacts")) {
            ObjectNode response = responses.addObject().put("contactId", id.stringValue());
            ObjectNode contact = contact(call, id);
            if (contact == null) {
                response.put("message", absence(id.stringValue())).put("type", "error");
                answer.put("errorCount", answer.get("errorCount").asInt() + 1);
                continue;
            }
            JsonNode old = contact.path("tags");
            ArrayNode given = TextList.of(call.body().get("tags"));
            ArrayNode now = adding ? TextList.of(old, given) : TextList.minus(old, all ? old : given);
            response.put("message", "Tags updated").put("type", "success").set("oldTags", old);
            response.set("tagsAdded", TextList.minus(now, old));
            response.set("tagsRemoved", TextList.minus(old, now));
            contact.set("tags", now);
            touch(contact);
        }
        return answer;
    }

    private String absence(String id) {
        RecordCollection contacts = store.records("contacts");
        if (!contacts.fits(id)) {
            return "contact id is not a valid firebase id";
        }
        return contacts.deleted(id) ? "contact is deleted" : "contact does not belong to location";
    }

    private ObjectNode contact(RouteCall call) {
        return store.records("contacts").find(call, "contactId");
    }

    /// Null if the sub-account has none of this id.
    private ObjectNode contact(RouteCall call, JsonNode id) {
        ObjectNode contact = store.records("contacts").find(id.stringValue());
        boolean own = contact != null && contact.get("locationId").asString().equals(call.owner("locationId"));
        return own ? contact : null;
    }

    private void touch(ObjectNode contact) {
        store.stamp(contact, "dateUpdated");
    }

    @FunctionalInterface
    private interface Change {
        ObjectNode apply(ObjectNode contact, String field, JsonNode given);
    }
}
