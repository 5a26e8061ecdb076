package dev.ghlmcp.server.auth;

import dev.ghlmcp.mcp.call.Caller;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Identifies callers by the bearer token in the `Authorization` header only, and finds their account. The token
/// is not passed on: HighLevel gets the account's own.
public final class BearerAuthenticator implements Authenticator {
    private static final Pattern BEARER = Pattern.compile("(?i)bearer +([A-Za-z0-9._~+/-]+=*)");

    private static final Duration RENEWAL = Duration.ofHours(1);

    private final List<TokenCheck> checks;
    private final Tenants tenants;
    private final TenantHeaders headers;
    private final BearerChallenge challenge;

    private BearerAuthenticator(List<TokenCheck> checks, Tenants tenants, boolean headers, BearerChallenge challenge) {
        this.checks = checks;
        this.tenants = tenants;
        this.headers = new TenantHeaders(headers);
        this.challenge = challenge;
    }

    /// For these kinds of tokens.
    ///
    /// @param tokens        the operator's own; none of these and no server: everybody is let in as `local`
    /// @param server        gives access tokens, or null
    /// @param tenantHeaders whether a request may bring its own account
    public static Authenticator of(
            List<TokenList> tokens, AuthorizationServer server, Tenants tenants, boolean tenantHeaders) {
        Stream<TokenCheck> access = server == null ? Stream.of() : Stream.of(new AccessTokens(server));
        return new BearerAuthenticator(
                Stream.<TokenCheck>concat(tokens.stream(), access).toList(),
                tenants,
                tenantHeaders,
                new BearerChallenge(server));
    }

    @Override
    public Caller admit(String path, UnaryOperator<String> header) throws TokenRefused {
        try {
            Caller caller = authenticates()
                    ? tenants.caller(principal(header.apply("Authorization"), path), this::namesAToken)
                    : tenants.anybody();
            return headers.narrow(caller, header);
        } catch (TokenRefused e) {
            throw e.with(challenge.of(e, path));
        }
    }

    @Override
    public boolean authenticates() {
        return !checks.isEmpty();
    }

    @Override
    public Set<String> tokens(String principal) {
        String name = unmarked(principal);
        return checks.stream().flatMap(check -> check.tokens(name).stream()).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean admits(String principal, Set<String> before) {
        return !authenticates()
                || (known(unmarked(principal)) != null
                        && (before.isEmpty() || !Collections.disjoint(before, tokens(principal))));
    }

    /// A caller with a token of HighLevel's has a mark behind the name.
    private String unmarked(String principal) {
        int mark = principal.lastIndexOf('#');
        return mark > 0 && headers.allowed() && known(principal) == null ? principal.substring(0, mark) : principal;
    }

    @Override
    public Caller known(String principal) {
        boolean found = checks.stream().anyMatch(check -> check.knows(principal));
        try {
            return found ? tenants.caller(principal, this::namesAToken) : null;
        } catch (TokenRefused _) {
            return null;
        }
    }

    /// The issuer of access tokens does not say when it takes one back.
    @Override
    public Duration renewal(String principal) {
        return principal.startsWith(AccessTokens.PREFIX) ? RENEWAL : null;
    }

    @Override
    public List<String> headers() {
        return headers.names();
    }

    @Override
    public byte[] document(String path) {
        return challenge.document(path);
    }

    private boolean namesAToken(String name) {
        return checks.stream().anyMatch(check -> check instanceof TokenList tokens && tokens.names(name));
    }

    private String principal(String authorization, String path) throws TokenRefused {
        if (authorization == null || !authorization.regionMatches(true, 0, "bearer", 0, "bearer".length())) {
            throw new TokenRefused(401, null, "Send the header 'Authorization: Bearer TOKEN'");
        }
        Matcher matcher = BEARER.matcher(authorization.strip());
        if (!matcher.matches()) {
            throw new TokenRefused(400, "invalid_request", "The header must be 'Authorization: Bearer' and one token");
        }
        for (TokenCheck check : checks) {
            String principal = check.principal(matcher.group(1), path);
            if (principal != null) {
                return principal;
            }
        }
        throw TokenRefused.invalid("The token is not one of this server's");
    }
}
