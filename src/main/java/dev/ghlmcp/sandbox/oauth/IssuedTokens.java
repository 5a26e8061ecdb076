package dev.ghlmcp.sandbox.oauth;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.sandbox.api.TokenHolder;
import dev.ghlmcp.sandbox.contract.Contract;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// The tokens that the sandbox knows: those of private integrations, and those that it issued to the app. Codes and
/// refresh tokens serve once.
public final class IssuedTokens {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Set<String> LIMITED = Set.of("contacts.readonly", "contacts.write");

    private final SandboxOptions options;
    private final Set<String> scopes = Contract.scopes();
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Access> access = new HashMap<>();
    private final Map<String, TokenHolder> refreshTokens = new HashMap<>();
    private final Map<String, TokenHolder> codes = new HashMap<>();
    private final Set<String> paused = new HashSet<>();
    private final Map<String, Integer> issued = new HashMap<>();
    private int refreshes;

    public IssuedTokens(SandboxOptions options) {
        this.options = options;
        Set<String> all =
                scopes.stream().filter(scope -> !scope.startsWith("oauth.")).collect(Collectors.toUnmodifiableSet());
        integration(SampleAccount.LOCATION_TOKEN, SampleAccount.LOCATION_ID, all);
        integration(SampleAccount.LIMITED_TOKEN, SampleAccount.LOCATION_ID, LIMITED);
        integration(SampleAccount.SECOND_LOCATION_TOKEN, SampleAccount.SECOND_LOCATION_ID, all);
        integration(SampleAccount.AGENCY_TOKEN, SampleAccount.COMPANY_ID, all);
    }

    /// Every scope there is.
    Set<String> scopes() {
        return scopes;
    }

    private void integration(String token, String owner, Set<String> scopes) {
        boolean agency = owner.equals(SampleAccount.COMPANY_ID);
        access.put(token, new Access(new TokenHolder(agency, owner, false, scopes), Instant.MAX));
    }

    /// What is known of an access token, or null.
    public synchronized Access find(String token) {
        return access.get(token);
    }

    public boolean serves(Access known) {
        return known != null && options.clock().instant().isBefore(known.end());
    }

    /// A code that a person's consent gives to the app.
    synchronized String consent(TokenHolder bearer) {
        String code = random(20);
        codes.put(code, bearer);
        return code;
    }

    synchronized boolean knowsCode(String code) {
        return codes.containsKey(code);
    }

    /// What the code is good for, once; then null.
    synchronized Issued redeem(String code) {
        TokenHolder bearer = codes.remove(code);
        return bearer == null ? null : issue(bearer);
    }

    /// What the refresh token is good for, once; then null.
    synchronized Issued refresh(String token) {
        TokenHolder bearer = refreshTokens.get(token);
        if (bearer == null) {
            return null;
        }
        Issued issued = issue(bearer);
        refreshTokens.remove(token);
        refreshes++;
        return issued;
    }

    synchronized Issued issue(TokenHolder bearer) {
        if (paused.contains(bearer.owner())) {
            throw ApiError.badRequest("Location is not active");
        }
        Issued pair = new Issued(jwt(bearer), jwt(bearer), bearer);
        access.put(pair.access(), new Access(bearer, options.clock().instant().plus(options.tokenLifetime())));
        refreshTokens.put(pair.refresh(), bearer);
        issued.merge(bearer.owner(), 1, Integer::sum);
        return pair;
    }

    /// Ends all access tokens that the app has; its refresh tokens stay good.
    public synchronized void revoke() {
        access.replaceAll((_, known) -> known.bearer().oauth() ? new Access(known.bearer(), Instant.MIN) : known);
    }

    public synchronized void pause(String location) {
        paused.add(location);
    }

    public synchronized int refreshes() {
        return refreshes;
    }

    public synchronized int issued(String owner) {
        return issued.getOrDefault(owner, 0);
    }

    private String jwt(TokenHolder bearer) {
        Instant now = options.clock().instant();
        ObjectNode claims = Json.MAPPER
                .createObjectNode()
                .put("authClass", bearer.authClass())
                .put("authClassId", bearer.owner())
                .put("source", "INTEGRATION")
                .put("channel", "OAUTH")
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(options.tokenLifetime()).getEpochSecond());
        return encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + encoded(claims.toString()) + "." + random(256);
    }

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private String random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    /// An access token that the sandbox gave out.
    ///
    /// @param end when the token stops to serve
    public record Access(TokenHolder bearer, Instant end) {}

    /// A new pair of tokens.
    record Issued(String access, String refresh, TokenHolder bearer) {
        @Override
        public String toString() {
            return "tokens of " + bearer.owner();
        }
    }
}
