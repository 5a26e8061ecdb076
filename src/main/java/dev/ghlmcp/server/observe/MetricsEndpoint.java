package dev.ghlmcp.server.observe;

import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.server.auth.Admission;
import dev.ghlmcp.server.auth.Authenticator.Verdict;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.http.HttpFeature;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;

/// `GET /metrics`, for those who are let in at `/mcp`.
///
/// @param own the server's account
public record MetricsEndpoint(Metrics metrics, Admission admission, Access own) implements HttpFeature {
    private static final Header TEXT = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, Metrics.TEXT);
    private static final Header JSON = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");

    @Override
    public void setup(HttpRouting.Builder routing) {
        routing.route(Method.predicate(Method.GET, Method.HEAD), PathMatchers.create("/metrics"), this::answer);
    }

    private void answer(ServerRequest request, ServerResponse response) {
        switch (admission.admit(request)) {
            case Verdict.Admitted(Caller caller) ->
                response.header(TEXT).send(metrics.text(caller.access(), own).getBytes(StandardCharsets.UTF_8));
            case Verdict.Refused(int status, String challenge, String reason) -> {
                if (challenge != null) {
                    response.header(HeaderNames.WWW_AUTHENTICATE, challenge);
                }
                response.status(status)
                        .header(JSON)
                        .send(Json.MAPPER.writeValueAsBytes(
                                Json.MAPPER.createObjectNode().put("error", reason)));
            }
        }
    }
}
