package dev.ghlmcp.network;

import java.io.IOException;
import java.net.Socket;

/// Passes bytes on both ways until one side ends.
final class Relay {
    private Relay() {}

    static void run(Socket one, Socket other) throws IOException {
        Thread back = Thread.ofVirtual().start(() -> {
            try {
                other.getInputStream().transferTo(one.getOutputStream());
                one.close();
            } catch (IOException _) {
                // That side has gone.
            }
        });
        try {
            one.getInputStream().transferTo(other.getOutputStream());
        } finally {
            other.close();
            back.interrupt();
        }
    }
}
