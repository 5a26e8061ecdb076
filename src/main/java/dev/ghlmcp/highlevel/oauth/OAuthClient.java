package dev.ghlmcp.highlevel.oauth;

import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.highlevel.account.CredentialsException;
import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// HighLevel's OAuth 2.0: consent, codes, refreshing, and an agency's sub-accounts. Requests use the v2 names for both
/// generations of tools: HighLevel answers both, and documents v3 less.
public final class OAuthClient {
    private static final int PAGE = 100;

    /// The listing of an agency's sub-accounts ends after this many.
    private static final int MAX_PAGES = 100;

    /// The lifetime in s of an access token that names none. HighLevel's own SDK uses the same value.
    private static final long A_DAY = 86_400;

    private final OAuthApp app;
    private final OAuthEndpoint endpoint;
    private final InstantSource clock;

    /// A sub-account that has the app.
    public record Installed(String id, String name) {}

    /// @param account   where HighLevel is and how long to wait for it
    /// @param userAgent names this program to HighLevel
    public OAuthClient(OAuthApp app, Account account, String userAgent, InstantSource clock) {
        this.app = app;
        this.endpoint = new OAuthEndpoint(account, userAgent);
        this.clock = clock;
    }

    /// The address of the page on which a person chooses the account to open.
    ///
    /// @param state     HighLevel returns it with the code
    /// @param challenge of PKCE, or null
    public URI consent(String state, String challenge) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", app.clientId());
        query.put("redirect_uri", app.redirect().toString());
        query.put("scope", String.join(" ", app.scopes()));
        query.put("state", state);
        query.put("version_id", app.versionId());
        query.put("code_challenge", challenge);
        query.put("code_challenge_method", challenge == null ? null : "S256");
        return URI.create(app.consent() + "?" + OAuthEndpoint.form(query).replace("+", "%20"));
    }

    /// Exchanges a code from the consent page, once, for the token of the sub-account or agency that the person chose.
    ///
    /// @param verifier of PKCE, or null
    public StoredToken exchange(Secret code, String verifier) throws CredentialsException {
        Map<String, String> form = form("authorization_code");
        form.put("code", code.value());
        form.put("redirect_uri", app.redirect().toString());
        form.put("code_verifier", verifier);
        return granted(
                endpoint.post(
                        "/oauth/token",
                        form,
                        null,
                        "HighLevel did not take the code. A code works once and for a "
                                + "few minutes: run `ghl-mcp auth login` again. If it fails again, compare auth.client-id, "
                                + "auth.client-secret and auth.redirect-uri with the app's page in the marketplace."),
                null);
    }

    /// Renews a token. This uses its refresh token up, even if the answer is lost.
    ///
    /// @throws RefusedException if HighLevel does not take the refresh token
    StoredToken refresh(StoredToken old) throws CredentialsException {
        Map<String, String> form = form("refresh_token");
        form.put("refresh_token", old.refresh().value());
        form.put("user_type", old.resource().agency() ? "Company" : "Location");
        return granted(
                endpoint.post(
                        "/oauth/token",
                        form,
                        null,
                        "HighLevel does not take the refresh token of "
                                + old.resource()
                                + " any more (a refresh token works once and for a year, and ends with the "
                                + "app's installation): run `ghl-mcp auth login`."),
                old);
    }

    /// Gets a sub-account's token with its agency's token.
    ///
    /// @throws RefusedException if HighLevel does not take the agency's token, or not for this sub-account
    StoredToken locationToken(StoredToken agency, String locationId) throws CredentialsException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("companyId", agency.resource().id());
        form.put("locationId", locationId);
        JsonNode answer = endpoint.post(
                "/oauth/locationToken",
                form,
                agency.access(),
                "HighLevel gives no token for "
                        + "the sub-account " + locationId + ": check the id, and that the app is installed in it "
                        + "(`ghl-mcp auth status` lists agencies and sub-accounts).");
        return granted(
                answer,
                new StoredToken(
                        new Resource(TokenClass.SUB_ACCOUNT, locationId),
                        agency.resource().id(),
                        null,
                        null,
                        agency.scopes(),
                        clock.instant()));
    }

    /// How long an answer may take.
    Duration timeout() {
        return endpoint.timeout();
    }

    /// The sub-accounts of an agency that have the app.
    public List<Installed> installed(StoredToken agency) throws CredentialsException {
        return installed(agency, MAX_PAGES);
    }

    /// The first of them.
    ///
    /// @param pages the most pages that are requested
    public List<Installed> installed(StoredToken agency, int pages) throws CredentialsException {
        List<Installed> installed = new ArrayList<>();
        for (int page = 0; page < pages; page++) {
            Map<String, String> query = new LinkedHashMap<>();
            query.put("companyId", agency.resource().id());
            query.put("appId", app.id());
            query.put("isInstalled", "true");
            query.put("limit", String.valueOf(PAGE));
            query.put("skip", String.valueOf(page * PAGE));
            JsonNode locations = endpoint.get("/oauth/installedLocations", query, agency.access())
                    .path("locations");
            for (JsonNode location : locations) {
                installed.add(new Installed(
                        location.path("_id").stringValue(""),
                        OAuthEndpoint.clean(location.path("name").stringValue(""))));
            }
            if (locations.size() < PAGE) {
                break;
            }
        }
        return installed;
    }

    private Map<String, String> form(String grant) throws CredentialsException {
        if (!app.complete()) {
            throw new CredentialsException("The app's client id or secret is missing: set GHL_AUTH_CLIENT_ID and "
                    + "GHL_AUTH_CLIENT_SECRET, or auth.client-id and auth.client-secret in the settings file.");
        }
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", app.clientId());
        form.put("client_secret", app.secret().value());
        form.put("grant_type", grant);
        return form;
    }

    /// @param old supplies values that the answer leaves out; may be null
    private StoredToken granted(JsonNode answer, StoredToken old) throws CredentialsException {
        Secret access = Secret.of(answer.path("access_token").stringValue(null));
        Resource resource = old == null ? resource(answer) : old.resource();
        if (access == null || resource.id() == null) {
            throw new CredentialsException("HighLevel's answer holds no token, or does not say whose it is. Try again; "
                    + "see that ghl.base-url leads to HighLevel.");
        }
        Secret refresh = Secret.of(answer.path("refresh_token").stringValue(null));
        String scope = answer.path("scope").stringValue("");
        return new StoredToken(
                resource,
                answer.path("companyId").stringValue(old == null ? null : old.companyId()),
                access,
                refresh == null && old != null ? old.refresh() : refresh,
                scope.isBlank() && old != null ? old.scopes() : StoredToken.words(scope),
                clock.instant().plusSeconds(answer.path("expires_in").asLong(A_DAY)));
    }

    /// The person who installs the app chooses between the two.
    private static Resource resource(JsonNode answer) {
        String location = answer.path("locationId").stringValue(null);
        return location == null || answer.path("userType").stringValue("").equals("Company")
                ? Resource.agency(answer.path("companyId").stringValue(null))
                : new Resource(TokenClass.SUB_ACCOUNT, location);
    }
}
