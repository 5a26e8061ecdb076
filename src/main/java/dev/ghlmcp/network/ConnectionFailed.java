package dev.ghlmcp.network;

import java.io.IOException;

/// No connection came about, so nothing was sent. The message is for people: a clause that names the host, the proxy or
/// the certificate, and no credential.
public final class ConnectionFailed extends IOException {
    private static final long serialVersionUID = 1;

    private final boolean lasting;

    public ConnectionFailed(String clause, IOException cause) {
        this(clause, false, cause);
    }

    /// @param lasting whether each attempt will fail so until a person mends something
    ConnectionFailed(String clause, boolean lasting, IOException cause) {
        super(clause, cause);
        this.lasting = lasting;
    }

    /// Whether each attempt will fail so until a person mends something. A wrong password that is sent again and again
    /// locks the person out of the proxy.
    public boolean lasting() {
        return lasting;
    }
}
