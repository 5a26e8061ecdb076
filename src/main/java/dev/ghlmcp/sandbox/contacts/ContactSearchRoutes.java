package dev.ghlmcp.sandbox.contacts;

import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.store.RecordCollection;
import dev.ghlmcp.sandbox.store.SandboxStore;
import dev.ghlmcp.sandbox.store.SearchCondition;
import dev.ghlmcp.sandbox.store.SearchFields;
import dev.ghlmcp.sandbox.store.SearchHits;
import dev.ghlmcp.sandbox.store.SortOrder;
import dev.ghlmcp.sandbox.view.ContactViews;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints that find contacts. They look into an index, which may lag behind the contacts.
record ContactSearchRoutes(SandboxStore store) {
    private static final int WINDOW = 10_000;
    private static final SortOrder NEWEST = SortOrder.by("dateAdded", false);
    private static final SearchFields FIELDS = new SearchFields(Map.of())
            .and(
                    SearchFields.EXACT,
                    "id contactName email state country assignedTo source dnd isValidWhatsapp followers")
            .and(SearchFields.EXACT, "dndSettings.Email.status dndSettings.SMS.status dndSettings.Call.status")
            .and(SearchFields.EXACT, "inboundDndSettings.all.status")
            .and(SearchFields.TEXT, "firstNameLowerCase lastNameLowerCase phone address city postalCode companyName")
            .and(SearchFields.TEXT, "businessName tags")
            .and(SearchFields.DATE, "dateAdded dateUpdated lastEmailClickedDate lastEmailOpenedDate");

    List<Route> routes() {
        return List.of(
                Route.post("/contacts/search", this::search),
                Route.get("/contacts/search/duplicate", this::duplicate),
                Route.get("/contacts/business/{businessId}", this::ofBusiness),
                Route.get("/contacts/", this::list));
    }

    private ObjectNode search(RouteCall call) {
        ObjectNode body = call.body();
        if (body.hasNonNull("page") && body.hasNonNull("searchAfter")) {
            throw ApiError.violation("page must not be sent together with searchAfter");
        }
        SearchFields fields = fields();
        Predicate<ObjectNode> condition =
                new SearchCondition(fields, store.zone(call.owner("locationId"))).of(body.path("filters"));
        SortOrder ordering = SortOrder.of(body.path("sort"), fields);
        SearchHits hits = find(call, condition.and(words(body.path("query").asString())), ordering);
        int limit = body.get("pageLimit").asInt();
        long skip = (body.path("page").asLong(1) - 1) * limit;
        if (body.get("searchAfter") instanceof ArrayNode after) {
            skip = hits.upTo(after, ordering);
        } else if (skip + limit > WINDOW) {
            throw ApiError.badRequest("Only the first 10000 records can be reached by page, use searchAfter");
        }
        // The name can be searched, but is not shown.
        Stream<ObjectNode> page = hits.page(skip, limit).stream()
                .map(hit -> hit.document().without("contactName").set("searchAfter", hit.cursor()));
        return Documents.list("contacts", page).put("total", hits.total());
    }

    private ObjectNode duplicate(RouteCall call) {
        ObjectNode wanted = Documents.of("email", call.query().path("email"));
        wanted.set("phone", call.query().path("number"));
        if (wanted.path("email").isMissingNode() && wanted.path("phone").isMissingNode()) {
            throw ApiError.violation("email or number must be a string");
        }
        return Documents.of(
                "contact",
                Stream.of("email", "phone")
                        .flatMap(field -> visible(call).filter(contact -> ContactRoutes.same(field, wanted, contact)))
                        .findFirst()
                        .map(ContactViews::read)
                        .orElse(null));
    }

    private ObjectNode ofBusiness(RouteCall call) {
        Predicate<ObjectNode> member =
                contact -> contact.path("businessId").asString().equals(call.hole("businessId"));
        SearchHits hits = find(call, member.and(words(call.query().path("query").asString())), NEWEST);
        return listed(hits.page(call.skip(), call.query().path("limit").asInt(25)))
                .put("count", hits.total());
    }

    private ObjectNode list(RouteCall call) {
        ObjectNode query = call.query();
        int limit = query.path("limit").asInt(20);
        SearchHits hits = find(call, words(query.path("query").asString()), NEWEST);
        int skip = hits.upTo(query, NEWEST);
        String path =
                "/contacts/?locationId=%s&limit=%d".formatted(call.bearer().owner(), limit);
        return listed(hits.page(skip, limit)).put("count", hits.total()).set("meta", hits.meta(skip, limit, path));
    }

    private ObjectNode listed(List<SearchHits.Hit> page) {
        RecordCollection contacts = store.records("contacts");
        return Documents.list(
                "contacts",
                page.stream()
                        .map(hit -> contacts.indexed(hit.document().get("id").stringValue()))
                        .map(ContactViews::listed));
    }

    private SearchHits find(RouteCall call, Predicate<ObjectNode> wanted, SortOrder ordering) {
        ContactViews views = new ContactViews(store);
        return SearchHits.of(
                visible(call)
                        .map(contact -> views.indexed(contact).put("contactName", ContactViews.name(contact)))
                        .filter(wanted),
                ordering);
    }

    private Stream<ObjectNode> visible(RouteCall call) {
        return store.records("contacts").indexed(call);
    }

    private SearchFields fields() {
        Map<String, Set<String>> operators = new HashMap<>(FIELDS.operators());
        store.records("customFields")
                .where("model", "contact")
                .map(field -> "customFields." + field.get("id").stringValue())
                .forEach(field -> operators.put(field, SearchFields.EVERY));
        return new SearchFields(operators);
    }

    /// Every word must stand in the name, e-mail address, phone number, company or a tag.
    private static Predicate<ObjectNode> words(String query) {
        List<String> words = List.of(query.strip().split("\\s+", -1));
        return document -> words.stream()
                .allMatch(word -> Documents.mentions(
                        document, word, "contactName", "email", "phone", "companyName", "businessName", "tags"));
    }
}
