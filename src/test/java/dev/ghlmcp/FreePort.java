package dev.ghlmcp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// A loopback port for a program that has to be told one.
public final class FreePort {
    private static final int ATTEMPTS = 100;

    private FreePort() {}

    /// A port below those that the system gives to connections and to listeners that ask for any (32768 to 60999):
    /// until the program listens there, or while it is down, no other test is given the port.
    public static int find() throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
