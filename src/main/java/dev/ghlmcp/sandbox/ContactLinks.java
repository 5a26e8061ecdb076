package dev.ghlmcp.sandbox;

import dev.ghlmcp.catalog.Json;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints that tie contacts to something else: tags, followers, campaigns, workflows, businesses, appointments.
record ContactLinks(Store store, InstantSource clock) {
    private static final Fields NOTHING = Fields.of("");

    List<Route> routes() {
        Fields tags = Fields.of("tags:string[]!");
        Fields followers = Fields.of("followers:string[]!");
        Fields eventStart = Fields.of("eventStartTime:string");
        String campaign = "/contacts/{contactId}/campaigns/{campaignId}";
        String workflow = "/contacts/{contactId}/workflow/{workflowId}";
        return List.of(
                Route.post(
                        "/contacts/bulk/tags/update/{type}",
                        Fields.of("contacts:string[]! tags:string[]! locationId:string! removeAllTags:boolean"),
                        this::tagAll),
                Route.post(
                                "/contacts/bulk/business",
                                Fields.of("locationId:string! ids:string[]! businessId:string!?"),
                                this::linkBusiness)
                        .status(200),
                Route.post("/contacts/{contactId}/tags", tags, call -> add(call, "tags")),
                Route.delete("/contacts/{contactId}/tags", tags, call -> remove(call, "tags")),
                Route.post("/contacts/{contactId}/followers", followers, call -> add(call, "followers")),
                Route.delete("/contacts/{contactId}/followers", followers, call -> remove(call, "followers")),
                Route.delete("/contacts/{contactId}/campaigns/removeAll", Fields.UNCHECKED, this::leaveCampaigns)
                        .only(Route.Generation.DATED),
                Route.delete("/contacts/{contactId}/campaigns/remove-all", Fields.UNCHECKED, this::leaveCampaigns)
                        .only(Route.Generation.V3),
                Route.post(campaign, NOTHING, call -> enrol(call, "campaigns", "campaignId")),
                Route.delete(campaign, Fields.UNCHECKED, call -> leave(call, "campaigns", "campaignId")),
                Route.post(workflow, eventStart, call -> enrol(call, "workflows", "workflowId"))
                        .status(200),
                Route.delete(workflow, eventStart, call -> leave(call, "workflows", "workflowId")),
                Route.get("/contacts/{contactId}/appointments", this::appointments));
    }

    private ObjectNode add(Call call, String field) {
        ObjectNode contact = contact(call);
        ArrayNode added = TextList.minus(TextList.of(call.body().get(field)), contact.path(field));
        return change(contact, field, TextList.of(contact.path(field), added), "Added", added);
    }

    private ObjectNode remove(Call call, String field) {
        ObjectNode contact = contact(call);
        ArrayNode rest = TextList.minus(contact.path(field), call.body().get(field));
        return change(contact, field, rest, "Removed", TextList.minus(contact.path(field), rest));
    }

    private ObjectNode change(ObjectNode contact, String field, ArrayNode now, String change, ArrayNode changed) {
        contact.set(field, now);
        touch(contact);
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.set(field, now);
        answer.set(field + change, changed);
        return answer;
    }

    private ObjectNode enrol(Call call, String collection, String hole) {
        ObjectNode contact = contact(call);
        ObjectNode program = store.records(collection).require(call.hole(hole));
        contact.set(
                collection,
                TextList.of(
                        contact.path(collection), Json.MAPPER.createArrayNode().add(program.get("id"))));
        return succeded();
    }

    private ObjectNode leave(Call call, String collection, String hole) {
        ObjectNode contact = contact(call);
        ArrayNode left = Json.MAPPER.createArrayNode().add(call.hole(hole));
        contact.set(collection, TextList.minus(contact.path(collection), left));
        return succeded();
    }

    private ObjectNode leaveCampaigns(Call call) {
        contact(call).remove("campaigns");
        return succeded();
    }

    private ObjectNode appointments(Call call) {
        String id = contact(call).get("id").stringValue();
        ObjectNode answer = Json.MAPPER.createObjectNode();
        ArrayNode events = answer.putArray("events");
        store.records("appointments").stream()
                .filter(event -> event.path("contactId").asString().equals(id))
                .map(AppointmentViews::ofContact)
                .forEach(events::add);
        return answer;
    }

    private ObjectNode linkBusiness(Call call) {
        JsonNode business = call.body().get("businessId");
        if (!business.isNull()) {
            store.records("businesses").require(business.stringValue());
        }
        ObjectNode answer = Json.MAPPER.createObjectNode().put("success", true);
        ArrayNode ids = answer.putArray("ids");
        for (JsonNode id : call.body().get("ids")) {
            ObjectNode contact = store.records("contacts").find(id.stringValue());
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

    private ObjectNode tagAll(Call call) {
        boolean adding = call.hole("type").equals("add");
        boolean all = call.body().path("removeAllTags").asBoolean(false);
        if (!adding && !call.hole("type").equals("remove")) {
            throw Refusal.unprocessable(List.of("type must be one of the following values: add, remove"));
        }
        if (adding && all) {
            throw Refusal.unprocessable(List.of("removeAllTags must be used with type remove only"));
        }
        ObjectNode answer = Json.MAPPER.createObjectNode().put("succeded", true).put("errorCount", 0);
        ArrayNode responses = answer.putArray("responses");
        for (JsonNode id : call.body().get("contacts")) {
            ObjectNode response = responses.addObject().put("contactId", id.stringValue());
            ObjectNode contact = store.records("contacts").find(id.stringValue());
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
        Records contacts = store.records("contacts");
        if (!contacts.fits(id)) {
            return "contact id is not a valid firebase id";
        }
        return contacts.deleted(id) ? "contact is deleted" : "contact does not belong to location";
    }

    private ObjectNode contact(Call call) {
        return store.records("contacts").require(call.hole("contactId"));
    }

    private void touch(ObjectNode contact) {
        contact.put("dateUpdated", Moment.iso(clock.instant()));
    }

    private static ObjectNode succeded() {
        return Json.MAPPER.createObjectNode().put("succeded", true);
    }
}
