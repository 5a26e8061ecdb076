package dev.ghlmcp.server.http;

import dev.ghlmcp.http.QuietServer;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.function.BiFunction;

/// Listens where it is told to; at `localhost` that is two addresses, as some clients try only one of them.
public final class Listeners {
    private static final String IPV6 = "::1";
    private static final int TRIES = 20;

    private Listeners() {}

    /// One of them for each address, all at the same port.
    public static List<WebServer> start(
            HttpOptions options, BiFunction<String, Integer, WebServerConfig.Builder> servers) {
        if (!options.host().equals(HttpOptions.LOCALHOST)) {
            return List.of(QuietServer.start(servers.apply(options.host(), options.port())));
        }
        for (int tries = 1; ; tries++) {
            WebServer first = QuietServer.start(servers.apply(QuietServer.LOOPBACK, options.port()));
            if (!hasIpv6()) {
                return List.of(first);
            }
            try {
                return List.of(first, QuietServer.start(servers.apply(IPV6, first.port())));
            } catch (UncheckedIOException e) {
                first.stop();
                if (options.port() != 0 || tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static boolean hasIpv6() {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.ofLiteral(IPV6)) != null;
        } catch (IOException _) {
            return false;
        }
    }
}
