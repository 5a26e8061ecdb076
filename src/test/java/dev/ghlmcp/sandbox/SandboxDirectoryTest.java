package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.sandbox.api.SampleAccount;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Businesses, workflows, campaigns and snapshots, and contacts in v3.
class SandboxDirectoryTest {
    private static final String LIGHTHOUSE = "fa6c8bbc2a299e490bbed2cf";
    private static final String WALTER = "Bz1MsAMZhaoYD7djHZma";

    @AutoClose
    private final Wire wire = Wire.start();

    @Test
    void keepsBusinesses() {
        Wire.Answer created = wire.send("POST", "/businesses/", "{'locationId':'LOC','name':'Abrams Ceramics'}");
        assertEquals(201, created.status());
        assertTrue(created.body().get("success").asBoolean());
        String path = "/businesses/" + created.body().at("/buiseness/id").asString();
        assertEquals(
                "Bath",
                wire.send("PUT", path, "{'city':'Bath'}")
                        .body()
                        .at("/buiseness/city")
                        .asString());
        JsonNode read = wire.get(path).body().get("business");
        assertEquals("Abrams Ceramics", read.get("name").asString());
        assertEquals(24, read.get("id").asString().length());
        assertEquals(422, wire.send("PUT", path, "{'locationId':'LOC'}").status());
        assertTrue(wire.send("DELETE", path, null).body().get("success").asBoolean());
        assertEquals(400, wire.get(path).status());
    }

    @Test
    void pagesThroughBusinesses() {
        String list = "/businesses/?locationId=LOC";
        assertEquals(3, wire.get(list).body().get("businesses").size());
        JsonNode second = wire.get(list + "&skip=1&limit=1").body().get("businesses");
        assertEquals(1, second.size());
        assertEquals("Casco Bay Logistics", second.at("/0/name").asString());
    }

    @Test
    void takesADeletedBusinessFromItsContacts() {
        wire.send("DELETE", "/businesses/" + LIGHTHOUSE, null);
        assertEquals(
                0,
                wire.get("/contacts/business/" + LIGHTHOUSE + "?locationId=LOC")
                        .body()
                        .get("count")
                        .asInt());
    }

    @Test
    void listsWorkflowsAndCampaigns() {
        assertEquals(
                2,
                wire.get("/workflows/?locationId=LOC").body().get("workflows").size());
        assertEquals(
                2,
                wire.get("/campaigns/?locationId=LOC").body().get("campaigns").size());
        JsonNode drafts =
                wire.get("/campaigns/?locationId=LOC&status=draft").body().get("campaigns");
        assertEquals("Whitening in spring", drafts.at("/0/name").asString());
        assertEquals(1, drafts.size());
    }

    @Test
    void listsSnapshotsForTheAgencyOnly() {
        String path = "/snapshots/?companyId=" + SampleAccount.COMPANY_ID;
        JsonNode snapshots = wire.asAgency("GET", path, null).body().get("snapshots");
        assertEquals(3, snapshots.size());
        assertEquals(Set.of("id", "name", "type"), Set.copyOf(snapshots.get(0).propertyNames()));
        assertEquals(401, wire.get(path).status());
    }

    @Test
    void spellsChannelsOfContactsAsTheVersionDoes() {
        String path = "/contacts/" + WALTER;
        assertTrue(wire.get(path).body().at("/contact/dndSettings/SMS").isObject());
        assertTrue(wire.send("v3", "GET", path, null)
                .body()
                .at("/contact/dndSettings/sms")
                .isObject());
        String dated = "{'dndSettings':{'FB':{'status':'active'}}}";
        String v3 = "{'dndSettings':{'whatsApp':{'status':'active'}}}";
        Wire.Answer refused = wire.send("v3", "PUT", path, dated);
        assertEquals(422, refused.status());
        assertEquals(
                "[\"dndSettings.property FB should not exist\"]",
                refused.body().get("message").toString());
        assertEquals(422, wire.send("PUT", path, v3).status());
        Wire.Answer taken = wire.send("v3", "PUT", path, v3);
        assertTrue(taken.body().get("succeeded").asBoolean());
        assertFalse(taken.body().has("succeded"));
        assertTrue(wire.get(path).body().at("/contact/dndSettings/WhatsApp").isObject());
    }

    @Test
    void movesContactEndpointsInV3() {
        assertEquals(
                "Endpoint /contacts/ not available in API version v3",
                wire.send("v3", "GET", "/contacts/?locationId=LOC", null).message());
        String campaigns = "/contacts/" + WALTER + "/campaigns/";
        assertEquals(
                400, wire.send("v3", "DELETE", campaigns + "removeAll", null).status());
        assertEquals(404, wire.send("DELETE", campaigns + "remove-all", null).status());
        Wire.Answer left = wire.send("v3", "DELETE", campaigns + "remove-all", null);
        assertTrue(left.body().get("succeeded").asBoolean());
        assertTrue(left.body().get("succeded").asBoolean());
    }
}
