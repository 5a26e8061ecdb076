package dev.ghlmcp.network;

import java.io.IOException;

/// No connection came about, so nothing was sent. The message is for people: a clause that names the host, the proxy or
/// the certificate, and no credential.
public final class ConnectionFailed extends IOException {
    private static final long serialVersionUID = 1;

    public ConnectionFailed(String clause, IOException cause) {
        super(clause, cause);
    }
}
