package dev.ghlmcp.sandbox.oauth;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.TokenHolder;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the endpoints that give out tokens answer: the consent page, and those of an app for its tokens.
public record OAuthRoutes(SandboxStore store, IssuedTokens tokens) {
    public static final String APP_ID = SampleAccount.CLIENT_ID.split("-", 2)[0];
    private static final Pattern SNAKE = Pattern.compile("_([a-z])");
    static final String VERSION_ID = "7a90cd9e1f2b3c4d5e6f7082";

    public List<Route> routes() {
        return List.of(
                Route.post("/oauth/locationToken", this::locationToken),
                Route.post("/oauth/location-token", this::locationToken));
    }

    /// Where the consent page sends the browser. It asks nobody: consent is for the agency, or for the sub-account
    /// that the parameter `locationId` names.
    public String consent(ObjectNode query) {
        if (!query.path("client_id").asString().equals(SampleAccount.CLIENT_ID)) {
            throw ApiError.badRequest("Invalid client: client is invalid");
        }
        String back = query.path("redirect_uri").asString();
        if (!back.matches("https?://[^\\s#]+")
                || !query.path("response_type").asString().equals("code")) {
            throw ApiError.badRequest("Invalid parameter: "
                    + (query.path("response_type").asString().equals("code") ? "redirect_uri" : "response_type"));
        }
        String location = query.path("locationId").asString();
        if (!location.isEmpty()) {
            store.records("locations").require(location);
        }
        String asked = query.path("scope").asString();
        Set<String> scopes =
                asked.isBlank() ? tokens.scopes() : Set.of(asked.strip().split("\\s+", -1));
        String code = tokens.consent(
                location.isEmpty()
                        ? new TokenHolder(true, SampleAccount.COMPANY_ID, true, scopes)
                        : new TokenHolder(false, location, true, scopes));
        String state = query.has("state")
                ? "&state=" + URLEncoder.encode(query.path("state").asString(), StandardCharsets.UTF_8)
                : "";
        return back + (back.contains("?") ? "&" : "?") + "code=" + code + state;
    }

    /// Answers a request for tokens.
    ///
    /// @param form the fields of the request, in the dialect of its version
    public ObjectNode token(ObjectNode form, boolean v3) {
        UnaryOperator<String> read = field -> form.path(name(field, v3)).asString("");
        String grant = read.apply("grant_type");
        if (!Set.of("authorization_code", "refresh_token").contains(grant)) {
            throw ApiError.badRequest("Invalid parameter: " + name("grant_type", v3));
        }
        boolean first = grant.equals("authorization_code");
        for (String field : List.of("client_id", "client_secret", first ? "code" : "refresh_token")) {
            if (read.apply(field).isEmpty()) {
                throw ApiError.badRequest("Missing parameter: " + name(field, v3));
            }
        }
        String given = read.apply(first ? "code" : "refresh_token");
        if (first && !tokens.knowsCode(given)) {
            throw ApiError.denied("Authorization code not found");
        }
        if (!read.apply("client_id").equals(SampleAccount.CLIENT_ID)
                || !read.apply("client_secret").equals(SampleAccount.CLIENT_SECRET)) {
            throw ApiError.denied("Invalid client: client credentials are invalid");
        }
        IssuedTokens.Issued issued = first ? tokens.redeem(given) : tokens.refresh(given);
        if (issued == null) {
            throw first
                    ? ApiError.denied("Authorization code not found")
                    : ApiError.badRequest("Invalid grant: refresh token is invalid");
        }
        ObjectNode answer = described(issued, v3).put("companyId", SampleAccount.COMPANY_ID);
        answer.put("userType", issued.bearer().authClass())
                .put("isBulkInstallation", issued.bearer().agency())
                .put("installToFutureLocations", issued.bearer().agency())
                .put("approveAllLocations", issued.bearer().agency());
        answer.putArray("approvedLocations");
        if (!issued.bearer().agency()) {
            answer.withArray("approvedLocations").add(issued.bearer().owner());
        }
        return answer;
    }

    private ObjectNode locationToken(RouteCall call) {
        JsonNode company = call.body().get("companyId");
        ObjectNode location = store.records("locations")
                .require(
                        call.body().get("locationId").asString(),
                        known -> known.path("companyId").equals(company));
        // HighLevel adds these two unasked.
        Set<String> scopes = new HashSet<>(call.bearer().scopes());
        scopes.addAll(List.of("oauth.readonly", "oauth.write"));
        TokenHolder bearer = new TokenHolder(false, location.get("id").stringValue(), true, Set.copyOf(scopes));
        return described(tokens.issue(bearer), call.v3()).put("appId", APP_ID).put("versionId", VERSION_ID);
    }

    private ObjectNode described(IssuedTokens.Issued issued, boolean v3) {
        ObjectNode answer = Json.MAPPER
                .createObjectNode()
                .put(name("access_token", v3), issued.access())
                .put(name("token_type", v3), "Bearer")
                .put(name("expires_in", v3), store.tokenLifetime().toSeconds())
                .put(name("refresh_token", v3), issued.refresh())
                .put("scope", String.join(" ", new TreeSet<>(issued.bearer().scopes())));
        if (!issued.bearer().agency()) {
            answer.put("locationId", issued.bearer().owner());
        }
        return answer.put("planId", "6590f1a2b3c4d5e6f7a8b9c0").put("userId", "7KWyWfty6uEvcdZQoaZr");
    }

    /// How the dated versions, or `v3`, spell a field.
    private static String name(String snake, boolean v3) {
        return v3 ? SNAKE.matcher(snake).replaceAll(part -> part.group(1).toUpperCase(Locale.ROOT)) : snake;
    }
}
