package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Contract;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.sandbox.oauth.IssuedTokens;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Which scope opens which route.
class SandboxScopesTest {
    private static final dev.ghlmcp.sandbox.contract.Contract CONTRACT = new dev.ghlmcp.sandbox.contract.Contract();

    @AutoClose
    private final Wire wire = Wire.start();

    @Test
    void areTheDocumentedOnes() {
        Map<String, String> documented = new TreeMap<>();
        for (JsonNode operation : Contract.facts().values()) {
            documented.put(
                    operation.get("method").stringValue() + " "
                            + operation.get("path").stringValue(),
                    operation.at("/scopes/0").asString(""));
        }
        Map<String, String> ours = routes().stream()
                .collect(Collectors.toMap(
                        SandboxScopesTest::name, SandboxScopesTest::scope, (one, _) -> one, TreeMap::new));
        assertTrue(documented.size() > 100, documented::toString);
        ours.keySet().retainAll(documented.keySet());
        // A route that is missing would show here as well.
        assertEquals(documented, ours);
    }

    @Test
    void areKnownForEveryRoute() {
        for (Route route : routes()) {
            String scope = scope(route);
            assertTrue(
                    scope.isEmpty()
                            || dev.ghlmcp.sandbox.contract.Contract.scopes().contains(scope),
                    route::toString);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            GET  | /contacts/?locationId=LOC        | 200
            GET  | /contacts/MkpBfe6WKHbr4IxKAGG4   | 200
            GET  | /calendars/?locationId=LOC       | 401
            GET  | /calendars/events                | 401
            GET  | /opportunities/pipelines         | 401
            GET  | /locations/LOC                   | 401
            GET  | /locations/LOC/customFields      | 401
            GET  | /users/?locationId=LOC           | 401
            POST | /businesses/                     | 401
            """)
    void openToTheLimitedTokenContactsAndNothingElse(String method, String path, int status) {
        Wire.Answer answer = wire.send(
                SampleAccount.LIMITED_TOKEN, "2021-07-28", method, path, method.equals("POST") ? "{'name':'x'}" : null);
        assertEquals(status, answer.status());
        assertEquals(status == 200 ? "" : "The token is not authorized for this scope.", answer.message());
    }

    @Test
    void tellReadingFromWriting() {
        String token = new App(wire)
                .install(Map.of("locationId", SampleAccount.LOCATION_ID, "scope", "contacts.readonly"))
                .get("access_token")
                .stringValue();
        String search = "{'locationId':'LOC','pageLimit':1}";
        assertEquals(
                200,
                wire.send(token, "2021-07-28", "POST", "/contacts/search", search)
                        .status());
        String contact = "{'locationId':'LOC','email':'a@example.com'}";
        Wire.Answer refused = wire.send(token, "2021-07-28", "POST", "/contacts/", contact);
        assertEquals(401, refused.status());
        assertEquals("The token is not authorized for this scope.", refused.message());
        assertEquals(List.of(), wire.sandbox().writes());
    }

    private static List<Route> routes() {
        SandboxOptions options = SandboxOptions.defaults();
        return Sandbox.routes(SandboxStore.seeded(options), new IssuedTokens(options));
    }

    private static String scope(Route route) {
        boolean v3 = CONTRACT.endpoint(route, false).missing();
        return CONTRACT.endpoint(route, v3).scope();
    }

    private static String name(Route route) {
        return route.method() + " " + route.path();
    }
}
