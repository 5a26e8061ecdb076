package dev.ghlmcp.server.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimNames;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.ghlmcp.text.Excerpt;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Access tokens of an authorization server: JWTs that it signed for this server.
public final class AccessTokens implements TokenCheck {
    /// Neither `none` nor a shared secret. EdDSA would need a library of its own.
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    /// The prefix of its principals, so that none is mistaken for an operator's token of the same name.
    static final String PREFIX = "oauth:";

    private static final int SKEW_S = 30;
    private static final int MAX_NAME = 200;
    private static final int MAX_FAULT = 120;

    private final AuthorizationServer server;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private volatile boolean keysKnown;

    public AccessTokens(AuthorizationServer server) {
        this(server, Duration.ofMinutes(5), Duration.ofSeconds(10));
    }

    /// @param fresh how long keys count without being fetched again; in an outage the last ones count ten times as long
    /// @param rest  between two looks for a key that is not among them: because anybody can invent unknown keys
    AccessTokens(AuthorizationServer server, Duration fresh, Duration rest) {
        this.server = server;
        try {
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                    ALGORITHMS,
                    JWKSourceBuilder.create(server.issuer().toURL(), new IssuerKeys(server))
                            .cache(fresh.toMillis(), Duration.ofSeconds(10).toMillis())
                            .refreshAheadCache(false)
                            .rateLimited(rest.toMillis())
                            .outageTolerant(fresh.multipliedBy(10).toMillis())
                            .build()));
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("The issuer of access tokens must have an https:// address", e);
        }
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"), null));
        DefaultJWTClaimsVerifier<SecurityContext> claims = new DefaultJWTClaimsVerifier<>(
                (Set<String>) null,
                new JWTClaimsSet.Builder().issuer(server.issuer().toString()).build(),
                Set.of(JWTClaimNames.EXPIRATION_TIME, server.claim()),
                Set.of());
        claims.setMaxClockSkew(SKEW_S);
        processor.setJWTClaimsSetVerifier(claims);
    }

    /// A token for one of the server's paths is good there and nowhere else; one for the audience is good everywhere.
    @Override
    public String principal(String token, String path) throws TokenRefused {
        JWTClaimsSet claims = claims(token);
        URI resource = server.resource(path);
        if (!claims.getAudience().contains(server.audience().toString())
                && (resource == null || !claims.getAudience().contains(resource.toString()))) {
            throw notAccepted("its aud is not this server");
        }
        if (!scopes(claims).containsAll(server.scopes())) {
            throw new TokenRefused(
                    403, "insufficient_scope", "The token needs the scopes " + String.join(" ", server.scopes()));
        }
        // It goes into logs.
        if (claims.getClaim(server.claim()) instanceof String name
                && name.length() <= MAX_NAME
                && name.matches("\\P{Cntrl}+")) {
            return PREFIX + name;
        }
        throw TokenRefused.invalid("The claim " + server.claim() + " of the token must be a text that names somebody");
    }

    /// Only the issuer knows.
    @Override
    public boolean knows(String principal) {
        return principal.startsWith(PREFIX);
    }

    private JWTClaimsSet claims(String token) throws TokenRefused {
        try {
            JWTClaimsSet claims = processor.process(token, null);
            keysKnown = true;
            return claims;
        } catch (ParseException _) {
            throw TokenRefused.invalid("The token is neither one of this server's nor a JWT");
        } catch (BadJOSEException e) {
            // The library's message names the fault, and here and there what the token has in that place.
            throw notAccepted(Excerpt.of(e.getMessage(), MAX_FAULT));
        } catch (JOSEException e) {
            if (keysKnown && e instanceof RateLimitReachedException) {
                throw TokenRefused.invalid("The token is signed with a key that " + server.issuer() + " has not");
            }
            throw new TokenRefused(
                    503, null, "The keys of " + server.issuer() + " cannot be had; try again in ten seconds");
        }
    }

    private TokenRefused notAccepted(String why) {
        return TokenRefused.invalid("The token was not accepted: " + why + ". It must be signed by " + server.issuer()
                + " for the audience " + server.audience() + " and be in force");
    }

    /// `scope` of RFC 9068, or `scp` as Okta and Entra have it; words in a text, or a list.
    private static List<String> scopes(JWTClaimsSet claims) {
        Object value = claims.getClaim("scope") == null ? claims.getClaim("scp") : claims.getClaim("scope");
        return switch (value) {
            case String words -> List.of(words.split(" "));
            case Collection<?> list -> list.stream().map(String::valueOf).toList();
            case null, default -> List.of();
        };
    }
}
