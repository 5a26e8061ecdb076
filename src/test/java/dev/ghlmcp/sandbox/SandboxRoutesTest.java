package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghlmcp.catalog.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The routes against HighLevel's own documents, on a machine that has an extract of them.
class SandboxRoutesTest {
    private static final Path EXAMPLES = Path.of("../shared/ghl-api/examples.json");

    private final List<Route> routes = new Contacts(Store.seeded(SandboxOptions.defaults()))
            .routes().stream()
                    .filter(route -> route.generation() != Route.Generation.V3)
                    .toList();

    private JsonNode documented;

    @BeforeEach
    void read() throws Exception {
        assumeTrue(Files.exists(EXAMPLES), "no extract of HighLevel's documents at " + EXAMPLES);
        documented = Json.MAPPER.readTree(Files.readString(EXAMPLES)).at("/v2/contacts");
    }

    @Test
    void areTheDocumentedOnes() {
        assertEquals(
                Set.copyOf(documented.propertyNames()),
                routes.stream().map(SandboxRoutesTest::name).collect(Collectors.toSet()));
    }

    @Test
    void takeAndAnswerWhatIsDocumented() {
        for (Route route : routes) {
            JsonNode document = documented.get(name(route));
            assertTrue(document.get("responses").has(Integer.toString(route.status())), route::toString);
            if (route.query().byName() != null) {
                assertEquals(Set.copyOf(document.get("query").propertyNames()), names(route.query(), any -> true));
            }
            JsonNode request = document.path("request");
            if (route.body().byName() != null && !request.path("sample").isEmpty()) {
                Set<String> required = request.get("required")
                        .valueStream()
                        .map(JsonNode::asString)
                        .collect(Collectors.toSet());
                Set<String> sample = Set.copyOf(request.get("sample").propertyNames());
                assertEquals(required, names(route.body(), Fields.Field::required), route::toString);
                assertTrue(names(route.body(), any -> true).containsAll(sample), route::toString);
            }
        }
    }

    @Test
    void showContactsInTheDocumentedShapes() {
        try (Wire wire = Wire.start(SandboxOptions.defaults())) {
            String id =
                    wire.search(",'query':'walter'").body().at("/contacts/0/id").stringValue();
            JsonNode read = wire.get("/contacts/" + id).body().get("contact");
            assertEquals(Set.of(), undocumented(read, "GET /contacts/{contactId}", 200));
            JsonNode created = wire.send(
                            "POST", "/contacts/", "{'locationId':'LOC','name':'A B','email':'a@b.example'}")
                    .body()
                    .get("contact");
            assertEquals(Set.of(), undocumented(created, "POST /contacts/", 201));
        }
    }

    private Set<String> undocumented(JsonNode shown, String route, int status) {
        JsonNode sample = documented.get(route).at("/responses/%d/sample/contact".formatted(status));
        return shown.propertyNames().stream().filter(name -> !sample.has(name)).collect(Collectors.toSet());
    }

    private static Set<String> names(Fields fields, Predicate<Fields.Field> which) {
        return fields.byName().values().stream()
                .filter(which)
                .map(Fields.Field::name)
                .collect(Collectors.toSet());
    }

    private static String name(Route route) {
        return route.method() + " " + route.path();
    }
}
