package dev.ghlmcp.highlevel.oauth;

import dev.ghlmcp.highlevel.account.CredentialsException;

/// HighLevel does not take this grant or token any more; another way to one may work.
final class RefusedException extends CredentialsException {
    private static final long serialVersionUID = 1;

    private final int status;

    RefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /// The HTTP status; 401 means the token that was sent, others what it was sent for.
    int status() {
        return status;
    }
}
