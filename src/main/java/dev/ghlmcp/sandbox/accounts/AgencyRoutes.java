package dev.ghlmcp.sandbox.accounts;

import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.RequestFields;
import dev.ghlmcp.sandbox.api.ResponseBodies;
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
    private static final RequestFields PROSPECT = RequestFields.of("firstName:string! lastName:string! email:email!");
    private static final RequestFields SETTINGS =
            RequestFields.of("allowDuplicateContact:boolean allowDuplicateOpportunity:boolean"
                    + " allowFacebookNameMerge:boolean disableContactTimezone:boolean");
    private static final RequestFields SOCIAL = RequestFields.of("facebookUrl:string googlePlus:string linkedIn:string"
            + " foursquare:string twitter:string yelp:string instagram:string youtube:string pinterest:string"
            + " blogRss:string googlePlacesId:string");
    private static final RequestFields COMMON = RequestFields.of(
                    "name:string phone:string companyId:string! address:string"
                            + " city:string state:string country:" + String.join("|", Locale.getISOCountries())
                            + " postalCode:string website:string timezone:zone prospectInfo:object settings:object"
                            + " social:object twilio:object mailgun:object")
            .inside("prospectInfo", PROSPECT)
            .inside("settings", SETTINGS)
            .inside("social", SOCIAL)
            .inside("twilio", RequestFields.of("sid:string! authToken:string!"))
            .inside("mailgun", RequestFields.of("apiKey:string! domain:string!"));
    private static final RequestFields CREATE = COMMON.and("name:string! snapshotId:string");
    private static final RequestFields UPDATE =
            COMMON.and("snapshot:object").inside("snapshot", RequestFields.of("id:string! override:boolean"));

    private static final String FOUND =
            "id name phone email address city state country postalCode website timezone settings social";
    private static final String WRITTEN = FOUND + " companyId domain";
    private static final String BUSINESS = "name address city state country postalCode website timezone logoUrl";

    public List<Route> routes() {
        return List.of(
                Route.get("/companies/{companyId}", this::company).agency(),
                Route.get("/locations/search", this::search)
                        .query("companyId:string skip:digits limit:digits order:asc|desc email:string")
                        .anyToken(),
                Route.get("/locations/{locationId}", this::get).anyToken(),
                Route.post("/locations/", CREATE, this::create).status(200).agency(),
                Route.put("/locations/{locationId}", UPDATE, this::update).agency(),
                Route.get("/locations/{locationId}/customFields", this::customFields)
                        .query("model:contact|opportunity|all"));
    }

    private ObjectNode company(RouteCall call) {
        ObjectNode company =
                store.records("companies").require(call.hole("companyId")).deepCopy();
        company.put("locationCount", locations().stream().count());
        return ResponseBodies.of("company", company);
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
                .map(location -> Documents.pick(location, FOUND))
                .toList();
        if (!query.has("limit")) {
            query.put("limit", "10");
        }
        boolean descending = query.path("order").asString().equals("desc");
        return ResponseBodies.list("locations", call.page((descending ? found.reversed() : found).stream()));
    }

    private ObjectNode get(RouteCall call) {
        ObjectNode location = locations().require(call.hole("locationId")).deepCopy();
        location.set("business", Documents.pick(location, BUSINESS));
        location.putObject("reseller");
        return ResponseBodies.of("location", location);
    }

    private ObjectNode create(RouteCall call) {
        store.records("companies").require(call.body().get("companyId").asString());
        ObjectNode location = ResponseBodies.empty().put("domain", "");
        ObjectNode settings = location.putObject("settings");
        SETTINGS.byName().keySet().forEach(name -> settings.put(name, false));
        location.putObject("social");
        return Documents.pick(locations().add(write(call.body(), location)), WRITTEN);
    }

    private ObjectNode update(RouteCall call) {
        ObjectNode location = locations().require(call.hole("locationId"));
        store.records("companies").require(call.body().get("companyId").asString());
        return Documents.pick(write(call.body(), location), WRITTEN);
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
        return ResponseBodies.list("customFields", call.page(found));
    }

    private RecordCollection locations() {
        return store.records("locations");
    }
}
