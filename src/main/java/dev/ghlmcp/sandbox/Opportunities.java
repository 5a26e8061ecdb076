package dev.ghlmcp.sandbox;

import dev.ghlmcp.catalog.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints under `/opportunities`, except for the search. A contact has one open opportunity in a pipeline.
final class Opportunities {
    private static final String STATUS = "status:open|won|lost|abandoned|all";
    private static final String COMMON = "pipelineStageId:string monetaryValue:number assignedTo:string " + STATUS;
    private static final String FORECAST = " forecastExpectedCloseDate:string forecastProbability:number";
    private static final String CREATE = COMMON + "! pipelineId:string! locationId:string! name:string!"
            + " contactId:string! customFields:object[]";
    private static final String UPDATE = COMMON + " pipelineId:string name:string customFields:object[]";

    // The document calls the fields of the followers required, but callers leave them out.
    private static final String UPSERT = COMMON + " id:string pipelineId:string! locationId:string! contactId:string"
            + " followers:string[] isRemoveAllFollowers:boolean followersActionType:add|remove name:string"
            + " lostReasonId:string";

    private final Store store;
    private final OwnedRecords opportunities;
    private final OpportunityForm form;
    private final OpportunityViews views;
    private final OpportunitySearch search;

    Opportunities(Store store, SandboxOptions options) {
        this.store = store;
        this.opportunities = new OwnedRecords(store, "locationId", "opportunities", options.clock());
        this.form = new OpportunityForm(store, options.clock());
        this.views = new OpportunityViews(store);
        this.search = new OpportunitySearch(store, options);
    }

    List<Route> routes() {
        String one = "/opportunities/{id}";
        String followers = one + "/followers";
        Fields names = Fields.of("followers:string[]!");
        List<Route> routes = new ArrayList<>(search.routes());
        routes.add(Route.get("/opportunities/pipelines", this::pipelines));
        for (Route.Generation generation : List.of(Route.Generation.DATED, Route.Generation.V3)) {
            String forecast = generation == Route.Generation.V3 ? FORECAST : "";
            Stream.of(
                            Route.post("/opportunities/upsert", Fields.of(UPSERT + forecast), this::upsert)
                                    .status(200),
                            Route.post("/opportunities/", Fields.of(CREATE + forecast), this::create),
                            Route.put(one, Fields.of(UPDATE + forecast), this::update))
                    .map(route -> route.only(generation))
                    .forEach(routes::add);
        }
        routes.add(Route.get(one, call -> answer(call, opportunities.find(call, "id"))));
        routes.add(Route.delete(one, Fields.UNCHECKED, this::delete));
        routes.add(Route.put(one + "/status", Fields.of(STATUS + "! lostReasonId:string"), this::close));
        routes.add(Route.post(followers, names, this::follow));
        routes.add(Route.delete(followers, names, this::unfollow).query(Fields.of("isRemoveAllFollowers:flag")));
        return routes;
    }

    private ObjectNode pipelines(Call call) {
        if (!call.query().has("locationId")) {
            throw Refusal.unprocessable(List.of("COMMON_LOCATION_ID_UNDEFINED"));
        }
        return opportunities.over("pipelines").list(call);
    }

    private ObjectNode create(Call call) {
        form.check(call);
        ObjectNode open = open(call.body());
        if (open != null && call.body().path("status").asString().equals("open")) {
            throw Refusal.duplicate(
                    "Can not create duplicate opportunity for the contact.",
                    "OPPORTUNITY_NO_DUPLICATE",
                    Json.MAPPER.createObjectNode().set("existingId", open.get("id")));
        }
        return answer(call, add(call.body()));
    }

    private ObjectNode update(Call call) {
        ObjectNode opportunity = opportunities.find(call, "id");
        form.check(call);
        form.write(call.body(), opportunity);
        return answer(call, opportunity);
    }

    private ObjectNode upsert(Call call) {
        ObjectNode body = call.body();
        ObjectNode opportunity = body.hasNonNull("id")
                ? opportunities.require(call, body.get("id").asString())
                : open(body);
        boolean fresh = opportunity == null;
        if (fresh) {
            if (!body.hasNonNull("contactId")) {
                throw Refusal.unprocessable(List.of("contactId must be a string"));
            }
            opportunity = add(body);
        } else {
            form.write(body, opportunity);
        }
        return answer(call, opportunity).put("new", fresh);
    }

    private ObjectNode delete(Call call) {
        opportunities.delete(call, "id");
        return succeded(call);
    }

    private ObjectNode close(Call call) {
        form.write(call.body(), opportunities.find(call, "id"));
        return succeded(call);
    }

    private ObjectNode follow(Call call) {
        ObjectNode opportunity = opportunities.find(call, "id");
        JsonNode before = opportunity.path("followers");
        ArrayNode added = TextList.minus(TextList.of(call.body().get("followers")), before);
        return followers(opportunity, TextList.of(before, added), "followersAdded", added);
    }

    private ObjectNode unfollow(Call call) {
        ObjectNode opportunity = opportunities.find(call, "id");
        JsonNode before = opportunity.path("followers");
        boolean all = call.query().path("isRemoveAllFollowers").asString().equals("true");
        ArrayNode rest = TextList.minus(before, all ? before : call.body().get("followers"));
        return followers(opportunity, rest, "followersRemoved", TextList.minus(before, rest));
    }

    private static ObjectNode followers(ObjectNode opportunity, ArrayNode now, String change, ArrayNode changed) {
        opportunity.set("followers", now);
        return OwnedRecords.wrapped("followers", now).set(change, changed);
    }

    private ObjectNode add(ObjectNode body) {
        return store.records("opportunities").add(form.fresh(body));
    }

    /// The open opportunity of the same contact in the same pipeline, or null.
    private ObjectNode open(ObjectNode body) {
        return store.records("opportunities").stream()
                .filter(other -> other.path("status").asString().equals("open")
                        && other.path("contactId").equals(body.path("contactId"))
                        && other.path("pipelineId").equals(body.path("pipelineId")))
                .findFirst()
                .orElse(null);
    }

    private ObjectNode answer(Call call, ObjectNode opportunity) {
        return OwnedRecords.wrapped("opportunity", views.read(opportunity, call.v3()));
    }

    private static ObjectNode succeded(Call call) {
        ObjectNode answer = Json.MAPPER.createObjectNode().put("succeded", true);
        return call.v3() ? answer.put("success", true) : answer;
    }
}
