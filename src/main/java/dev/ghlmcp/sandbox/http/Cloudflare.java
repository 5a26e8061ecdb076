package dev.ghlmcp.sandbox.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// What stands before HighLevel and turns away programs that call themselves by the name of their HTTP library. The
/// JDK's own client may pass, as tests use it.
record Cloudflare(TrafficCounter traffic) implements Filter {
    private static final Pattern LIBRARIES =
            Pattern.compile("(?i)(Java/|Helidon|python-requests|Python-urllib|libwww-perl).*");

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        String agent = request.headers().first(HeaderNames.USER_AGENT).orElse("");
        if (!LIBRARIES.matcher(agent).matches()) {
            chain.proceed();
            return;
        }
        traffic.answered(403);
        response.status(403)
                .header(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .send("error code: 1010".getBytes(StandardCharsets.UTF_8));
    }
}
