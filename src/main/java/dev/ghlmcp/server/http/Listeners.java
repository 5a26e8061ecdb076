package dev.ghlmcp.server.http;

import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.function.BiFunction;

/// Listens where it is told to; at `localhost` that is two addresses, as some clients try only one of them.
public final class Listeners {
    public static final String IPV4 = "127.0.0.1";

    private static final String IPV6 = "::1";
    private static final int TRIES = 20;

    private Listeners() {}

    /// One of them for each address, all at the same port.
    public static List<WebServer> start(HttpOptions options, BiFunction<String, Integer, WebServer> servers) {
        if (!options.host().equals(HttpOptions.LOCALHOST)) {
            return List.of(listen(servers.apply(options.host(), options.port()), options.host(), options.port()));
        }
        for (int tries = 1; ; tries++) {
            WebServer first = listen(servers.apply(IPV4, options.port()), IPV4, options.port());
            if (!hasIpv6()) {
                return List.of(first);
            }
            try {
                return List.of(first, listen(servers.apply(IPV6, first.port()), IPV6, first.port()));
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

    private static WebServer listen(WebServer server, String host, int port) {
        try {
            server.start();
        } catch (RuntimeException _) {
            // Reported below, as when Helidon only logs it.
        }
        if (!server.isRunning()) {
            throw new UncheckedIOException(new BindException(host + ":" + port));
        }
        return server;
    }
}
