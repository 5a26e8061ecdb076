package dev.ghlmcp.highlevel.account;

import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.highlevel.reply.SentToken;
import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.secret.Secret;
import java.util.List;

/// The source of tokens. Thread-safe.
public interface Credentials extends AutoCloseable {
    /// Whether a token of this class is there or can be obtained.
    boolean has(TokenClass type);

    /// A sentence that says how a person gets a token of one of these classes; null if the settings decide that.
    default String advice(List<TokenClass> wanted) {
        return null;
    }

    /// The token for a call; may block to get or refresh one.
    ///
    /// @param locationId the sub-account that the call is about; null if none is known
    /// @throws CredentialsException if no token can be obtained
    /// @throws InterruptedException if the call is cancelled meanwhile
    Secret token(TokenClass type, String locationId, Deadline deadline)
            throws CredentialsException, InterruptedException;

    /// How a person is told of the token for such a call.
    SentToken sent(TokenClass type, String locationId);

    /// HighLevel refused this token with 401.
    ///
    /// @return whether there is another one now, worth one more try
    /// @throws CredentialsException if a new one was refused
    /// @throws InterruptedException if the call is cancelled meanwhile
    boolean renew(TokenClass type, String locationId, Secret refused, Deadline deadline)
            throws CredentialsException, InterruptedException;

    /// Whether the token for this sub-account is known to belong to it. Requests that do not carry the location's id
    /// would otherwise work on another sub-account than the call names.
    default boolean opens(String locationId) {
        return true;
    }

    /// A stable name of the credential that serves this sub-account. Limits, connections and circuit breakers are kept
    /// per name. It reveals nothing about the token, and no caller can choose it.
    ///
    /// @param locationId of a sub-account for which [#token] gave a token; null for none
    String id(TokenClass type, String locationId);

    /// The quota that HighLevel counts the requests of that credential in.
    default Quota quota(TokenClass type, String locationId) {
        return new Quota(id(type, locationId), null);
    }

    /// Whether the requests of one of these credentials count in this quota.
    default boolean issued(Quota quota) {
        return false;
    }

    /// The configured tokens, which are masked in everything that HighLevel answers.
    default List<Secret> secrets() {
        return List.of();
    }

    @Override
    void close();
}
