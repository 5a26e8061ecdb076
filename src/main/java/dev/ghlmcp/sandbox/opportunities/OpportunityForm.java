package dev.ghlmcp.sandbox.opportunities;

import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.api.TextList;
import dev.ghlmcp.sandbox.store.SandboxStore;
import dev.ghlmcp.sandbox.view.ContactViews;
import dev.ghlmcp.sandbox.view.CustomFields;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a request writes into an opportunity.
record OpportunityForm(SandboxStore store) {
    /// What a request says beside the fields of the opportunity, or what is settled apart.
    private static final List<String> APART = List.of(
            "id",
            "locationId",
            "contactId",
            "pipelineId",
            "pipelineStageId",
            "isRemoveAllFollowers",
            "followersActionType",
            "followers");

    /// A new opportunity, at the first stage of its pipeline unless the request names one.
    ObjectNode fresh(RouteCall call) {
        ObjectNode contact = store.records("contacts")
                .require(call, call.body().path("contactId").asString());
        ObjectNode opportunity = Documents.empty()
                .put("locationId", call.owner("locationId"))
                .put("name", ContactViews.name(contact))
                .put("monetaryValue", 0)
                .put("source", "")
                .put("indexVersion", 0)
                .set("contactId", contact.get("id"));
        store.stamp(opportunity.put("status", "open"), "lastStatusChangeAt", "createdAt");
        opportunity.putArray("customFields");
        opportunity.putArray("followers");
        write(call.body(), opportunity);
        return opportunity;
    }

    /// Custom fields merge, null and an empty text clear, the rest overwrites.
    void write(ObjectNode body, ObjectNode opportunity) {
        place(body, opportunity);
        ObjectNode written = body.deepCopy().without(APART);
        // These two are never without a value.
        for (String name : List.of("status", "customFields")) {
            if (!written.hasNonNull(name)) {
                written.remove(name);
            }
        }
        if (written.has("status") && !written.get("status").equals(opportunity.get("status"))) {
            store.stamp(opportunity, "lastStatusChangeAt");
        }
        CustomFields customFields =
                new CustomFields(store, opportunity.path("locationId"), "opportunity", "fieldValue");
        Documents.merge(
                written,
                opportunity,
                (name, value) ->
                        name.equals("customFields") ? customFields.merged(value, opportunity.path(name)) : value);
        writeFollowers(body, opportunity);
        store.stamp(opportunity, "updatedAt", "lastActionDate")
                .put("indexVersion", opportunity.path("indexVersion").asInt(0) + 1);
    }

    private static void writeFollowers(ObjectNode body, ObjectNode opportunity) {
        if (body.path("isRemoveAllFollowers").asBoolean(false)) {
            opportunity.putArray("followers");
        }
        if (body.get("followers") instanceof ArrayNode given) {
            if (body.path("followersActionType").asString().equals("remove")) {
                TextList.remove(opportunity, "followers", given);
            } else {
                TextList.add(opportunity, "followers", given);
            }
        }
    }

    /// Moves it to the pipeline and the stage of the request. The first stage is the default of another pipeline.
    private void place(ObjectNode body, ObjectNode opportunity) {
        boolean moves = body.hasNonNull("pipelineId") && !body.get("pipelineId").equals(opportunity.get("pipelineId"));
        if (!moves && !body.hasNonNull("pipelineStageId")) {
            return;
        }
        JsonNode pipelineId = moves ? body.get("pipelineId") : opportunity.path("pipelineId");
        JsonNode location = opportunity.path("locationId");
        JsonNode stages = store.records("pipelines")
                .require(pipelineId.asString(), own -> own.path("locationId").equals(location))
                .get("stages");
        String stage = body.path("pipelineStageId").asString(stages.at("/0/id").asString());
        if (stages.valueStream().noneMatch(known -> known.path("id").asString().equals(stage))) {
            throw ApiError.badRequest("Pipeline stage with id " + stage + " not found");
        }
        opportunity.set("pipelineId", pipelineId);
        if (!opportunity.path("pipelineStageId").asString().equals(stage)) {
            store.stamp(opportunity.put("pipelineStageId", stage), "lastStageChangeAt");
        }
    }
}
