package dev.ghlmcp.server.auth;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.account.FixedTokens;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// A gatekeeper with one tenant, and requests to it.
final class Doors {
    static final String TOKEN = "acme-token-0123456789abcdef";
    static final String GHL_TOKEN = "pit-of-another-account";
    static final Access OWN = new Access(
            new FixedTokens(new Secret("pit-own"), null, "location0000000001"),
            new AccountLocations("location0000000001", Map.of(), null),
            "company");
    static final Access ACME = new Access(
            new FixedTokens(new Secret("pit-acme"), null, "location0000000002"),
            new AccountLocations(
                    "location0000000002",
                    Map.of("Main Street", "location0000000002"),
                    Set.of("location0000000002", "location0000000003")),
            null);

    private Doors() {}

    static String[] headers(String... more) {
        return Stream.concat(Stream.of("Authorization", "Bearer " + TOKEN), Stream.of(more))
                .toArray(String[]::new);
    }

    static TokenList tokens() {
        return new TokenList(() -> "acme: " + TOKEN, "tokens.txt");
    }

    static Tenants tenants(boolean required) {
        return new Tenants(Map.of("acme", ACME), OWN, required);
    }

    static Authenticator gatekeeper(boolean required, boolean headers) {
        return BearerAuthenticator.of(List.of(tokens()), null, tenants(required), headers);
    }

    static Caller admitted(Authenticator gatekeeper, String... headers) {
        return assertDoesNotThrow(() -> admit(gatekeeper, headers));
    }

    static TokenRefused refused(int status, Authenticator gatekeeper, String... headers) {
        TokenRefused refused = assertThrows(TokenRefused.class, () -> admit(gatekeeper, headers));
        assertEquals(status, refused.status, refused.getMessage());
        return refused;
    }

    private static Caller admit(Authenticator gatekeeper, String... headers) throws TokenRefused {
        return gatekeeper.admit("/mcp", name -> {
            for (int i = 0; i < headers.length; i += 2) {
                if (headers[i].equalsIgnoreCase(name)) {
                    return headers[i + 1];
                }
            }
            return null;
        });
    }
}
