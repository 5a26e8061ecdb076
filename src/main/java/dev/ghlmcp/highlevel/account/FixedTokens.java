package dev.ghlmcp.highlevel.account;

import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.highlevel.reply.SentToken;
import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.secret.Secret;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The private integration tokens of the configuration: they neither expire nor refresh.
///
/// @param token       of the sub-account, or null
/// @param agencyToken of the agency, or null
/// @param locationId  the one sub-account that the token opens, or null if that is not known
/// @param names       where they are found
public record FixedTokens(Secret token, Secret agencyToken, String locationId, TokenNames names)
        implements Credentials {
    /// Those of the environment.
    public FixedTokens(Secret token, Secret agencyToken, String locationId) {
        this(token, agencyToken, locationId, TokenNames.VARIABLES);
    }

    @Override
    public boolean has(TokenClass type) {
        return of(type) != null;
    }

    @Override
    public Secret token(TokenClass type, String locationId, Deadline deadline) {
        return of(type);
    }

    @Override
    public SentToken sent(TokenClass type, String locationId) {
        return new SentToken(type, names.of(type), false);
    }

    @Override
    public boolean renew(TokenClass type, String locationId, Secret refused, Deadline deadline) {
        return false;
    }

    @Override
    public boolean opens(String location) {
        return location.equals(locationId);
    }

    @Override
    public String id(TokenClass type, String location) {
        return "token:" + of(type).fingerprint();
    }

    @Override
    public Quota quota(TokenClass type, String location) {
        return new Quota(id(type, location), type == TokenClass.SUB_ACCOUNT ? locationId : null);
    }

    @Override
    public boolean issued(Quota quota) {
        return (token != null && quota.credential().equals(id(TokenClass.SUB_ACCOUNT, null)))
                || (agencyToken != null && quota.credential().equals(id(TokenClass.AGENCY, null)));
    }

    @Override
    public List<Secret> secrets() {
        return Stream.of(token, agencyToken).filter(Objects::nonNull).toList();
    }

    @Override
    public void close() {}

    private Secret of(TokenClass type) {
        return switch (type) {
            case SUB_ACCOUNT -> token;
            case AGENCY -> agencyToken;
        };
    }
}
