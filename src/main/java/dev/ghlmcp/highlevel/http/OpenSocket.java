package dev.ghlmcp.highlevel.http;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;

/// A way to the upstream that has carried nothing yet.
///
/// @param channel connected
/// @param socket  the channel's, or the TLS socket on top of it
record OpenSocket(SocketChannel channel, Socket socket) {
    /// Whether the other side is still there and has said nothing. A look at the channel would not do: TLS sends
    /// tickets after the handshake, which this takes in.
    boolean quiet() {
        try {
            channel.socket().setSoTimeout(1);
            socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException _) {
            return forEver();
        } catch (IOException _) {
            return false;
        }
    }

    private boolean forEver() {
        try {
            channel.socket().setSoTimeout(0);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // Nothing was sent on it.
        }
    }
}
