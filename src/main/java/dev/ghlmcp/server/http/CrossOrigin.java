package dev.ghlmcp.server.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Lets browsers hand answers to the pages whose `Origin` is allowed (CORS, <https://fetch.spec.whatwg.org>), and tells
/// them before a request what it may carry. Helidon's own CORS support cannot match headers by a prefix such as
/// `Mcp-Param-`.
public final class CrossOrigin {
    private static final Header METHODS =
            HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, DELETE, OPTIONS");
    private static final Header EXPOSED = HeaderValues.createCached(
            HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, "Mcp-Session-Id, WWW-Authenticate, Retry-After");
    private static final Header TEN_MINUTES = HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_MAX_AGE, "600");
    private static final Header VARY = HeaderValues.createCached(HeaderNames.VARY, "Origin");
    private static final Pattern PARAMETER = Pattern.compile("mcp-param-[a-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final int MAX_PARAMETERS = 100;
    private static final HeaderName ORIGIN = HeaderNames.ORIGIN;

    private final String headers;

    /// @param more headers that requests may carry besides the protocol's
    public CrossOrigin(List<String> more) {
        List<String> all = new ArrayList<>(List.of(
                "Authorization",
                "Content-Type",
                "Accept",
                "Mcp-Session-Id",
                "MCP-Protocol-Version",
                "Last-Event-ID",
                "Mcp-Method",
                "Mcp-Name"));
        all.addAll(more);
        this.headers = String.join(", ", all);
    }

    /// Marks the answer to a page that is allowed.
    ///
    /// @return true if the browser only asked what it may send, and is answered
    public boolean answered(ServerRequest request, ServerResponse response) {
        ServerRequestHeaders asked = request.headers();
        if (!asked.contains(ORIGIN)) {
            return false;
        }
        response.header(
                HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, asked.get(ORIGIN).get());
        response.header(VARY);
        if (!request.prologue().method().equals(Method.OPTIONS)
                || !asked.contains(HeaderNames.ACCESS_CONTROL_REQUEST_METHOD)) {
            response.header(EXPOSED);
            return false;
        }
        response.header(METHODS)
                .header(HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, headers + parameters(asked))
                .header(TEN_MINUTES)
                .status(204)
                .send();
        return true;
    }

    private static String parameters(ServerRequestHeaders asked) {
        StringBuilder names = new StringBuilder();
        asked.values(HeaderNames.ACCESS_CONTROL_REQUEST_HEADERS).stream()
                .flatMap(Pattern.compile(",")::splitAsStream)
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> PARAMETER.matcher(name).matches())
                .limit(MAX_PARAMETERS)
                .forEach(name -> names.append(", ").append(name));
        return names.toString();
    }
}
