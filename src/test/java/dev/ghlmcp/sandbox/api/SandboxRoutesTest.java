package dev.ghlmcp.sandbox.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Contract;
import dev.ghlmcp.catalog.OpenApi;
import dev.ghlmcp.sandbox.Wire;
import dev.ghlmcp.sandbox.contacts.ContactRoutes;
import dev.ghlmcp.sandbox.contract.EndpointContract;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The routes against the extract of HighLevel's own documents.
class SandboxRoutesTest {
    private static final dev.ghlmcp.sandbox.contract.Contract CONTRACT = new dev.ghlmcp.sandbox.contract.Contract();

    private final List<Route> routes = new ContactRoutes(SandboxStore.seeded(SandboxOptions.defaults()))
            .routes().stream().filter(route -> !endpoint(route).missing()).toList();

    private final OpenApi document = Contract.openApi("apps/contacts.json");

    @Test
    void areTheDocumentedOnes() {
        Set<String> documented = document.document().path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(method -> method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .collect(Collectors.toSet());
        assertEquals(documented, routes.stream().map(SandboxRoutesTest::name).collect(Collectors.toSet()));
    }

    @Test
    void takeAndAnswerWhatIsDocumented() {
        for (Route route : routes) {
            JsonNode operation = document.operation(route.method(), route.path());
            EndpointContract endpoint = endpoint(route);
            assertTrue(operation.path("responses").has(Integer.toString(endpoint.status())), route::toString);
            Set<String> documented = operation
                    .path("parameters")
                    .valueStream()
                    .filter(parameter -> parameter.path("in").asString().equals("query"))
                    .map(parameter -> parameter.path("name").asString())
                    .collect(Collectors.toSet());
            assertEquals(
                    documented,
                    Set.copyOf(endpoint.facts().path("query").path("properties").propertyNames()));
            OpenApi.Shape body = document.shape(operation.at("/requestBody/content/application~1json/schema"));
            if (!body.properties().isEmpty()) {
                assertEquals(
                        body.required(),
                        endpoint.body()
                                .path("required")
                                .valueStream()
                                .map(JsonNode::stringValue)
                                .collect(Collectors.toSet()),
                        route::toString);
                assertTrue(
                        endpoint.body()
                                .path("properties")
                                .propertyNames()
                                .containsAll(body.properties().propertyNames()),
                        route::toString);
            }
        }
    }

    @Test
    void showContactsInTheDocumentedShapes() {
        try (Wire wire = Wire.start(SandboxOptions.defaults())) {
            String id =
                    wire.search(",'query':'walter'").body().at("/contacts/0/id").stringValue();
            JsonNode read = wire.get("/contacts/" + id).body().get("contact");
            assertEquals(Set.of(), undocumented(read, "GET", "/contacts/{contactId}"));
            JsonNode created = wire.send(
                            "POST", "/contacts/", "{'locationId':'LOC','name':'A B','email':'a@b.example'}")
                    .body()
                    .get("contact");
            assertEquals(Set.of(), undocumented(created, "POST", "/contacts/"));
        }
    }

    private Set<String> undocumented(JsonNode shown, String method, String path) {
        JsonNode answer = document.success(document.operation(method, path));
        JsonNode contact = document.shape(document.shape(answer).properties().path("contact"))
                .properties();
        return shown.propertyNames().stream().filter(name -> !contact.has(name)).collect(Collectors.toSet());
    }

    private static EndpointContract endpoint(Route route) {
        return CONTRACT.endpoint(route, false);
    }

    private static String name(Route route) {
        return route.method() + " " + route.path();
    }
}
