package dev.ghlmcp.highlevel.oauth;

import dev.ghlmcp.highlevel.Credentials;
import dev.ghlmcp.highlevel.CredentialsException;
import dev.ghlmcp.highlevel.Deadline;
import dev.ghlmcp.highlevel.FixedTokens;
import dev.ghlmcp.highlevel.Secret;
import dev.ghlmcp.operation.TokenClass;

/// A private integration token for the classes that have one, OAuth for the others.
public record FixedFirst(FixedTokens fixed, Credentials oauth) implements Credentials {
    @Override
    public boolean has(TokenClass type) {
        return fixed.has(type) || oauth.has(type);
    }

    @Override
    public Secret token(TokenClass type, String locationId, Deadline deadline)
            throws CredentialsException, InterruptedException {
        return of(type).token(type, locationId, deadline);
    }

    @Override
    public boolean renew(TokenClass type, String locationId, Secret refused, Deadline deadline)
            throws CredentialsException, InterruptedException {
        return of(type).renew(type, locationId, refused, deadline);
    }

    @Override
    public boolean opens(String locationId) {
        return of(TokenClass.SUB_ACCOUNT).opens(locationId);
    }

    @Override
    public void close() {
        oauth.close();
    }

    private Credentials of(TokenClass type) {
        return fixed.has(type) ? fixed : oauth;
    }
}
