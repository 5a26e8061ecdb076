package dev.ghlmcp.highlevel.oauth;

import dev.ghlmcp.highlevel.account.CredentialsException;
import dev.ghlmcp.operation.annotation.TokenClass;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The stored tokens that this process has read, each with its sub-account or agency. Thread-safe.
final class KnownTokens {
    private static final long BETWEEN_LOOKS_MS = 1_000;

    private final TokenStore store;
    private final String companyId;
    private final InstantSource clock;
    private final ConcurrentMap<Resource, StoredToken> tokens = new ConcurrentHashMap<>();

    private volatile boolean anyAgency;
    private volatile boolean any;
    private volatile long nextLook = Long.MIN_VALUE;

    /// @param companyId the agency if there are several, or null
    KnownTokens(TokenStore store, String companyId, InstantSource clock) {
        this.store = store;
        this.companyId = companyId;
        this.clock = clock;
    }

    /// Whether there is a token of this class, in the store if not here.
    boolean has(TokenClass type) {
        if (!had(type) && clock.millis() >= nextLook) {
            try {
                look();
            } catch (CredentialsException _) {
                // The store exists; `token` reports what is wrong with it.
                return true;
            }
        }
        return had(type);
    }

    /// The token of this resource, or null.
    StoredToken get(Resource resource) {
        return tokens.get(resource);
    }

    /// The agency or sub-account of a call; the only one there is if the call names none.
    Resource resource(TokenClass type, String locationId) throws CredentialsException {
        String id = type == TokenClass.AGENCY ? companyId : locationId;
        if (id != null) {
            return new Resource(type, id);
        }
        if (!had(type)) {
            look();
        }
        List<Resource> candidates = tokens.keySet().stream()
                .filter(resource -> resource.type() == type)
                .toList();
        if (candidates.size() == 1) {
            return candidates.getFirst();
        }
        throw new CredentialsException(
                type == TokenClass.SUB_ACCOUNT
                        ? "Say which sub-account: give locationId, or set GHL_LOCATION_ID."
                        : candidates.isEmpty()
                                ? "Nobody is logged in for an agency: run `ghl-mcp auth login`."
                                : "Several agencies are logged in: say which in GHL_COMPANY_ID.");
    }

    private boolean had(TokenClass type) {
        return type == TokenClass.AGENCY ? anyAgency : any;
    }

    private void look() throws CredentialsException {
        for (byte[] bytes : store.loadAll().values()) {
            learn(StoredToken.of(bytes));
        }
        nextLook = clock.millis() + BETWEEN_LOOKS_MS;
    }

    StoredToken learn(StoredToken token) {
        Resource resource = token.resource();
        tokens.put(resource, token);
        any = true;
        anyAgency |= resource.agency() && (companyId == null || companyId.equals(resource.id()));
        return token;
    }
}
