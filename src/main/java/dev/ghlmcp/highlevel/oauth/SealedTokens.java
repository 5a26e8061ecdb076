package dev.ghlmcp.highlevel.oauth;

import dev.ghlmcp.highlevel.account.CredentialsException;
import dev.ghlmcp.secret.Seal;
import dev.ghlmcp.secret.Seal.SealException;
import dev.ghlmcp.secret.Secret;

/// How tokens are stored: under a seal, with the sentences for when it does not open.
public final class SealedTokens {
    private final Seal seal;

    /// @param passphrase null to leave the tokens readable
    public SealedTokens(Secret passphrase) {
        this.seal = new Seal(passphrase, "tokens");
    }

    byte[] close(byte[] content) {
        return seal.close(content);
    }

    /// @param where names the store in messages
    /// @throws CredentialsException if this is not what `close` made, whole and with the same key
    byte[] open(byte[] sealed, String where) throws CredentialsException {
        try {
            return seal.open(sealed);
        } catch (SealException e) {
            throw e.keyless()
                    ? new CredentialsException(where + " " + e.getMessage() + ".")
                    : refused(where, e.getMessage());
        }
    }

    static CredentialsException refused(String where, String what) {
        return new CredentialsException(where + " " + what + ". It was left as it is. Put it right or move it away and "
                + "run `ghl-mcp auth login`, or name another store by auth.store (GHL_AUTH_STORE).");
    }
}
