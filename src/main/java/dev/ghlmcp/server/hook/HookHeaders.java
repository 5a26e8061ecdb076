package dev.ghlmcp.server.hook;

import dev.ghlmcp.server.http.HttpError;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The headers of a request to a hook.
record HookHeaders(ServerRequestHeaders all) {
    private static final int MAX_KEY = 255;

    /// They say how a request came, and not what is in it.
    private static final Set<String> TRANSPORT = Set.of(
            "accept",
            "accept-encoding",
            "connection",
            "content-length",
            "cookie",
            "expect",
            "host",
            "keep-alive",
            "proxy-authorization",
            "te",
            "transfer-encoding",
            "upgrade",
            "x-ghl-token");

    /// The value of one, or null. A second of its name cannot hide behind the first.
    String get(String name) {
        List<String> values = all.values(HeaderNames.create(name));
        return values.isEmpty() ? null : String.join(",", values);
    }

    /// What a sender calls the same message by whenever it sends it; null if it does not.
    String key() {
        for (String name : List.of("webhook-id", "idempotency-key")) {
            String key = get(name);
            if (key != null && key.length() > MAX_KEY) {
                throw new HttpError(422, "The header " + name + " may have " + MAX_KEY + " characters at most");
            }
            if (key != null && !key.isBlank()) {
                return key;
            }
        }
        return null;
    }

    /// Those that a mapping is shown, in lower case.
    ///
    /// @param credentials that it is not
    Map<String, String> shown(Set<String> credentials) {
        Map<String, String> shown = new TreeMap<>();
        for (Header header : all) {
            String name = header.headerName().lowerCase();
            if (!credentials.contains(name) && !TRANSPORT.contains(name)) {
                shown.put(name, String.join(",", header.allValues()));
            }
        }
        return shown;
    }
}
