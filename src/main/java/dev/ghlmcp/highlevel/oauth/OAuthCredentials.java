package dev.ghlmcp.highlevel.oauth;

import dev.ghlmcp.highlevel.account.Credentials;
import dev.ghlmcp.highlevel.account.CredentialsException;
import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.highlevel.reply.SentToken;
import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.secret.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// The tokens that `ghl-mcp auth login` stored, renewed in time, and those of an agency's sub-accounts.
///
/// A refresh token works once. So a renewal happens under the store's lock, begins by reading what another process may
/// have stored meanwhile, and ends by storing the new token before anyone uses it. A process that dies in between
/// leaves a used-up refresh token behind. A sub-account then gets a new token through its agency. An agency, or a
/// sub-account without one, needs a new login: HighLevel has no way to request an answer again.
public final class OAuthCredentials implements Credentials {
    private static final String APP = "app:";
    private static final long EARLY_MS = 30_000;

    private final OAuthClient client;
    private final TokenStore store;
    private final InstantSource clock;
    private final Duration limit;
    private final RefreshGuard guard;
    private final Renewals renewals = new Renewals();
    private final KnownTokens known;

    /// @param companyId the agency if there are several, or null
    /// @param limit   the longest time for a renewal, including the wait for another process
    public OAuthCredentials(
            OAuthClient client, TokenStore store, String companyId, InstantSource clock, Duration limit) {
        this.client = client;
        this.store = store;
        this.clock = clock;
        this.limit = limit;
        this.known = new KnownTokens(store, companyId, clock);
        this.guard = new RefreshGuard(client, store, clock);
    }

    @Override
    public boolean has(TokenClass type) {
        return known.has(type);
    }

    @Override
    public String advice(List<TokenClass> wanted) {
        return "Nobody is logged in"
                + (wanted.equals(List.of(TokenClass.AGENCY)) ? " for an agency" : "")
                + ": run `ghl-mcp auth login`, or set a private integration token.";
    }

    @Override
    public Secret token(TokenClass type, String locationId, Deadline deadline)
            throws CredentialsException, InterruptedException {
        Resource resource = known.resource(type, locationId);
        StoredToken token = known.get(resource);
        return (usable(token, null) ? token : renewed(resource, null, deadline)).access();
    }

    @Override
    public SentToken sent(TokenClass type, String locationId) {
        return new SentToken(type, "the token of the login", true);
    }

    @Override
    public boolean renew(TokenClass type, String locationId, Secret refused, Deadline deadline)
            throws CredentialsException, InterruptedException {
        Resource resource = known.resource(type, locationId);
        return usable(known.get(resource), refused)
                || !renewed(resource, refused, deadline).access().equals(refused);
    }

    /// HighLevel counts requests for each sub-account or agency that has installed the app.
    @Override
    public String id(TokenClass type, String locationId) {
        return quota(type, locationId).credential();
    }

    @Override
    public Quota quota(TokenClass type, String locationId) {
        try {
            Resource resource = known.resource(type, locationId);
            return new Quota(APP + resource.key(), resource.id());
        } catch (CredentialsException e) {
            throw new IllegalStateException("there was a token for it", e);
        }
    }

    @Override
    public boolean issued(Quota quota) {
        return quota.credential().startsWith(APP);
    }

    @Override
    public void close() {
        renewals.close();
        guard.close();
        store.close();
    }

    private StoredToken renewed(Resource resource, Secret refused, Deadline deadline)
            throws CredentialsException, InterruptedException {
        return renewals.join(
                new Renewals.Wish(resource, refused),
                () -> store.locked(resource.key(), limit, () -> underLock(resource, refused)),
                deadline);
    }

    private StoredToken underLock(Resource resource, Secret refused) throws CredentialsException, InterruptedException {
        StoredToken stored = guard.kept(resource);
        if (usable(stored, refused)) {
            guard.forget(resource);
            return known.learn(stored);
        }
        StoredToken granted = guard.unsaved(resource);
        if (!usable(granted, refused)) {
            granted = granted(resource, granted == null ? stored : granted);
        }
        guard.keep(granted);
        return known.learn(granted);
    }

    /// As HighLevel's SDK does it: its own refresh token first, then the agency's token.
    ///
    /// @param old null if there is none
    private StoredToken granted(Resource resource, StoredToken old) throws CredentialsException, InterruptedException {
        if (old != null && old.refresh() != null) {
            try {
                return guard.refresh(old);
            } catch (RefusedException e) {
                StoredToken others = guard.kept(resource);
                if (others != null && !old.refresh().equals(others.refresh()) && usable(others, null)) {
                    return others;
                }
                if (resource.agency() || !known.has(TokenClass.AGENCY)) {
                    throw e;
                }
            }
        }
        if (resource.agency() || !known.has(TokenClass.AGENCY)) {
            throw new CredentialsException("Nobody is logged in for " + resource
                    + (resource.agency() ? "" : " or its agency") + ": run `ghl-mcp auth login`. "
                    + "`ghl-mcp auth status` lists who is.");
        }
        return minted(
                old == null || old.companyId() == null
                        ? known.resource(TokenClass.AGENCY, null)
                        : Resource.agency(old.companyId()),
                resource.id());
    }

    private StoredToken minted(Resource agency, String locationId) throws CredentialsException, InterruptedException {
        StoredToken token = known.get(agency);
        if (!usable(token, null)) {
            token = renewed(agency, null, Deadline.in(limit));
        }
        try {
            return client.locationToken(token, locationId);
        } catch (RefusedException e) {
            if (e.status() != 401) {
                throw e;
            }
            return client.locationToken(renewed(agency, token.access(), Deadline.in(limit)), locationId);
        }
    }

    private boolean usable(StoredToken token, Secret refused) {
        return token != null
                && clock.millis() < token.expiresAt().toEpochMilli() - EARLY_MS
                && !token.access().equals(refused);
    }
}
