package dev.ghlmcp.server.http;

import dev.ghlmcp.text.Excerpt;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Refuses requests that a web page made a browser send (DNS rebinding, CSRF), by `Host` and `Origin`. Rebinding needs
/// a name of the attacker's, so the names of this machine count at any port, as tunnels and containers change it.
public final class HostOriginFilter {
    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.%]*\\]|[^:\\[\\]\\s]*)(:\\d{0,5})?");

    private final Set<String> own;
    private final Set<String> hosts;
    private final Set<String> origins;
    private final boolean tls;

    /// @param port that the server listens on
    public HostOriginFilter(HttpOptions options, int port) {
        this.tls = options.certificate() != null;
        String scheme = tls ? "https" : "http";
        int standard = tls ? 443 : 80;
        this.own = Stream.of("localhost", "127.0.0.1", "[::1]", literal(options.host()))
                .collect(Collectors.toUnmodifiableSet());
        this.hosts =
                options.allowedHosts().stream().map(HostOriginFilter::lower).collect(Collectors.toUnmodifiableSet());
        this.origins = Stream.concat(
                        Stream.concat(
                                        own.stream()
                                                .flatMap(name ->
                                                        Stream.of(name + ":" + port, port == standard ? name : "")),
                                        hosts.stream())
                                .filter(host -> !host.isEmpty())
                                .map(host -> scheme + "://" + host),
                        options.allowedOrigins().stream().map(HostOriginFilter::lower))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Lets a request pass or refuses it.
    ///
    /// @throws HttpError if the request is not for this server, or comes from a page of another
    public void check(ServerRequest request) {
        String host = only(request, HeaderNames.HOST);
        Matcher parts = HOST.matcher(host == null ? "" : host);
        if (!parts.matches() || parts.group(1).isEmpty()) {
            throw new HttpError(
                    400,
                    ErrorCodes.INVALID_REQUEST,
                    "A request has one header Host, with a name and, after a colon, its port",
                    Map.of("Connection", "close"));
        }
        String name = parts.group(1);
        if (!(own.contains(name) || hosts.contains(host) || hosts.contains(name))) {
            throw new HttpError(
                    403,
                    "The Host " + shown(name)
                            + " is not allowed. Where clients reach this server by it, name it in the setting"
                            + " http.allowed-hosts (GHL_HTTP_ALLOWED_HOSTS)");
        }
        if (request.headers().contains(HeaderNames.ORIGIN)) {
            String origin = only(request, HeaderNames.ORIGIN);
            if (origin == null || !(origins.contains(origin) || same(origin, host))) {
                throw new HttpError(
                        403,
                        "The Origin " + shown(origin == null ? "" : origin)
                                + " is not allowed. If a page from there may use this server, name it in the setting"
                                + " http.allowed-origins (GHL_HTTP_ALLOWED_ORIGINS)");
            }
        }
    }

    /// A page that came from where its request goes.
    private boolean same(String origin, String sent) {
        // RFC 3986, 3.2.3: an empty port is the scheme's own.
        String host = sent.endsWith(":") ? sent.substring(0, sent.length() - 1) : sent;
        return origin.equals("https://" + host) || (!tls && origin.equals("http://" + host));
    }

    /// The value of a header that is there once, else null; in lower case.
    private static String only(ServerRequest request, HeaderName name) {
        List<String> values = request.headers().values(name);
        return values.size() == 1 ? lower(values.getFirst()) : null;
    }

    private static String literal(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : lower(host);
    }

    private static String shown(String value) {
        return "'" + Excerpt.of(value).replaceAll("[^a-z0-9.:/\\[\\]_-]", "?") + "'";
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
