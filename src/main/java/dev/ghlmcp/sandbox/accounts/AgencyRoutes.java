package dev.ghlmcp.sandbox.accounts;

import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.store.RecordCollection;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The agency and its sub-accounts: the endpoints under `/companies` and `/locations`.
public record AgencyRoutes(SandboxStore store) {
    private static final String BUSINESS = "name address city state country postalCode website timezone logoUrl";

    public List<Route> routes() {
        return List.of(
                Route.get("/companies/{companyId}", this::company),
                Route.get("/locations/search", this::search),
                Route.get("/locations/{locationId}", this::get),
                Route.post("/locations/", this::create),
                Route.put("/locations/{locationId}", this::update),
                Route.delete("/locations/{locationId}", this::delete),
                Route.get("/locations/{locationId}/customFields", this::customFields),
                Route.post("/locations/{locationId}/customFields", this::createField));
    }

    private ObjectNode company(RouteCall call) {
        ObjectNode company =
                store.records("companies").require(call.hole("companyId")).deepCopy();
        company.put("locationCount", locations().stream().count());
        return Documents.of("company", company);
    }

    private ObjectNode search(RouteCall call) {
        ObjectNode query = call.query();
        String email = query.path("email").asString();
        List<ObjectNode> found = locations().stream()
                .filter(location -> call.bearer().agency()
                        || location.get("id").asString().equals(call.bearer().owner()))
                .filter(location -> call.wants(location, "companyId"))
                .filter(location -> email.isEmpty()
                        || email.equalsIgnoreCase(location.path("email").asString()))
                .toList();
        if (!query.has("limit")) {
            query.put("limit", "10");
        }
        boolean descending = query.path("order").asString().equals("desc");
        return Documents.list("locations", call.page((descending ? found.reversed() : found).stream()));
    }

    private ObjectNode get(RouteCall call) {
        ObjectNode location = locations().require(call.hole("locationId")).deepCopy();
        location.set("business", Documents.pick(location, BUSINESS));
        location.putObject("reseller");
        return Documents.of("location", location);
    }

    private ObjectNode delete(RouteCall call) {
        locations().delete(call, "locationId");
        return Documents.done("success").put("message", "Location deleted successfully");
    }

    private ObjectNode createField(RouteCall call) {
        ObjectNode body = call.body();
        String model = body.path("model").asString("contact");
        String key = body.get("name").asString().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        ObjectNode fresh = Documents.empty()
                .put("model", model)
                .put("fieldKey", model + "." + key)
                .put("position", 0);
        return Documents.of("customField", store.records("customFields").create(call, fresh));
    }

    private ObjectNode create(RouteCall call) {
        store.records("companies").require(call.body().get("companyId").asString());
        ObjectNode location = Documents.empty().put("domain", "");
        location.putObject("settings")
                .put("allowDuplicateContact", false)
                .put("allowDuplicateOpportunity", false)
                .put("allowFacebookNameMerge", false)
                .put("disableContactTimezone", false);
        location.putObject("social");
        return locations().add(write(call.body(), location));
    }

    private ObjectNode update(RouteCall call) {
        ObjectNode location = locations().require(call.hole("locationId"));
        store.records("companies").require(call.body().get("companyId").asString());
        return write(call.body(), location);
    }

    private static ObjectNode write(ObjectNode body, ObjectNode location) {
        // Credentials, and a snapshot to load: taken, and not shown again.
        ObjectNode selected = body.deepCopy().without(List.of("twilio", "mailgun", "snapshot", "snapshotId"));
        if (selected.remove("prospectInfo") instanceof ObjectNode prospect) {
            selected.setAll(prospect);
        }
        Documents.merge(
                selected,
                location,
                (name, value) -> value instanceof ObjectNode object
                        ? location.withObjectProperty(name).setAll(object)
                        : value);
        return location;
    }

    private ObjectNode customFields(RouteCall call) {
        String model = call.query().path("model").asString("contact");
        Stream<ObjectNode> found = store.records("customFields")
                .all(call)
                .filter(field ->
                        model.equals("all") || field.path("model").asString().equals(model));
        return Documents.list("customFields", call.page(found));
    }

    private RecordCollection locations() {
        return store.records("locations");
    }
}
