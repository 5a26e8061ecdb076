package dev.ghlmcp.highlevel.oauth;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.http.Fault;
import dev.ghlmcp.highlevel.account.CredentialsException;
import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.secret.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What goes to HighLevel's OAuth endpoints, and what is made of their answers.
class OAuthClientTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final Grants grants = new Grants();
    private final OAuthClient client = grants.client(() -> NOW);
    private final StoredToken old = Grants.stored(Grants.LOCATION_RESOURCE, "old-access", "old-refresh", NOW);

    @AfterEach
    void close() {
        grants.close();
    }

    @Test
    void asksForConsent() {
        String standard = "https://consent.example/v2/oauth/chooselocation?response_type=code&client_id=app1-suffix"
                + "&redirect_uri=http%3A%2F%2Flocalhost%3A8976%2Foauth%2Fcallback"
                + "&scope=contacts.readonly%20oauth.write&state=s1";
        assertEquals(URI.create(standard), client.consent("s1", null));
        assertEquals(
                URI.create(standard + "&code_challenge=c1&code_challenge_method=S256"), client.consent("s1", "c1"));
    }

    @Test
    void tradesACodeForTheTokenOfWhomThePersonChose() throws Exception {
        answer(
                200,
                "{'access_token':'a','refresh_token':'r','expires_in':3600,'scope':'x y','userType':'Location',"
                        + "'locationId':'loc9','companyId':'comp9'}");
        StoredToken location = client.exchange(new Secret("co de"), "v1");
        assertEquals(
                new StoredToken(
                        new Resource(TokenClass.SUB_ACCOUNT, "loc9"),
                        "comp9",
                        new Secret("a"),
                        new Secret("r"),
                        List.of("x", "y"),
                        NOW.plusSeconds(3600)),
                location);
        grants.upstream.verify(postRequestedFor(urlEqualTo("/oauth/token"))
                .withHeader("Content-Type", equalTo("application/x-www-form-urlencoded"))
                .withHeader("User-Agent", equalTo("ghl-mcp/test"))
                .withHeader("Version", absent())
                .withRequestBody(equalTo("client_id=app1-suffix&client_secret=secret-of-the-app"
                        + "&grant_type=authorization_code&code=co+de"
                        + "&redirect_uri=http%3A%2F%2Flocalhost%3A8976%2Foauth%2Fcallback&code_verifier=v1")));
        answer(200, "{'access_token':'a','refresh_token':'r','userType':'Company','companyId':'comp9'}");
        StoredToken agency = client.exchange(new Secret("code"), null);
        assertEquals(new Resource(TokenClass.AGENCY, "comp9"), agency.resource());
        assertEquals(NOW.plusSeconds(86_400), agency.expiresAt(), "a day if the answer does not say");
    }

    @Test
    void keepsWhatARefreshLeavesOut() throws Exception {
        answer(200, "{'access_token':'a'}");
        StoredToken next = client.refresh(old);
        assertEquals(old.refresh(), next.refresh());
        assertEquals(old.scopes(), next.scopes());
        assertEquals(old.companyId(), next.companyId());
        grants.upstream.verify(postRequestedFor(urlEqualTo("/oauth/token"))
                .withRequestBody(equalTo("client_id=app1-suffix&client_secret=secret-of-the-app"
                        + "&grant_type=refresh_token&refresh_token=old-refresh&user_type=Location")));
    }

    @ParameterizedTest
    @CsvSource({"400,<html>Guest Wi-Fi</html>", "401,<html>Just a moment</html>", "403,error code: 1010", "404,''"})
    void aPageOfSomebodyInBetweenIsNoRefusal(int status, String body) {
        grants.upstream.stubFor(
                any(anyUrl()).willReturn(aResponse().withStatus(status).withBody(body)));
        CredentialsException failure = assertThrows(CredentialsException.class, () -> client.refresh(old));
        assertFalse(failure instanceof RefusedException, failure::toString);
        assertTrue(failure.getMessage().contains("proxy or filter"), failure::getMessage);
    }

    @Test
    void mintsASubAccountsTokenFromItsAgencys() throws Exception {
        answer(201, "{'access_token':'a','refresh_token':'r','locationId':'loc9'}");
        StoredToken agency = Grants.stored(Grants.AGENCY_RESOURCE, "agency-access", "r", NOW);
        StoredToken minted = client.locationToken(agency, "loc9");
        assertEquals(new Resource(TokenClass.SUB_ACCOUNT, "loc9"), minted.resource());
        assertEquals(Grants.COMPANY, minted.companyId());
        grants.upstream.verify(postRequestedFor(urlEqualTo("/oauth/locationToken"))
                .withHeader("Authorization", equalTo("Bearer agency-access"))
                .withHeader("Version", equalTo("2021-07-28"))
                .withRequestBody(equalTo("companyId=comp1&locationId=loc9")));
    }

    @Test
    void listsEverySubAccountThatHasTheApp() throws Exception {
        String full = "{'_id':'loc','name':'A \\u202e b'},".repeat(100);
        page("0", full.substring(0, full.length() - 1));
        page("100", "{'_id':'last','name':'Last'}");
        List<OAuthClient.Installed> installed =
                client.installed(Grants.stored(Grants.AGENCY_RESOURCE, "agency-access", "r", NOW));
        assertEquals(101, installed.size());
        assertEquals(new OAuthClient.Installed("loc", "A b"), installed.getFirst());
        assertEquals(new OAuthClient.Installed("last", "Last"), installed.getLast());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    400 | {'message':'Invalid grant: refresh token is invalid old-refresh'} | ghl-mcp auth login
                    401 | {'error':'UnAuthorized!','error_description':'old-refresh'}       | ghl-mcp auth login
                    400 | {'message':'Location is not active old-refresh'}                  | paused or unpaid
                    401 | {'message':'The token is not authorized for this scope.'}         | oauth.write
                    400 | {'message':'Missing parameter: clientId old-refresh'}             | GHL_AUTH_CLIENT_ID
                    429 | {'message':'old-refresh'}                                         | in a minute
                    500 | old-refresh                                                       | in a minute
                    302 | old-refresh                                                       | ghl.base-url
                    200 | <html>old-refresh</html>                                          | ghl.base-url
                    200 | {'refresh_token':'old-refresh'}                                   | ghl.base-url
                    200 |                                                                   | ghl.base-url
                    """)
    void saysWhatToDoAndNeverWhatWasSent(int status, String body, String advice) {
        answer(status, body == null ? "" : body);
        CredentialsException reason = assertThrows(CredentialsException.class, () -> client.refresh(old));
        assertTrue(reason.getMessage().contains(advice), reason.getMessage());
        assertFalse(reason.getMessage().contains("old-refresh"), reason.getMessage());
        assertEquals(
                advice.contains("login"), reason instanceof RefusedException, "whether another way is worth a try");
    }

    @Test
    void saysWhenNoAnswerComes() {
        for (Fault fault :
                List.of(Fault.CONNECTION_RESET_BY_PEER, Fault.EMPTY_RESPONSE, Fault.RANDOM_DATA_THEN_CLOSE)) {
            grants.upstream.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));
            CredentialsException reason = assertInstanceOf(CredentialsException.class, thrown(), fault + "");
            assertTrue(reason.getMessage().contains("ghl.base-url"), reason.getMessage());
        }
    }

    @Test
    void asksForTheAppBeforeItSendsAnything() {
        OAuthApp app = new OAuthApp(null, null, URI.create("http://c"), URI.create("http://r"), List.of(), null, false);
        OAuthClient nobody = new OAuthClient(app, Grants.account(grants.upstream.baseUrl()), "ghl-mcp/test", () -> NOW);
        assertTrue(assertThrows(CredentialsException.class, () -> nobody.refresh(old))
                .getMessage()
                .contains("GHL_AUTH_CLIENT_SECRET"));
        assertEquals(0, grants.refreshes());
    }

    @Test
    void showsNoSecret() {
        for (Object shown : List.of(old, Grants.app())) {
            assertFalse(shown.toString().matches(".*(old-access|old-refresh|secret-of-the-app).*"), shown.toString());
        }
    }

    private Throwable thrown() {
        return assertThrows(CredentialsException.class, () -> client.refresh(old));
    }

    private void answer(int status, String body) {
        grants.upstream.stubFor(any(anyUrl()).willReturn(Grants.json(status, body.replace('\'', '"'))));
    }

    private void page(String skip, String locations) {
        grants.upstream.stubFor(get(urlPathEqualTo("/oauth/installedLocations"))
                .withQueryParam("companyId", equalTo("comp1"))
                .withQueryParam("appId", equalTo("app1"))
                .withQueryParam("skip", equalTo(skip))
                .withHeader("Authorization", equalTo("Bearer agency-access"))
                .willReturn(Grants.json(200, ("{'locations':[" + locations + "]}").replace('\'', '"'))));
    }
}
