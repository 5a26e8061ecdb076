package dev.ghlmcp.server.auth;

import static dev.ghlmcp.server.auth.Doors.ACME;
import static dev.ghlmcp.server.auth.Doors.OWN;
import static dev.ghlmcp.server.auth.Doors.TOKEN;
import static dev.ghlmcp.server.auth.Doors.admitted;
import static dev.ghlmcp.server.auth.Doors.gatekeeper;
import static dev.ghlmcp.server.auth.Doors.refused;
import static dev.ghlmcp.server.auth.Doors.tenants;
import static dev.ghlmcp.server.auth.Doors.tokens;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// From the headers of a request to whose account it works on.
class AuthenticatorTest {
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
        Authenticator gatekeeper = gatekeeper(false, false);
        assertEquals(
                "acme", admitted(gatekeeper, "Authorization", "Bearer " + TOKEN).principal());
        assertEquals(
                "acme",
                admitted(gatekeeper, "Authorization", "bearer   " + TOKEN + " ").principal());
        String bare = "Bearer realm=\"ghl-mcp\"";
        assertEquals(bare, refused(401, gatekeeper).challenge);
        assertEquals(bare, refused(401, gatekeeper, "Authorization", "Basic " + TOKEN).challenge);
        assertEquals(bare, refused(401, gatekeeper, "Authorization", TOKEN).challenge);
        assertEquals(bare, refused(401, gatekeeper, "X-Api-Key", TOKEN).challenge);
        for (String wrong : List.of(TOKEN + "0", TOKEN.substring(1), "x", "ACME" + TOKEN.substring(4))) {
            String challenge = refused(401, gatekeeper, "Authorization", "Bearer " + wrong).challenge;
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
            String challenge = refused(400, gatekeeper, "Authorization", malformed).challenge;
            assertTrue(challenge.contains("error=\"invalid_request\""), challenge);
        }
    }

    /// For what goes on longer than a request, such as a subscription to events.
    @Test
    void whoWasLetInIsLookedAtAgainLater() {
        AtomicReference<String> lines = new AtomicReference<>("acme: " + TOKEN + "\nbob: another-" + TOKEN);
        Authenticator gatekeeper =
                BearerAuthenticator.of(List.of(new TokenList(lines::get, "tokens.txt")), null, tenants(false), true);
        Set<String> before = gatekeeper.tokens("acme");
        assertEquals(1, before.size());
        assertFalse(before.toString().contains(TOKEN.substring(0, 8)));
        assertSame(ACME, gatekeeper.known("acme").access());
        assertTrue(gatekeeper.admits("acme", before) && gatekeeper.admits("acme#0123456789ab", before));
        assertNull(gatekeeper.known("acme#0123456789ab"), "the token of HighLevel's came with a request");
        assertNull(gatekeeper.known("eve"));
        assertFalse(gatekeeper.admits("eve", Set.of()));
        lines.set("acme: new-" + TOKEN + "\nacme: " + TOKEN);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> gatekeeper.tokens("acme").size() == 2);
        assertTrue(gatekeeper.admits("acme", before), "an old and a new one, while they change");
        assertFalse(gatekeeper.admits("bob", Set.of()));
        lines.set("acme: new-" + TOKEN);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !gatekeeper.admits("acme", before));
        assertSame(ACME, gatekeeper.known("acme").access());
    }

    @Test
    void whereNobodyIsAskedNobodyIsKnownAndAllStay() {
        Authenticator open = BearerAuthenticator.of(List.of(), null, tenants(false), false);
        assertNull(open.known("local"));
        assertTrue(open.admits("local", Set.of()));
        assertNull(open.renewal("local"));
    }

    @Test
    void anIssuersCallersAreKnownAndShowTheirTokenEachHour() {
        Authenticator gatekeeper = BearerAuthenticator.of(List.of(), issuer.server(), tenants(true), false);
        assertSame(ACME, gatekeeper.known("oauth:acme").access());
        assertNull(gatekeeper.known("oauth:eve"), "no account is set up for her");
        assertEquals(Duration.ofHours(1), gatekeeper.renewal("oauth:acme"));
    }

    @Test
    void aClientWithoutATokenLearnsWhereToGetOne() throws Exception {
        Authenticator gatekeeper = BearerAuthenticator.of(
                List.of(tokens()), issuer.server("ghl.read", "ghl.write"), tenants(false), false);
        String start = "Bearer realm=\"ghl-mcp\", resource_metadata=\"https://mcp.example.com/.well-known/"
                + "oauth-protected-resource/mcp\", scope=\"ghl.read ghl.write\"";
        assertEquals(start, refused(401, gatekeeper).challenge);
        String expired = refused(
                        401,
                        gatekeeper,
                        "Authorization",
                        "Bearer " + issuer.token(claims -> claims.expirationTime(Issuer.in(-60))))
                .challenge;
        assertTrue(expired.startsWith(start + ", error=\"invalid_token\", error_description=\""), expired);
        String narrow = refused(403, gatekeeper, "Authorization", "Bearer " + issuer.token()).challenge;
        assertTrue(narrow.startsWith(start + ", error=\"insufficient_scope\", error_description=\""), narrow);
        String metadata = "/.well-known/oauth-protected-resource";
        Map.of(
                        metadata,
                        "",
                        metadata + "/mcp",
                        "",
                        metadata + "/mcp/",
                        "",
                        metadata + "/mcp/readonly",
                        "/readonly",
                        metadata + "/mcp/x/contacts,calendars",
                        "/x/contacts,calendars",
                        metadata + "/mcp/x/contacts/readonly",
                        "/x/contacts/readonly")
                .forEach((path, more) -> {
                    JsonNode document = Json.MAPPER.readTree(gatekeeper.document(path));
                    assertEquals(
                            Issuer.AUDIENCE + more, document.path("resource").asString());
                    assertEquals(
                            issuer.uri(),
                            document.path("authorization_servers").path(0).asString());
                    assertEquals(
                            "[\"ghl.read\",\"ghl.write\"]",
                            document.path("scopes_supported").toString());
                    assertEquals(
                            "[\"header\"]",
                            document.path("bearer_methods_supported").toString());
                });
        assertEquals(
                "https://mcp.example.com/sse",
                Json.MAPPER
                        .readTree(gatekeeper.document(metadata + "/sse"))
                        .path("resource")
                        .asString());
        for (String none : List.of("/metrics", "/mcp/nothing", "x", "/mcp/x/..")) {
            assertNull(gatekeeper.document(metadata + none), none);
        }
        assertNull(gatekeeper(false, false).document(metadata));
        assertTrue(assertThrows(TokenRefused.class, () -> gatekeeper.admit("/mcp/readonly/", _ -> null))
                .challenge
                .contains("oauth-protected-resource/mcp/readonly\""));
    }

    @Test
    void aTokenForOnePathIsGoodThereOnly() throws Exception {
        Authenticator gatekeeper = BearerAuthenticator.of(List.of(), issuer.server(), tenants(false), false);
        String bearer = "Bearer " + issuer.token(claims -> claims.audience(Issuer.AUDIENCE + "/readonly"));
        assertDoesNotThrow(() -> gatekeeper.admit("/mcp/readonly", name -> bearer(bearer, name)));
        for (String other : List.of("/mcp", "/mcp/x/contacts/readonly", "/metrics", "/sse", "/page.json")) {
            assertThrows(TokenRefused.class, () -> gatekeeper.admit(other, name -> bearer(bearer, name)), other);
        }
        String whole = "Bearer " + issuer.token();
        assertDoesNotThrow(() -> gatekeeper.admit("/mcp/readonly", name -> bearer(whole, name)));
        assertDoesNotThrow(() -> gatekeeper.admit("/metrics", name -> bearer(whole, name)));
    }

    private static String bearer(String bearer, String name) {
        return name.equals("Authorization") ? bearer : null;
    }

    @Test
    void aSubjectWithTheNameOfATokenIsSomebodyElse() throws Exception {
        String acme = "Bearer " + issuer.token(claims -> claims.subject("acme"));
        Authenticator both = BearerAuthenticator.of(List.of(tokens()), issuer.server(), tenants(true), false);
        refused(403, both, "Authorization", acme);
        Caller alone = admitted(
                BearerAuthenticator.of(List.of(), issuer.server(), tenants(true), false), "Authorization", acme);
        assertEquals(new Caller("oauth:acme", ACME), alone, "where no token has that name, the entry is his");
        Tenants qualified = new Tenants(Map.of("acme", ACME, "oauth:acme", OWN), OWN, true);
        Authenticator exact = BearerAuthenticator.of(List.of(tokens()), issuer.server(), qualified, false);
        assertEquals(new Caller("oauth:acme", OWN), admitted(exact, "Authorization", acme));
        assertEquals(new Caller("acme", ACME), admitted(exact, "Authorization", "Bearer " + TOKEN));
    }

    @Test
    void bothKindsOfTokensLetIn() throws Exception {
        Authenticator gatekeeper = BearerAuthenticator.of(List.of(tokens()), issuer.server(), tenants(false), false);
        assertSame(
                ACME, admitted(gatekeeper, "Authorization", "Bearer " + TOKEN).access());
        assertEquals(
                new Caller("oauth:anna@example.com", OWN),
                admitted(gatekeeper, "Authorization", "Bearer " + issuer.token()));
    }

    @Test
    void whoHasNoAccountWorksOnTheServersOrIsTurnedAway() throws Exception {
        String[] anna = {"Authorization", "Bearer " + issuer.token()};
        assertSame(
                OWN,
                admitted(BearerAuthenticator.of(List.of(), issuer.server(), tenants(false), false), anna)
                        .access());
        TokenRefused refused =
                refused(403, BearerAuthenticator.of(List.of(), issuer.server(), tenants(true), false), anna);
        assertNull(refused.challenge, "another token would not help");
        assertTrue(refused.getMessage().contains("anna@example.com"), refused.getMessage());
    }

    @Test
    void withoutTokensEverybodyIsLocal() {
        Authenticator gatekeeper = BearerAuthenticator.of(List.of(), null, tenants(false), false);
        assertFalse(gatekeeper.authenticates());
        assertEquals(Caller.local(OWN), admitted(gatekeeper, "Authorization", "Bearer whatever"));
        assertTrue(gatekeeper(false, false).authenticates());
    }
}
