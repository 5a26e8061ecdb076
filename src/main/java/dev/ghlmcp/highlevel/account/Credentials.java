package dev.ghlmcp.highlevel.account;

import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.secret.Secret;
import java.util.List;

/// Where tokens come from. Thread-safe.
public interface Credentials extends AutoCloseable {
    /// Whether there is a token of this class, or a way to one.
    boolean has(TokenClass type);

    /// How a person gets a token of one of these classes, a sentence; null if that is the settings' business.
    default String advice(List<TokenClass> wanted) {
        return null;
    }

    /// The token for a call; may block to get or refresh one.
    ///
    /// @param locationId the sub-account that the call is about; null if none is known
    /// @throws CredentialsException if there is none to be had
    /// @throws InterruptedException if the call is cancelled meanwhile
    Secret token(TokenClass type, String locationId, Deadline deadline)
            throws CredentialsException, InterruptedException;

    /// HighLevel refused this token with 401.
    ///
    /// @return whether there is another one now, worth one more try
    /// @throws CredentialsException if a new one was refused
    /// @throws InterruptedException if the call is cancelled meanwhile
    boolean renew(TokenClass type, String locationId, Secret refused, Deadline deadline)
            throws CredentialsException, InterruptedException;

    /// Whether the token for this sub-account is surely its own. Requests that do not carry the location's id would
    /// otherwise work on another sub-account than the call names.
    default boolean opens(String locationId) {
        return true;
    }

    /// A lasting name of the credential that serves this sub-account, as long as the credential is the same. Limits,
    /// connections and breakers are kept apart by it. It tells nothing of the token, and no caller can choose it.
    ///
    /// @param locationId of a sub-account for which [#token] gave a token; null for none
    String id(TokenClass type, String locationId);

    /// What HighLevel counts the requests of that credential in.
    default Quota quota(TokenClass type, String locationId) {
        return new Quota(id(type, locationId), null);
    }

    /// Whether the requests of one of these credentials count in this quota.
    default boolean issued(Quota quota) {
        return false;
    }

    /// The tokens of the configuration, which are taken out of everything that HighLevel says.
    default List<Secret> secrets() {
        return List.of();
    }

    @Override
    void close();
}
