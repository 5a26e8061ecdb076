package dev.ghlmcp.sandbox;

import dev.ghlmcp.catalog.Json;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The agency and its sub-accounts: the endpoints under `/companies` and `/locations`.
record Agency(Store store) {
    private static final Fields PROSPECT = Fields.of("firstName:string! lastName:string! email:string!");
    private static final Fields SETTINGS = Fields.of("allowDuplicateContact:boolean allowDuplicateOpportunity:boolean"
            + " allowFacebookNameMerge:boolean disableContactTimezone:boolean");
    private static final Fields SOCIAL = Fields.of("facebookUrl:string googlePlus:string linkedIn:string"
            + " foursquare:string twitter:string yelp:string instagram:string youtube:string pinterest:string"
            + " blogRss:string googlePlacesId:string");
    private static final Fields COMMON = Fields.of("name:string phone:string companyId:string! address:string"
                    + " city:string state:string country:" + String.join("|", Locale.getISOCountries())
                    + " postalCode:string website:string timezone:string prospectInfo:object settings:object"
                    + " social:object twilio:object mailgun:object")
            .inside("prospectInfo", PROSPECT)
            .inside("settings", SETTINGS)
            .inside("social", SOCIAL)
            .inside("twilio", Fields.of("sid:string! authToken:string!"))
            .inside("mailgun", Fields.of("apiKey:string! domain:string!"));
    private static final Fields CREATE = COMMON.and("name:string! snapshotId:string");
    private static final Fields UPDATE =
            COMMON.and("snapshot:object").inside("snapshot", Fields.of("id:string! override:boolean"));

    private static final String FOUND =
            "id name phone email address city state country postalCode website timezone settings social";
    private static final String WRITTEN = FOUND + " companyId domain";
    private static final String BUSINESS = "name address city state country postalCode website timezone logoUrl";

    List<Route> routes() {
        return List.of(
                Route.get("/companies/{companyId}", this::company).agency(),
                Route.get("/locations/search", this::search)
                        .query(Fields.of("companyId:string skip:digits limit:digits order:asc|desc email:string"))
                        .anyToken(),
                Route.get("/locations/{locationId}", this::get).anyToken(),
                Route.post("/locations/", CREATE, this::create).status(200).agency(),
                Route.put("/locations/{locationId}", UPDATE, this::update).agency(),
                Route.get("/locations/{locationId}/customFields", this::customFields)
                        .query(Fields.of("model:contact|opportunity|all")));
    }

    private ObjectNode company(Call call) {
        ObjectNode company = store.records("companies").require(call.hole("companyId"));
        company.put("locationCount", locations().stream().count());
        return Json.MAPPER.createObjectNode().set("company", company);
    }

    private ObjectNode search(Call call) {
        ObjectNode query = call.query();
        List<ObjectNode> found = locations().stream()
                .filter(location -> call.token() == Gate.Token.AGENCY
                        || location.get("id").asString().equals(Sandbox.LOCATION_ID))
                .filter(location -> matches(query, "companyId", location) && matches(query, "email", location))
                .map(location -> Documents.pick(location, FOUND))
                .toList();
        if (!query.has("limit")) {
            query.put("limit", "10");
        }
        boolean descending = query.path("order").asString().equals("desc");
        return Located.page("locations", (descending ? found.reversed() : found).stream(), call);
    }

    private static boolean matches(ObjectNode query, String field, ObjectNode location) {
        return !query.has(field)
                || query.get(field)
                        .asString()
                        .equalsIgnoreCase(location.path(field).asString());
    }

    private ObjectNode get(Call call) {
        ObjectNode location = locations().require(call.hole("locationId")).deepCopy();
        location.set("business", Documents.pick(location, BUSINESS));
        location.putObject("reseller");
        return Json.MAPPER.createObjectNode().set("location", location);
    }

    private ObjectNode create(Call call) {
        store.records("companies").require(call.body().get("companyId").asString());
        ObjectNode location = Json.MAPPER.createObjectNode().put("domain", "");
        ObjectNode settings = location.putObject("settings");
        SETTINGS.byName().keySet().forEach(name -> settings.put(name, false));
        location.putObject("social");
        return Documents.pick(locations().add(write(call.body(), location)), WRITTEN);
    }

    private ObjectNode update(Call call) {
        ObjectNode location = locations().require(call.hole("locationId"));
        store.records("companies").require(call.body().get("companyId").asString());
        return Documents.pick(write(call.body(), location), WRITTEN);
    }

    private static ObjectNode write(ObjectNode body, ObjectNode location) {
        body.forEachEntry((name, value) -> {
            if (value.isNull()) {
                location.remove(name);
                return;
            }
            switch (name) {
                // Credentials, and a snapshot to load: taken, and not shown again.
                case "twilio", "mailgun", "snapshot", "snapshotId" -> {}
                case "prospectInfo" -> location.setAll((ObjectNode) value);
                case "settings", "social" -> location.withObjectProperty(name).setAll((ObjectNode) value);
                default -> location.set(name, value);
            }
        });
        return location;
    }

    private ObjectNode customFields(Call call) {
        String model = call.query().path("model").asString("contact");
        Stream<ObjectNode> found = Located.of(store.records("customFields")).stream()
                .filter(field ->
                        model.equals("all") || field.path("model").asString().equals(model));
        return Located.page("customFields", found, call);
    }

    private Records locations() {
        return store.records("locations");
    }
}
