package dev.ghlmcp.highlevel.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SocketChannel;

/// An open way to the upstream.
///
/// @param channel connected
/// @param socket  the channel's, or the TLS socket on top of it
record OpenSocket(SocketChannel channel, Socket socket) {
    /// How long the tickets may take that TLS sends after the handshake.
    private static final int TICKETS_MS = 500;

    /// Closes it, once it has the tickets: with one the next handshake is shorter.
    void leave() {
        try {
            channel.socket().setSoTimeout(TICKETS_MS);
            socket.getInputStream().read();
        } catch (IOException _) {
            // Nothing else came in that time, as it should be.
        }
        close();
    }

    void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // A failure to close changes nothing: the connection is dropped.
        }
    }
}
