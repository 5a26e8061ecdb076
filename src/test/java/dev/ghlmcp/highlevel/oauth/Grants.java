package dev.ghlmcp.highlevel.oauth;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.redis.Redis;
import dev.ghlmcp.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// A token endpoint by script: refresh tokens work once.
final class Grants implements AutoCloseable {
    static final String COMPANY = "comp1";
    static final String LOCATION = "loc1";
    static final Resource AGENCY_RESOURCE = new Resource(TokenClass.AGENCY, COMPANY);
    static final Resource LOCATION_RESOURCE = new Resource(TokenClass.SUB_ACCOUNT, LOCATION);
    static final Duration TIMEOUT = Duration.ofSeconds(30);
    static final String INVALID = "{\"statusCode\":400,\"message\":\"Invalid grant: refresh token is invalid\"}";

    final WireMockServer upstream = new WireMockServer(
            WireMockConfiguration.wireMockConfig().dynamicPort().containerThreads(100));

    Grants() {
        upstream.start();
    }

    OAuthClient client(InstantSource clock) {
        return client(upstream.baseUrl(), clock);
    }

    static OAuthClient client(String base, InstantSource clock) {
        return new OAuthClient(app(), account(base), "ghl-mcp/test", clock);
    }

    static OAuthApp app() {
        return new OAuthApp(
                "app1-suffix",
                new Secret("secret-of-the-app"),
                URI.create("https://consent.example/v2/oauth/chooselocation"),
                URI.create("http://localhost:8976/oauth/callback"),
                List.of("contacts.readonly", "oauth.write"),
                null,
                false);
    }

    static Account account(String base) {
        return new Account(URI.create(base), null, null, LOCATION, COMPANY, Duration.ofSeconds(5), TIMEOUT, TIMEOUT);
    }

    static FileTokenStore store(Path file) {
        return new FileTokenStore(file, new SealedTokens(null));
    }

    static RedisTokenStore store(String url) {
        return new RedisTokenStore(new Redis(new Secret(url), TIMEOUT, System.err::println), new SealedTokens(null));
    }

    /// A token that was granted before the test.
    static StoredToken stored(Resource resource, String access, String refresh, Instant expiresAt) {
        return new StoredToken(
                resource, COMPANY, new Secret(access), Secret.of(refresh), List.of("contacts.readonly"), expiresAt);
    }

    /// The next token for this refresh token, once; then the refusal that HighLevel documents.
    void grantsOnce(String refresh, String access, String nextRefresh) {
        grantsOnce(refresh, granted(access, nextRefresh));
    }

    void grantsOnce(String refresh, ResponseDefinitionBuilder answer) {
        upstream.stubFor(refreshing(refresh)
                .inScenario(refresh)
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(answer)
                .willSetStateTo("used"));
        upstream.stubFor(refreshing(refresh)
                .inScenario(refresh)
                .whenScenarioStateIs("used")
                .willReturn(json(400, INVALID)));
    }

    void refuses(String refresh) {
        upstream.stubFor(refreshing(refresh).willReturn(json(400, INVALID)));
    }

    void mints(String agencyAccess, String access, String refresh) {
        upstream.stubFor(post("/oauth/locationToken")
                .withHeader("Authorization", equalTo("Bearer " + agencyAccess))
                .willReturn(granted(access, refresh).withStatus(201)));
    }

    int refreshes() {
        return upstream.findAll(postRequestedFor(urlPathEqualTo("/oauth/token")))
                .size();
    }

    int mintings() {
        return upstream.findAll(postRequestedFor(urlPathEqualTo("/oauth/locationToken")))
                .size();
    }

    static ResponseDefinitionBuilder granted(String access, String refresh) {
        return json(
                200,
                "{\"access_token\":\"" + access + "\",\"token_type\":\"Bearer\",\"expires_in\":86399,"
                        + (refresh == null ? "" : "\"refresh_token\":\"" + refresh + "\",")
                        + "\"scope\":\"contacts.readonly oauth.write\",\"companyId\":\"" + COMPANY + "\"}");
    }

    static ResponseDefinitionBuilder json(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(body);
    }

    private static MappingBuilder refreshing(String refresh) {
        return post("/oauth/token").withRequestBody(containing("refresh_token=" + refresh + "&"));
    }

    @Override
    public void close() {
        upstream.stop();
    }
}
