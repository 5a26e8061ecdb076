package dev.ghlmcp.server.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.ghlmcp.Await;
import dev.ghlmcp.network.Network;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Which access tokens are good, with keys fetched from the issuer.
class AccessTokensTest {
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
    void aTokenOfTheIssuerNamesItsSubject() throws Exception {
        AccessTokens tokens = new AccessTokens(issuer.server("ghl.read"));
        assertEquals(
                "oauth:anna@example.com",
                tokens.principal(issuer.token(claims -> claims.claim("scope", "openid ghl.read")), "/mcp"));
        assertEquals(
                "oauth:anna@example.com",
                tokens.principal(
                        issuer.token(claims -> claims.claim("scp", List.of("ghl.read", "more"))
                                .audience(List.of("https://other.example.com", Issuer.AUDIENCE))
                                .expirationTime(Issuer.in(-10))),
                        "/mcp"),
                "ten seconds are within the clocks' difference");
    }

    @Test
    void noOtherTokenIsGood() throws Exception {
        AccessTokens tokens = new AccessTokens(issuer.server());
        assertEquals("oauth:anna@example.com", tokens.principal(issuer.token(), "/mcp"));
        refused(tokens, claims -> claims.audience("https://other.example.com/mcp"), "aud");
        refused(tokens, claims -> claims.audience((String) null), "aud");
        refused(tokens, claims -> claims.issuer("https://evil.example.com"), "iss");
        refused(tokens, claims -> claims.issuer(issuer.uri() + "/"), "iss");
        refused(tokens, claims -> claims.expirationTime(Issuer.in(-40)), "Expired");
        refused(tokens, claims -> claims.expirationTime(null), "exp");
        refused(tokens, claims -> claims.notBeforeTime(Issuer.in(60)), "before");
        refused(tokens, claims -> claims.subject(null), "sub");
        refused(tokens, claims -> claims.subject("anna\nstatus=200"), "sub");
        refused(tokens, new PlainJWT(issuer.claims().build()).serialize(), "Unsecured");
        refused(tokens, "abcdefghijklmnopqrstuvwxyz", "neither");
        refused(tokens, issuer.token().replaceAll("[^.]+$", "AAAA"), "signature");
    }

    @Test
    void aSecretMadeOfThePublicKeySignsNothing() throws Exception {
        for (byte[] secret : List.of(
                issuer.key().toRSAPublicKey().getEncoded(),
                issuer.key().toPublicJWK().toJSONString().getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .keyID(issuer.key().getKeyID())
                            .build(),
                    issuer.claims().build());
            jwt.sign(new MACSigner(secret));
            refused(new AccessTokens(issuer.server()), jwt.serialize(), "algorithm");
        }
    }

    @Test
    void aKeyThatTheTokenBringsAlongSignsNothing() throws Exception {
        var own = new ECKeyGenerator(Curve.P_256).keyID("own").generate();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .jwk(own.toPublicJWK())
                        .jwkURL(URI.create(issuer.uri() + "/keys"))
                        .build(),
                issuer.claims().build());
        jwt.sign(new ECDSASigner(own));
        refused(new AccessTokens(issuer.server()), jwt.serialize(), "key");
        JWTClaimsSet claims = issuer.claims().build();
        var stranger = new RSAKeyGenerator(2048).keyID(issuer.key().getKeyID()).generate();
        refused(new AccessTokens(issuer.server()), Issuer.signed(stranger, claims), "signature");
    }

    @Test
    void aLongTypeIsNotSentBackWhole() throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType("x".repeat(3000)))
                        .build(),
                issuer.claims().build());
        jwt.sign(new MACSigner(new byte[32]));
        AccessTokens tokens = new AccessTokens(issuer.server());
        TokenRefused refused = assertThrows(TokenRefused.class, () -> tokens.principal(jwt.serialize(), "/mcp"));
        assertTrue(refused.getMessage().length() < 500, refused.getMessage());
    }

    @Test
    void aMissingScopeIsForbiddenAndNamesAllThatAreNeeded() throws Exception {
        AccessTokens tokens = new AccessTokens(issuer.server("ghl.read", "ghl.write"));
        String token = issuer.token(claims -> claims.claim("scope", "ghl.read"));
        TokenRefused refused = assertThrows(TokenRefused.class, () -> tokens.principal(token, "/mcp"));
        assertEquals(403, refused.status);
        assertEquals("insufficient_scope", refused.error);
        assertTrue(refused.getMessage().contains("ghl.read ghl.write"), refused.getMessage());
    }

    @Test
    void aRotatedKeyIsFetchedAndMadeUpKeysAreNot() throws Exception {
        try (Issuer rotating = new Issuer()) {
            AccessTokens tokens = new AccessTokens(rotating.server(), Duration.ofMinutes(5), Duration.ofMinutes(1));
            assertEquals("oauth:anna@example.com", tokens.principal(rotating.token(), "/mcp"));
            String old = rotating.token();
            rotating.rotate("second");
            assertEquals("oauth:anna@example.com", tokens.principal(rotating.token(), "/mcp"));
            refused(tokens, old, "key");
            int fetches = rotating.fetches();
            var madeUp = new RSAKeyGenerator(2048).keyID("made up").generate();
            for (int i = 0; i < 20; i++) {
                String token = Issuer.signed(madeUp, rotating.claims().build());
                assertThrows(TokenRefused.class, () -> tokens.principal(token, "/mcp"));
            }
            assertTrue(rotating.fetches() - fetches <= 1, "fetched " + (rotating.fetches() - fetches) + " times");
            assertEquals(
                    "oauth:anna@example.com", tokens.principal(rotating.token(), "/mcp"), "known keys go on to count");
        }
    }

    @Test
    void anOutageOfTheIssuerShutsNobodyOutWhoseKeyIsKnown() throws Exception {
        try (Issuer failing = new Issuer()) {
            AccessTokens tokens = new AccessTokens(failing.server(), Duration.ofSeconds(2), Duration.ofMillis(1));
            assertEquals("oauth:anna@example.com", tokens.principal(failing.token(), "/mcp"));
            failing.down();
            int fetches = failing.fetches();
            assertTimeoutPreemptively(Duration.ofSeconds(15), () -> {
                while (failing.fetches() == fetches) {
                    assertEquals("oauth:anna@example.com", tokens.principal(failing.token(), "/mcp"));
                }
            });
            assertEquals("oauth:anna@example.com", tokens.principal(failing.token(), "/mcp"));
        }
    }

    @Test
    void anIssuerThatIsDownFromTheStartIsTheServersTroubleNotTheTokens() throws Exception {
        try (Issuer failing = new Issuer()) {
            AccessTokens tokens = new AccessTokens(failing.server(), Duration.ofMinutes(5), Duration.ofMillis(1));
            failing.down();
            String token = failing.token();
            assertEquals(503, assertThrows(TokenRefused.class, () -> tokens.principal(token, "/mcp")).status);
            failing.up();
            Await.until("the issuer's keys", () -> status(tokens, token) == 200);
            assertEquals("oauth:anna@example.com", tokens.principal(token, "/mcp"));
        }
    }

    @Test
    void keysMustNotComeFromWhereOthersCanChangeThem() {
        URI audience = URI.create(Issuer.AUDIENCE);
        URI good = URI.create("https://login.example.com");
        URI bad = URI.create("http://login.example.com");
        assertThrows(
                IllegalArgumentException.class,
                () -> new AuthorizationServer(bad, null, audience, List.of(), "sub", Network.DIRECT));
        assertThrows(
                IllegalArgumentException.class,
                () -> new AuthorizationServer(good, bad, audience, List.of(), "sub", Network.DIRECT));
        assertTrue(AuthorizationServer.secure(URI.create("http://[::1]:80/")));
        assertFalse(AuthorizationServer.secure(URI.create("http://localhost.example.com/")));
        assertFalse(AuthorizationServer.secure(URI.create("http://127.0.0.1.example.com/")));
    }

    private static int status(AccessTokens tokens, String token) {
        try {
            tokens.principal(token, "/mcp");
            return 200;
        } catch (TokenRefused e) {
            return e.status;
        }
    }

    private static void refused(AccessTokens tokens, UnaryOperator<JWTClaimsSet.Builder> change, String why)
            throws JOSEException {
        refused(tokens, issuer.token(change), why);
    }

    private static void refused(AccessTokens tokens, String token, String why) {
        TokenRefused refused = assertThrows(TokenRefused.class, () -> tokens.principal(token, "/mcp"), why);
        assertEquals(401, refused.status, refused.getMessage());
        assertEquals("invalid_token", refused.error);
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
        assertFalse(refused.getMessage().contains(token.substring(0, 20)), "the token is not repeated");
    }
}
