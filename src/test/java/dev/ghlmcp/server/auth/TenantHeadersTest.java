package dev.ghlmcp.server.auth;

import static dev.ghlmcp.server.auth.Doors.ACME;
import static dev.ghlmcp.server.auth.Doors.GHL_TOKEN;
import static dev.ghlmcp.server.auth.Doors.admitted;
import static dev.ghlmcp.server.auth.Doors.gatekeeper;
import static dev.ghlmcp.server.auth.Doors.headers;
import static dev.ghlmcp.server.auth.Doors.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What the headers of tenants change.
class TenantHeadersTest {
    @Test
    void headersOfTenantsAreRefusedUnlessSwitchedOn() {
        TokenRefused refused = refused(403, gatekeeper(false, false), headers("X-GHL-Location", "location0000000002"));
        assertTrue(refused.getMessage().contains("http.tenant-headers"), refused.getMessage());
        refused = refused(403, gatekeeper(false, false), headers("X-GHL-Token", GHL_TOKEN));
        assertFalse(refused.toString().contains(GHL_TOKEN));
    }

    @Test
    void theLocationHeaderOnlyNarrows() {
        Authenticator gatekeeper = gatekeeper(false, true);
        Caller caller = admitted(gatekeeper, headers("X-GHL-Location", "location0000000003"));
        assertEquals("acme", caller.principal());
        assertSame(ACME.credentials(), caller.access().credentials());
        assertEquals(
                new AccountLocations("location0000000003", Map.of(), Set.of("location0000000003")),
                caller.access().locations());
        assertEquals(
                "location0000000002",
                admitted(gatekeeper, headers("X-GHL-Location", "Main Street"))
                        .access()
                        .locations()
                        .standard());
        for (String outside : List.of("location0000000001", "location0000000002, location0000000003", "*", "", " ")) {
            assertNull(refused(403, gatekeeper, headers("X-GHL-Location", outside)).challenge);
        }
    }

    @Test
    void theTokenHeaderReplacesCredentialsAndNothingElse() throws Exception {
        Authenticator gatekeeper = gatekeeper(false, true);
        Caller caller = admitted(gatekeeper, headers("X-GHL-Location", "location0000000003", "X-GHL-Token", GHL_TOKEN));
        Access access = caller.access();
        assertEquals(Set.of("location0000000003"), access.locations().allowed());
        assertNull(access.companyId());
        assertFalse(access.credentials().has(TokenClass.AGENCY));
        assertEquals(
                "the token in the header X-GHL-Token",
                access.credentials().sent(TokenClass.SUB_ACCOUNT, null).named());
        assertEquals(
                new Secret(GHL_TOKEN),
                access.credentials()
                        .token(TokenClass.SUB_ACCOUNT, "location0000000003", Deadline.in(Duration.ofSeconds(1))));
        assertTrue(caller.principal().startsWith("acme#"), caller.principal());
        assertFalse(caller.toString().contains(GHL_TOKEN), "a token shows itself to nobody");
        assertEquals(
                caller.principal(),
                admitted(gatekeeper, headers("X-GHL-Location", "location0000000003", "X-GHL-Token", GHL_TOKEN))
                        .principal());
        assertNotEquals(
                caller.principal(),
                admitted(gatekeeper, headers("X-GHL-Location", "location0000000003", "X-GHL-Token", GHL_TOKEN + "2"))
                        .principal(),
                "with another token it is another's session");
        refused(403, gatekeeper, headers("X-GHL-Location", "location0000000001", "X-GHL-Token", GHL_TOKEN));
        TokenRefused alone = refused(400, gatekeeper, headers("X-GHL-Token", GHL_TOKEN));
        assertFalse(alone.toString().contains(GHL_TOKEN));
        TokenRefused two = refused(
                400, gatekeeper, headers("X-GHL-Location", "location0000000003", "X-GHL-Token", "pit-one1, pit-two2"));
        assertFalse(two.toString().contains("pit-"));
        refused(401, gatekeeper, "X-GHL-Token", GHL_TOKEN, "X-GHL-Location", "location0000000003");
    }
}
