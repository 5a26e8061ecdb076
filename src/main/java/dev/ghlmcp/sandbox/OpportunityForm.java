package dev.ghlmcp.sandbox;

import dev.ghlmcp.catalog.Json;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a request writes into an opportunity.
record OpportunityForm(Store store, InstantSource clock) {
    private static final Fields CUSTOM_FIELD_OF_V3 = Fields.of("id:string key:string fieldValue:any");
    private static final Fields CUSTOM_FIELD = CUSTOM_FIELD_OF_V3.and("field_value:any");

    /// Refuses custom fields that are not spelled as in this version of the API.
    void check(Call call) {
        Fields fields = call.v3() ? CUSTOM_FIELD_OF_V3 : CUSTOM_FIELD;
        List<String> violations = new ArrayList<>();
        int index = 0;
        for (JsonNode field : call.body().path("customFields")) {
            violations.addAll(fields.violations("customFields." + index++, (ObjectNode) field));
        }
        if (!violations.isEmpty()) {
            throw Refusal.unprocessable(violations);
        }
    }

    /// A new opportunity, at the first stage of its pipeline unless the request names one.
    ObjectNode fresh(ObjectNode body) {
        ObjectNode contact =
                store.records("contacts").require(body.path("contactId").asString());
        ObjectNode opportunity = Json.MAPPER
                .createObjectNode()
                .put("name", ContactViews.name(contact))
                .put("monetaryValue", 0)
                .put("status", "open")
                .put("source", "")
                .put("lastStatusChangeAt", now())
                .put("indexVersion", 0)
                .put("createdAt", now())
                .put("contactId", body.get("contactId").asString())
                .put("locationId", Sandbox.LOCATION_ID);
        opportunity.putArray("customFields");
        opportunity.putArray("followers");
        write(body, opportunity);
        return opportunity;
    }

    /// Custom fields merge, null clears, the rest overwrites.
    void write(ObjectNode body, ObjectNode opportunity) {
        place(body, opportunity);
        body.forEachEntry((name, value) -> {
            switch (name) {
                case "id", "locationId", "contactId", "pipelineId", "pipelineStageId" -> {}
                case "isRemoveAllFollowers", "followersActionType", "followers" -> {}
                case "customFields" -> new CustomFields(store, "opportunity", "fieldValue").write(value, opportunity);
                case "status" -> writeStatus(value, opportunity);
                default -> {
                    if (value.isNull()) {
                        opportunity.remove(name);
                    } else {
                        opportunity.set(name, value);
                    }
                }
            }
        });
        writeFollowers(body, opportunity);
        opportunity
                .put("updatedAt", now())
                .put("lastActionDate", now())
                .put("indexVersion", opportunity.path("indexVersion").asInt(0) + 1);
    }

    private void writeStatus(JsonNode status, ObjectNode opportunity) {
        if (!status.isNull() && !status.equals(opportunity.get("status"))) {
            opportunity.set("status", status);
            opportunity.put("lastStatusChangeAt", now());
        }
    }

    private static void writeFollowers(ObjectNode body, ObjectNode opportunity) {
        if (body.path("isRemoveAllFollowers").asBoolean(false)) {
            opportunity.putArray("followers");
        }
        if (body.get("followers") instanceof ArrayNode given) {
            JsonNode before = opportunity.path("followers");
            boolean removing = body.path("followersActionType").asString().equals("remove");
            opportunity.set("followers", removing ? TextList.minus(before, given) : TextList.of(before, given));
        }
    }

    /// Moves it to the pipeline and the stage of the request. The first stage is the default of another pipeline.
    private void place(ObjectNode body, ObjectNode opportunity) {
        boolean moves = body.hasNonNull("pipelineId") && !body.get("pipelineId").equals(opportunity.get("pipelineId"));
        if (!moves && !body.hasNonNull("pipelineStageId")) {
            return;
        }
        JsonNode pipelineId = moves ? body.get("pipelineId") : opportunity.path("pipelineId");
        JsonNode stages =
                store.records("pipelines").require(pipelineId.asString()).get("stages");
        String stage = body.path("pipelineStageId").asString(stages.at("/0/id").asString());
        if (stages.valueStream().noneMatch(known -> known.path("id").asString().equals(stage))) {
            throw Refusal.badRequest("Pipeline stage with id " + stage + " not found");
        }
        opportunity.set("pipelineId", pipelineId);
        if (!opportunity.path("pipelineStageId").asString().equals(stage)) {
            opportunity.put("pipelineStageId", stage).put("lastStageChangeAt", now());
        }
    }

    private String now() {
        return Moment.iso(clock.instant());
    }
}
