package dev.ghlmcp.sandbox.accounts;

import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.api.TextList;
import dev.ghlmcp.sandbox.store.SandboxStore;
import dev.ghlmcp.sandbox.store.SearchHits;
import dev.ghlmcp.sandbox.store.SortOrder;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints under `/users`. A sub-account's token sees the users of that sub-account, the agency's sees all. A
/// deleted user stays as one that only the filter by e-mail still finds.
public record UserRoutes(SandboxStore store) {
    public List<Route> routes() {
        String user = "/users/{userId}";
        return List.of(
                Route.get("/users/search", this::search),
                Route.post("/users/search/filter-by-email", this::filter),
                Route.get("/users/", this::ofLocation),
                Route.post("/users/", this::create),
                Route.get(user, call -> find(call)),
                Route.put(user, this::update),
                Route.delete(user, this::delete));
    }

    private ObjectNode search(RouteCall call) {
        ObjectNode query = call.query();
        String words = query.path("query").asString();
        String location = query.path("locationId").asString();
        Predicate<ObjectNode> wanted = user -> call.wants(user, "companyId")
                && call.wants((ObjectNode) user.get("roles"), "type", "role")
                && (location.isEmpty() || worksAt(user, location))
                && call.lists("ids", user.get("id"))
                && Documents.mentions(user, words, "name", "email", "phone");
        boolean ascending = query.path("sortDirection").asString("asc").equals("asc");
        return page(
                query,
                visible(call).filter(wanted),
                SortOrder.by(query.path("sort").asString("dateAdded"), ascending));
    }

    private ObjectNode filter(RouteCall call) {
        ObjectNode body = call.body();
        List<String> emails = TextList.texts(body.get("emails")).stream()
                .map(email -> email.toLowerCase(Locale.ROOT))
                .toList();
        boolean deleted = body.path("deleted").asBoolean(false);
        return page(
                body,
                store.records("users").stream()
                        .filter(user -> Documents.matches(body, user, "companyId")
                                && user.path("deleted").asBoolean(false) == deleted
                                && emails.contains(Documents.text(user.path("email")))),
                SortOrder.by("dateAdded", true));
    }

    private ObjectNode ofLocation(RouteCall call) {
        return Documents.list("users", visible(call));
    }

    private ObjectNode create(RouteCall call) {
        String email = Documents.text(call.body().get("email"));
        if (store.records("users").stream()
                .anyMatch(user -> !user.path("deleted").asBoolean(false)
                        && Documents.text(user.path("email")).equals(email))) {
            throw ApiError.badRequest("A user with this email already exists");
        }
        return store.records("users").add(write(call.body(), store.stamp(fresh(call), "dateAdded")));
    }

    private ObjectNode update(RouteCall call) {
        ObjectNode user = find(call);
        if (call.bearer().agency() && !call.body().hasNonNull("companyId")) {
            throw ApiError.violation("companyId must be a string");
        }
        // HighLevel no longer changes the address of a user, and says nothing.
        return write(call.body().without("email"), user);
    }

    private ObjectNode delete(RouteCall call) {
        ObjectNode user = find(call).put("deleted", true);
        return Documents.done(call.v3() ? "succeeded" : "succeded")
                .put(
                        "message",
                        "Queued deleting user with e-mail %s and name %s. Will take effect in a few minutes."
                                .formatted(
                                        user.path("email").asString(),
                                        user.path("name").asString()));
    }

    private ObjectNode find(RouteCall call) {
        return store.records("users").require(call.hole("userId"), user -> visible(call, user));
    }

    private Stream<ObjectNode> visible(RouteCall call) {
        return store.records("users").stream().filter(user -> visible(call, user));
    }

    private static boolean visible(RouteCall call, ObjectNode user) {
        return !user.path("deleted").asBoolean(false)
                && (call.bearer().agency() || worksAt(user, call.bearer().owner()));
    }

    private static boolean worksAt(ObjectNode user, String location) {
        return user.at("/roles/locationIds")
                .valueStream()
                .anyMatch(id -> id.asString().equals(location));
    }

    private static ObjectNode page(ObjectNode asked, Stream<ObjectNode> found, SortOrder ordering) {
        SearchHits hits = SearchHits.of(found, ordering);
        Stream<ObjectNode> page = hits
                .page(asked.path("skip").asLong(0), asked.path("limit").asInt(25))
                .stream()
                .map(SearchHits.Hit::document);
        return Documents.list("users", page).put("count", hits.total());
    }

    /// A new user.
    private static ObjectNode fresh(RouteCall call) {
        ObjectNode user =
                Documents.empty().put("extension", "").put("deleted", false).setAll(call.defaults());
        user.putArray("scopes");
        user.putObject("roles").put("restrictSubAccount", false);
        user.putObject("lcPhone");
        return user.put("platformLanguage", "en_US");
    }

    /// Nothing keeps the password. Permissions merge, null and an empty text clear, the rest overwrites.
    private static ObjectNode write(ObjectNode body, ObjectNode user) {
        body.forEachEntry((name, value) -> {
            if (Documents.blank(value)) {
                if (!user.path(name).isObject()) {
                    user.remove(name);
                }
                return;
            }
            switch (name) {
                case "password" -> {}
                case "type", "role", "locationIds" -> ((ObjectNode) user.get("roles")).set(name, value);
                case "permissions" -> ((ObjectNode) user.get("permissions")).setAll((ObjectNode) value);
                case "twilioPhone" -> user.set("lcPhone", value);
                default -> user.set(name, value);
            }
        });
        return user.put(
                "name",
                user.path("firstName").asString() + " " + user.path("lastName").asString());
    }
}
