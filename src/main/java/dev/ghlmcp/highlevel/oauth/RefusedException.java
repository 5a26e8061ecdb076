package dev.ghlmcp.highlevel.oauth;

import dev.ghlmcp.highlevel.account.CredentialsException;

/// HighLevel refuses this grant or token. Another way to a token may still work.
final class RefusedException extends CredentialsException {
    private static final long serialVersionUID = 1;

    private final int status;

    RefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /// The HTTP status; 401 refuses the token itself, any other status refuses what it asked for.
    int status() {
        return status;
    }
}
