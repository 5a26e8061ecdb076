package dev.ghlmcp.sandbox.opportunities;

import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.api.TextList;
import dev.ghlmcp.sandbox.store.RecordCollection;
import dev.ghlmcp.sandbox.store.SandboxStore;
import dev.ghlmcp.sandbox.view.OpportunityViews;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints under `/opportunities`, except for the search. A contact has one open opportunity in a pipeline.
public record OpportunityRoutes(
        SandboxStore store, RecordCollection opportunities, OpportunityForm form, OpportunityViews views) {
    public OpportunityRoutes(SandboxStore store) {
        this(store, store.records("opportunities"), new OpportunityForm(store), new OpportunityViews(store));
    }

    public List<Route> routes() {
        String one = "/opportunities/{id}";
        String followers = one + "/followers";
        return List.of(
                Route.get("/opportunities/search", new OpportunitySearch(store)::search),
                Route.get("/opportunities/pipelines", this::pipelines),
                Route.post("/opportunities/upsert", this::upsert),
                Route.post("/opportunities/", this::create),
                Route.put(one, this::update),
                Route.get(one, call -> answer(opportunities.find(call, "id"))),
                Route.delete(one, this::delete),
                Route.put(one + "/status", this::close),
                Route.post(followers, this::follow),
                Route.delete(followers, this::unfollow));
    }

    private ObjectNode pipelines(RouteCall call) {
        if (!call.query().has("locationId")) {
            throw ApiError.violation("COMMON_LOCATION_ID_UNDEFINED");
        }
        return Documents.list("pipelines", store.records("pipelines").all(call));
    }

    private ObjectNode create(RouteCall call) {
        ObjectNode open = open(call);
        if (open != null && call.body().path("status").asString().equals("open")) {
            throw ApiError.duplicate(
                    "Can not create duplicate opportunity for the contact.",
                    "OPPORTUNITY_NO_DUPLICATE",
                    Documents.of("existingId", open.get("id")));
        }
        return answer(add(call));
    }

    private ObjectNode update(RouteCall call) {
        ObjectNode opportunity = opportunities.find(call, "id");
        form.write(call.body(), opportunity);
        return answer(opportunity);
    }

    private ObjectNode upsert(RouteCall call) {
        ObjectNode body = call.body();
        ObjectNode opportunity = body.hasNonNull("id")
                ? opportunities.require(call, body.get("id").asString())
                : open(call);
        if (opportunity != null) {
            form.write(body, opportunities.draft(opportunity));
            return answer(opportunities.find(opportunity.get("id").asString())).put("new", false);
        }
        if (!body.hasNonNull("contactId")) {
            throw ApiError.violation("contactId must be a string");
        }
        return answer(add(call)).put("new", true);
    }

    private ObjectNode delete(RouteCall call) {
        opportunities.delete(call, "id");
        return succeded(call);
    }

    private ObjectNode close(RouteCall call) {
        form.write(call.body(), opportunities.find(call, "id"));
        return succeded(call);
    }

    private ObjectNode follow(RouteCall call) {
        return TextList.add(
                opportunities.find(call, "id"), "followers", call.body().get("followers"));
    }

    private ObjectNode unfollow(RouteCall call) {
        ObjectNode opportunity = opportunities.find(call, "id");
        boolean all = call.query().path("isRemoveAllFollowers").asString().equals("true");
        JsonNode given = all ? opportunity.path("followers") : call.body().get("followers");
        return TextList.remove(opportunity, "followers", given);
    }

    private ObjectNode add(RouteCall call) {
        return opportunities.add(call, form.fresh(call));
    }

    /// The open opportunity of the same contact in the same pipeline, or null.
    private ObjectNode open(RouteCall call) {
        ObjectNode body = call.body();
        return opportunities
                .all(call)
                .filter(other -> other.path("status").asString().equals("open")
                        && other.path("contactId").equals(body.path("contactId"))
                        && other.path("pipelineId").equals(body.path("pipelineId")))
                .findFirst()
                .orElse(null);
    }

    private ObjectNode answer(ObjectNode opportunity) {
        return Documents.of("opportunity", views.read(opportunity));
    }

    private static ObjectNode succeded(RouteCall call) {
        ObjectNode answer = Documents.done("succeded");
        return call.v3() ? answer.put("success", true) : answer;
    }
}
