package dev.ghlmcp.server.auth;

import dev.ghlmcp.server.auth.Authenticator.Verdict;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;

/// The first step of every request to a protected path.
///
/// @param gatekeeper decides
public record Admission(Authenticator gatekeeper) {
    /// Admits or refuses a request, and puts an admitted caller into the request's context.
    public Verdict admit(ServerRequest request) {
        Verdict verdict = gatekeeper.admit(request.path().rawPath(), name -> header(request, name));
        if (verdict instanceof Verdict.Admitted(var caller)) {
            request.context().register(caller);
        }
        return verdict;
    }

    private static String header(ServerRequest request, String name) {
        List<String> values = request.headers().values(HeaderNames.create(name));
        return values.isEmpty() ? null : String.join(",", values);
    }
}
