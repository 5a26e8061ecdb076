package dev.ghlmcp.server.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.api.SampleAccount;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who sees what.
class TriggerAccessTest extends TriggerRoutesFixture {
    @Test
    void nobodySeesWhatIsAnothersWithTheSameAddress() throws Exception {
        String path = "/triggers/search_contacts";
        events(path, ANN);
        events(path, BOB);
        String ada = contact("Ada");
        later();
        Awaitility.await().atMost(PATIENCE).until(() -> events(path, ANN).size() == 1);
        assertEquals(ada, events(path, ANN).at("/0/data/id").asString());
        assertEquals(0, events(path, BOB).size());
        HttpResponse<String> other = asked(path + "?locationId=" + SampleAccount.LOCATION_ID, bearer(BOB));
        assertTrue(other.statusCode() >= 400, other.body());
        assertTrue(!other.body().contains(ada), other.body());
        HttpResponse<String> header = asked(path, bearer(BOB), "X-GHL-Location", SampleAccount.LOCATION_ID);
        assertTrue(!header.body().contains(ada), header.body());
        // The other way round, one who may touch two sub-accounts sees each by itself.
        traffic.create("Bea", SampleAccount.SECOND_LOCATION_ID, SampleAccount.SECOND_LOCATION_TOKEN);
        later();
        Awaitility.await().atMost(PATIENCE).until(() -> events(path, BOB).size() == 1);
        assertEquals(1, events(path, ANN).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"list_locations?", "search_users?", "get_user?userId=6RfHk7hp3ILTgK2y3mH3&"})
    void aFencedTenantSeesNeitherTheAgencyNorOtherSubAccounts(String query) throws Exception {
        String path = "/triggers/" + query + "sample=true";
        String all = events(path, ANN).toString();
        String agency = "tidewateragency";
        assertTrue(all.contains(agency) || all.contains(SampleAccount.SECOND_LOCATION_ID), all);
        String fenced = asked(path, bearer(EVE)).body();
        for (String foreign : List.of(agency, SampleAccount.SECOND_LOCATION_ID, SampleAccount.THIRD_LOCATION_ID)) {
            assertTrue(!fenced.contains(foreign), fenced);
        }
    }

    @Test
    void nobodyComesInWithoutATokenAndBasicTakesItAsThePassword() throws Exception {
        String path = "/triggers/list_calendars";
        for (String wrong : List.of("", "Basic " + basic("ann", "wrong"), "Basic ???", "Bearer " + "x".repeat(30))) {
            HttpResponse<String> response = wrong.isEmpty() ? asked(path) : asked(path, "Authorization", wrong);
            assertEquals(401, response.statusCode(), response.body());
            String challenge = response.headers().firstValue("WWW-Authenticate").orElse("");
            assertTrue(challenge.startsWith("Basic realm=\"ghl-mcp\", charset=\"UTF-8\", Bearer "), challenge);
        }
        HttpResponse<String> asName = asked(path, "Authorization", "Basic " + basic(ANN, ""));
        assertEquals(401, asName.statusCode());
        assertTrue(asName.body().contains("Basic with the token as the password"), asName.body());
        assertEquals(401, asked("/triggers").statusCode());
        assertEquals(
                200,
                asked(path, "Authorization", "Basic " + basic("anything", ANN)).statusCode());
        assertEquals(
                55, Json.MAPPER.readTree(asked("/triggers", bearer(ANN)).body()).size());
        assertEquals(
                403,
                asked(path, "Authorization", "Bearer " + ANN, "Sec-Fetch-Site", "cross-site")
                        .statusCode());
        assertEquals(
                405,
                http.send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                                        .header("Authorization", "Bearer " + ANN)
                                        .POST(HttpRequest.BodyPublishers.noBody())
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode());
    }
}
