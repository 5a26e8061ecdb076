package dev.ghlmcp.highlevel.account;

import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.highlevel.reply.SentToken;
import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.secret.Secret;
import java.util.List;

/// A private integration token for the classes that have one, OAuth for the others, and for other sub-accounts than the
/// token's.
public record FixedFirst(Credentials fixed, Credentials oauth) implements Credentials {
    @Override
    public boolean has(TokenClass type) {
        return fixed.has(type) || oauth.has(type);
    }

    @Override
    public String advice(List<TokenClass> wanted) {
        return oauth.advice(wanted);
    }

    @Override
    public Secret token(TokenClass type, String locationId, Deadline deadline)
            throws CredentialsException, InterruptedException {
        return of(type, locationId).token(type, locationId, deadline);
    }

    @Override
    public SentToken sent(TokenClass type, String locationId) {
        return of(type, locationId).sent(type, locationId);
    }

    @Override
    public boolean renew(TokenClass type, String locationId, Secret refused, Deadline deadline)
            throws CredentialsException, InterruptedException {
        return of(type, locationId).renew(type, locationId, refused, deadline);
    }

    @Override
    public boolean opens(String locationId) {
        return of(TokenClass.SUB_ACCOUNT, locationId).opens(locationId);
    }

    @Override
    public String id(TokenClass type, String locationId) {
        return of(type, locationId).id(type, locationId);
    }

    @Override
    public Quota quota(TokenClass type, String locationId) {
        return of(type, locationId).quota(type, locationId);
    }

    @Override
    public boolean issued(Quota quota) {
        return fixed.issued(quota) || oauth.issued(quota);
    }

    @Override
    public List<Secret> secrets() {
        return fixed.secrets();
    }

    @Override
    public void close() {
        oauth.close();
    }

    private Credentials of(TokenClass type, String locationId) {
        boolean another =
                type == TokenClass.SUB_ACCOUNT && locationId != null && !fixed.opens(locationId) && oauth.has(type);
        return fixed.has(type) && !another ? fixed : oauth;
    }
}
