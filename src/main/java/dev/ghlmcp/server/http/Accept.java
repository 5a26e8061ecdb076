package dev.ghlmcp.server.http;

import dev.ghlmcp.server.connection.Http10;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Locale;

/// What a client takes as an answer, by its header `Accept` (RFC 9110, 12.5.1). One that does not say so takes
/// anything.
///
/// @param json   `application/json`
/// @param events `text/event-stream`
/// @param html   named as such, as browsers do
/// @param old    reads an answer only as a whole, as HTTP/1.0 has it
public record Accept(boolean json, boolean events, boolean html, boolean old) {
    /// JSON and nothing else.
    static final Accept JSON = new Accept(true, false, false, false);

    static Accept of(ServerRequest request) {
        boolean old = Http10.is(request);
        List<String> ranges = request.headers().values(HeaderNames.ACCEPT).stream()
                .flatMap(value -> List.of(value.toLowerCase(Locale.ROOT).split(",", -1)).stream())
                .map(String::strip)
                .filter(range -> !range.isEmpty())
                .toList();
        return ranges.isEmpty()
                ? new Accept(true, !old, false, old)
                : new Accept(
                        takes(ranges, "application", "json"),
                        !old && takes(ranges, "text", "event-stream"),
                        ranges.stream().anyMatch(range -> range.startsWith("text/html")),
                        old);
    }

    /// The range that says most of the type decides, and its quality may be none.
    private static boolean takes(List<String> ranges, String type, String subtype) {
        for (String range : List.of(type + "/" + subtype, type + "/*", "*/*")) {
            for (String named : ranges) {
                String[] parts = named.split(";", -1);
                if (parts[0].strip().equals(range)) {
                    return !refused(parts);
                }
            }
        }
        return false;
    }

    private static boolean refused(String... parts) {
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].strip().matches("q\\s*=\\s*0(\\.0*)?")) {
                return true;
            }
        }
        return false;
    }

    /// Turns away a client that takes messages in no form.
    ///
    /// @throws HttpError 406
    public void demandMessages() {
        if (!json && !events) {
            throw new HttpError(406, "Accept must name application/json or text/event-stream");
        }
    }

    /// Turns away a client that cannot be sent events.
    ///
    /// @throws HttpError 406, or 505 for HTTP/1.0
    public void demandEvents() {
        if (old) {
            throw new HttpError(
                    505,
                    "A stream of events needs HTTP/1.1; behind nginx set `proxy_http_version 1.1;` and"
                            + " `proxy_set_header Connection \"\";`");
        }
        if (!events) {
            throw new HttpError(
                    406,
                    html
                            ? "This address is for MCP clients: give it to one. People see what is here at / of the"
                                    + " same address, where the setting http.page is on"
                            : "Accept must name text/event-stream");
        }
    }
}
