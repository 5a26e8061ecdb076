package dev.ghlmcp.server.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import dev.ghlmcp.catalog.Json;
import dev.ghlmcp.highlevel.Access;
import dev.ghlmcp.highlevel.Deadline;
import dev.ghlmcp.highlevel.FixedTokens;
import dev.ghlmcp.highlevel.Locations;
import dev.ghlmcp.highlevel.Secret;
import dev.ghlmcp.mcp.Caller;
import dev.ghlmcp.operation.TokenClass;
import dev.ghlmcp.server.auth.Gatekeeper.Verdict.Admitted;
import dev.ghlmcp.server.auth.Gatekeeper.Verdict.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// From the headers of a request to whose account it works on.
class GatekeeperTest {
    private static final String TOKEN = "acme-token-0123456789abcdef";
    private static final String GHL_TOKEN = "pit-of-another-account";
    private static final Access OWN = new Access(
            new FixedTokens(new Secret("pit-own"), null, "location0000000001"),
            new Locations("location0000000001", Map.of(), null),
            "company");
    private static final Access ACME = new Access(
            new FixedTokens(new Secret("pit-acme"), null, "location0000000002"),
            new Locations(
                    "location0000000002",
                    Map.of("Main Street", "location0000000002"),
                    Set.of("location0000000002", "location0000000003")),
            null);

    private static Issuer issuer;

    @BeforeAll
    static void start() throws JOSEException {
        issuer = new Issuer();
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    @Test
    void onlyAKnownTokenInTheRightPlaceLetsIn() {
        Gatekeeper gatekeeper = gatekeeper(false, false);
        assertEquals(
                "acme", admitted(gatekeeper, "Authorization", "Bearer " + TOKEN).principal());
        assertEquals(
                "acme",
                admitted(gatekeeper, "Authorization", "bearer   " + TOKEN + " ").principal());
        String bare = "Bearer realm=\"ghl-mcp\"";
        assertEquals(bare, refused(401, gatekeeper).challenge());
        assertEquals(
                bare,
                refused(401, gatekeeper, "Authorization", "Basic " + TOKEN).challenge());
        assertEquals(bare, refused(401, gatekeeper, "Authorization", TOKEN).challenge());
        assertEquals(bare, refused(401, gatekeeper, "X-Api-Key", TOKEN).challenge());
        for (String wrong : List.of(TOKEN + "0", TOKEN.substring(1), "x", "ACME" + TOKEN.substring(4))) {
            String challenge =
                    refused(401, gatekeeper, "Authorization", "Bearer " + wrong).challenge();
            assertTrue(challenge.contains("error=\"invalid_token\""), challenge);
            assertFalse(challenge.contains("scope"), challenge);
        }
        for (String malformed : List.of(
                "Bearer",
                "Bearer ",
                "Bearer" + TOKEN,
                "Bearer " + TOKEN + ", Bearer " + TOKEN,
                "Bearer " + TOKEN + " " + TOKEN,
                "Bearer \"" + TOKEN + "\"")) {
            String challenge =
                    refused(400, gatekeeper, "Authorization", malformed).challenge();
            assertTrue(challenge.contains("error=\"invalid_request\""), challenge);
        }
    }

    @Test
    void aClientWithoutATokenLearnsWhereToGetOne() throws Exception {
        Gatekeeper gatekeeper =
                BearerGatekeeper.of(List.of(tokens()), issuer.server("ghl.read", "ghl.write"), tenants(false), false);
        String start = "Bearer realm=\"ghl-mcp\", resource_metadata=\"https://mcp.example.com/.well-known/"
                + "oauth-protected-resource/mcp\", scope=\"ghl.read ghl.write\"";
        assertEquals(start, refused(401, gatekeeper).challenge());
        String expired = refused(
                        401,
                        gatekeeper,
                        "Authorization",
                        "Bearer " + issuer.token(claims -> claims.expirationTime(Issuer.in(-60))))
                .challenge();
        assertTrue(expired.startsWith(start + ", error=\"invalid_token\", error_description=\""), expired);
        String narrow = refused(403, gatekeeper, "Authorization", "Bearer " + issuer.token())
                .challenge();
        assertTrue(narrow.startsWith(start + ", error=\"insufficient_scope\", error_description=\""), narrow);
        assertEquals(
                Set.of("/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/mcp"),
                gatekeeper.documents().keySet());
        for (byte[] document : gatekeeper.documents().values()) {
            JsonNode metadata = Json.MAPPER.readTree(document);
            assertEquals(Issuer.AUDIENCE, metadata.path("resource").asString());
            assertEquals(
                    issuer.uri(), metadata.path("authorization_servers").path(0).asString());
            assertEquals(
                    "[\"ghl.read\",\"ghl.write\"]",
                    metadata.path("scopes_supported").toString());
            assertEquals(
                    "[\"header\"]", metadata.path("bearer_methods_supported").toString());
        }
        assertEquals(Map.of(), gatekeeper(false, false).documents());
    }

    @Test
    void bothKindsOfTokensLetIn() throws Exception {
        Gatekeeper gatekeeper = BearerGatekeeper.of(List.of(tokens()), issuer.server(), tenants(false), false);
        assertSame(
                ACME, admitted(gatekeeper, "Authorization", "Bearer " + TOKEN).access());
        assertEquals(
                new Caller("anna@example.com", null),
                admitted(gatekeeper, "Authorization", "Bearer " + issuer.token()));
    }

    @Test
    void whoHasNoAccountWorksOnTheServersOrIsTurnedAway() throws Exception {
        String[] anna = {"Authorization", "Bearer " + issuer.token()};
        assertNull(admitted(BearerGatekeeper.of(List.of(), issuer.server(), tenants(false), false), anna)
                .access());
        Refused refused = refused(403, BearerGatekeeper.of(List.of(), issuer.server(), tenants(true), false), anna);
        assertNull(refused.challenge(), "another token would not help");
        assertTrue(refused.reason().contains("anna@example.com"), refused.reason());
    }

    @Test
    void withoutTokensEverybodyIsLocal() {
        Gatekeeper gatekeeper = BearerGatekeeper.of(List.of(), null, tenants(false), false);
        assertFalse(gatekeeper.authenticates());
        assertEquals(Caller.LOCAL, admitted(gatekeeper, "Authorization", "Bearer whatever"));
        assertTrue(gatekeeper(false, false).authenticates());
        assertFalse(Gatekeeper.open().authenticates());
    }

    @Test
    void headersOfTenantsAreRefusedUnlessSwitchedOn() {
        Refused refused = refused(403, gatekeeper(false, false), headers("X-GHL-Location", "location0000000002"));
        assertTrue(refused.reason().contains("http.tenant-headers"), refused.reason());
        refused = refused(403, gatekeeper(false, false), headers("X-GHL-Token", GHL_TOKEN));
        assertFalse(refused.toString().contains(GHL_TOKEN));
    }

    @Test
    void theLocationHeaderOnlyNarrows() {
        Gatekeeper gatekeeper = gatekeeper(false, true);
        Caller caller = admitted(gatekeeper, headers("X-GHL-Location", "location0000000003"));
        assertEquals("acme", caller.principal());
        assertSame(ACME.credentials(), caller.access().credentials());
        assertEquals(
                new Locations("location0000000003", Map.of(), Set.of("location0000000003")),
                caller.access().locations());
        assertEquals(
                "location0000000002",
                admitted(gatekeeper, headers("X-GHL-Location", "Main Street"))
                        .access()
                        .locations()
                        .standard());
        for (String outside : List.of("location0000000001", "location0000000002, location0000000003", "*", "", " ")) {
            assertNull(
                    refused(403, gatekeeper, headers("X-GHL-Location", outside)).challenge());
        }
    }

    @Test
    void theTokenHeaderReplacesCredentialsAndNothingElse() throws Exception {
        Gatekeeper gatekeeper = gatekeeper(false, true);
        Caller caller = admitted(gatekeeper, headers("X-GHL-Location", "location0000000003", "X-GHL-Token", GHL_TOKEN));
        Access access = caller.access();
        assertEquals(Set.of("location0000000003"), access.locations().allowed());
        assertNull(access.companyId());
        assertFalse(access.credentials().has(TokenClass.AGENCY));
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
        Refused alone = refused(400, gatekeeper, headers("X-GHL-Token", GHL_TOKEN));
        assertFalse(alone.toString().contains(GHL_TOKEN));
        Refused two = refused(
                400, gatekeeper, headers("X-GHL-Location", "location0000000003", "X-GHL-Token", "pit-one1, pit-two2"));
        assertFalse(two.toString().contains("pit-"));
        refused(401, gatekeeper, "X-GHL-Token", GHL_TOKEN, "X-GHL-Location", "location0000000003");
    }

    private static String[] headers(String... more) {
        return Stream.concat(Stream.of("Authorization", "Bearer " + TOKEN), Stream.of(more))
                .toArray(String[]::new);
    }

    private static TokenList tokens() {
        return new TokenList(() -> "acme: " + TOKEN, "tokens.txt");
    }

    private static Tenants tenants(boolean required) {
        return new Tenants(Map.of("acme", ACME), OWN, required);
    }

    private static Gatekeeper gatekeeper(boolean required, boolean headers) {
        return BearerGatekeeper.of(List.of(tokens()), null, tenants(required), headers);
    }

    private static Caller admitted(Gatekeeper gatekeeper, String... headers) {
        Gatekeeper.Verdict verdict = verdict(gatekeeper, headers);
        return assertInstanceOf(Admitted.class, verdict, verdict.toString()).caller();
    }

    private static Refused refused(int status, Gatekeeper gatekeeper, String... headers) {
        Gatekeeper.Verdict verdict = verdict(gatekeeper, headers);
        Refused refused = assertInstanceOf(Refused.class, verdict, verdict.toString());
        assertEquals(status, refused.status(), refused.reason());
        return refused;
    }

    private static Gatekeeper.Verdict verdict(Gatekeeper gatekeeper, String... headers) {
        return gatekeeper.admit(name -> {
            for (int i = 0; i < headers.length; i += 2) {
                if (headers[i].equalsIgnoreCase(name)) {
                    return headers[i + 1];
                }
            }
            return null;
        });
    }
}
