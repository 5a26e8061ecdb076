package dev.ghlmcp.server.auth;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.ghlmcp.network.Network;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;

/// An authorization server with metadata, keys and tokens.
public final class Issuer implements AutoCloseable {
    /// The server that its tokens are for.
    public static final String AUDIENCE = "https://mcp.example.com/mcp";

    private static final String KEYS = "/keys";
    private static final String METADATA = "/.well-known/openid-configuration";

    private final WireMockServer wire =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
    private RSAKey key;

    public Issuer() throws JOSEException {
        wire.start();
        rotate("first");
        wire.stubFor(get(METADATA)
                .willReturn(okJson("{\"issuer\":\"" + uri() + "\",\"jwks_uri\":\"" + uri() + KEYS + "\"}")));
    }

    /// Its `iss`.
    public String uri() {
        return "http://127.0.0.1:" + wire.port();
    }

    /// From now on signs with another key and publishes only that.
    void rotate(String id) throws JOSEException {
        key = new RSAKeyGenerator(2048).keyID(id).generate();
        up();
    }

    void up() {
        wire.stubFor(get(KEYS).willReturn(okJson(new JWKSet(key.toPublicJWK()).toString())));
    }

    void down() {
        wire.stubFor(get(KEYS).willReturn(aResponse().withStatus(503)));
    }

    RSAKey key() {
        return key;
    }

    /// How often its keys were asked for.
    int fetches() {
        return wire.countRequestsMatching(getRequestedFor(urlEqualTo(KEYS)).build())
                .getCount();
    }

    AuthorizationServer server(String... scopes) {
        return new AuthorizationServer(
                URI.create(uri()), null, URI.create(AUDIENCE), List.of(scopes), "sub", Network.DIRECT);
    }

    /// What a good token says.
    JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(uri())
                .audience(AUDIENCE)
                .subject("anna@example.com")
                .expirationTime(in(300));
    }

    /// A token for an hour or so.
    public String token() throws JOSEException {
        return token(claims -> claims);
    }

    String token(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        return signed(key, change.apply(claims()).build());
    }

    static String signed(RSAKey key, JWTClaimsSet claims) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    @Override
    public void close() {
        wire.stop();
    }
}
