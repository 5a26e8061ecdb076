package dev.ghlmcp.server.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Refuses requests that a web page made a browser send (DNS rebinding, CSRF), by `Host` and `Origin`.
final class Guard {
    private final Set<String> hosts;
    private final Set<String> origins;

    /// @param port that the server listens on
    Guard(HttpOptions options, int port) {
        String scheme = options.certificate() == null ? "http" : "https";
        int standard = options.certificate() == null ? 80 : 443;
        List<String> names = Stream.of("localhost", "127.0.0.1", "[::1]", literal(options.host()))
                .distinct()
                .toList();
        this.hosts = Stream.concat(
                        names.stream().flatMap(name -> Stream.of(name + ":" + port, port == standard ? name : "")),
                        options.allowedHosts().stream().map(Guard::lower))
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        this.origins = Stream.concat(
                        hosts.stream().map(host -> scheme + "://" + host),
                        options.allowedOrigins().stream().map(Guard::lower))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// @throws Refusal if the request is not for this server, or comes from a page of another
    void check(ServerRequest request) {
        String host = only(request, HeaderNames.HOST);
        if (host == null || !(hosts.contains(lower(host)) || hosts.contains(name(lower(host))))) {
            throw new Refusal(403, "This Host is not allowed; the setting http.allowed-hosts names those that are");
        }
        if (request.headers().contains(HeaderNames.ORIGIN)) {
            String origin = only(request, HeaderNames.ORIGIN);
            if (origin == null || !origins.contains(lower(origin))) {
                throw new Refusal(
                        403, "This Origin is not allowed; the setting http.allowed-origins names those that are");
            }
        }
    }

    /// The value of a header that is there once, else null.
    private static String only(ServerRequest request, HeaderName name) {
        List<String> values = request.headers().values(name);
        return values.size() == 1 ? values.getFirst() : null;
    }

    /// Without the port.
    private static String name(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    private static String literal(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : lower(host);
    }

    private static String lower(String text) {
        return text.toLowerCase(java.util.Locale.ROOT);
    }
}
