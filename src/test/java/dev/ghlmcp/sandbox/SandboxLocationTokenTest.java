package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.oauth.OAuthRoutes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What an agency's token of OAuth is for: to find the sub-accounts, and to get a token for each.
class SandboxLocationTokenTest {
    private static final Map<String, String> DENTAL = Map.of("locationId", SampleAccount.LOCATION_ID);

    @AutoClose
    private final Wire wire = Wire.start();

    private final App app = new App(wire);

    @Test
    void mintsALocationsTokenFromTheAgencys() {
        Wire.Answer minted = app.locationToken(
                access(app.install(Map.of("scope", "contacts.readonly oauth.write"))),
                SampleAccount.SECOND_LOCATION_ID);
        assertEquals(201, minted.status());
        assertEquals(
                "contacts.readonly oauth.readonly oauth.write",
                minted.body().get("scope").stringValue());
        assertEquals(
                SampleAccount.SECOND_LOCATION_ID,
                minted.body().get("locationId").stringValue());
        assertEquals(OAuthRoutes.APP_ID, minted.body().get("appId").stringValue());
        assertEquals(200, app.refresh(minted.body()).status());
        assertEquals(403, contacts(access(minted.body())).status());
    }

    @Test
    void mintsNothingForAPrivateIntegrationOrWithoutTheScope() {
        for (String token : List.of(
                SampleAccount.AGENCY_TOKEN,
                SampleAccount.LOCATION_TOKEN,
                access(app.install(Map.of("scope", "oauth.readonly"))))) {
            Wire.Answer answer = app.locationToken(token, SampleAccount.LOCATION_ID);
            assertEquals(401, answer.status());
            assertEquals("The token is not authorized for this scope.", answer.message());
        }
        assertEquals(
                400, app.locationToken(access(app.install(Map.of())), "unknown").status());
    }

    @Test
    void givesNoTokensForALocationThatDoesNotPay() {
        JsonNode tokens = app.install(DENTAL);
        JsonNode agency = app.install(Map.of());
        wire.sandbox().pause(SampleAccount.LOCATION_ID);
        for (Wire.Answer answer :
                List.of(app.refresh(tokens), app.locationToken(access(agency), SampleAccount.LOCATION_ID))) {
            assertEquals(400, answer.status());
            assertEquals("Location is not active", answer.message());
        }
    }

    @Test
    void listsWhereTheAppIsInstalled() {
        String token = access(app.install(Map.of()));
        String path = "/oauth/installedLocations?companyId=" + SampleAccount.COMPANY_ID;
        String asked = path + "&appId=" + OAuthRoutes.APP_ID;
        Wire.Answer two = wire.send(token, "2021-07-28", "GET", asked + "&limit=2", null);
        assertEquals(List.of("Harbor Dental", "Harbor Orthodontics"), two.each("locations", "name"));
        assertEquals(3, two.body().get("count").asInt());
        assertEquals(SampleAccount.LOCATION_ID, two.each("locations", "_id").getFirst());
        Wire.Answer casco = wire.send(token, "2021-07-28", "GET", asked + "&query=casco", null);
        assertEquals(List.of(SampleAccount.THIRD_LOCATION_ID), casco.each("locations", "_id"));
        assertEquals(422, wire.send(token, "2021-07-28", "GET", path, null).status());
        assertEquals(
                401,
                wire.send(SampleAccount.AGENCY_TOKEN, "2021-07-28", "GET", asked, null)
                        .status());
    }

    @Test
    void pagesWhereTheAppIsInstalledInV3() {
        String token = access(app.install(Map.of()));
        String path = "/oauth/installed-locations?pageSize=2&companyId=%s&appId=%s"
                .formatted(SampleAccount.COMPANY_ID, OAuthRoutes.APP_ID);
        Wire.Answer first = wire.send(token, "v3", "GET", path, null);
        assertEquals(2, first.body().get("items").size());
        assertTrue(first.body().at("/pagination/hasNextPage").asBoolean());
        String next = first.body().at("/pagination/nextPageToken").stringValue();
        Wire.Answer second = wire.send(token, "v3", "GET", path + "&pageToken=" + next, null);
        assertEquals(List.of("Casco Family Dentistry"), second.each("items", "name"));
        assertFalse(second.body().at("/pagination/hasNextPage").asBoolean());
        assertEquals(404, wire.send(token, "2021-07-28", "GET", path, null).status());
        assertEquals(
                400, wire.send(token, "v3", "GET", path + "&pageToken=x", null).status());
    }

    private Wire.Answer contacts(String token) {
        return wire.send(token, "2021-07-28", "GET", "/contacts/?locationId=LOC", null);
    }

    private static String access(JsonNode tokens) {
        return tokens.get("access_token").stringValue();
    }
}
