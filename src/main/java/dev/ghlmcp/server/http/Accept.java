package dev.ghlmcp.server.http;

import java.util.List;
import java.util.Locale;

/// What a client takes as an answer, by its header `Accept` (RFC 9110, 12.5.1). One that does not say so takes
/// anything.
///
/// @param json   `application/json`
/// @param events `text/event-stream`
/// @param html   named as such, as browsers do
record Accept(boolean json, boolean events, boolean html) {
    /// Reads the values of the header.
    static Accept of(List<String> values) {
        List<String> ranges = values.stream()
                .flatMap(value -> List.of(value.toLowerCase(Locale.ROOT).split(",", -1)).stream())
                .map(String::strip)
                .filter(range -> !range.isEmpty())
                .toList();
        return ranges.isEmpty()
                ? new Accept(true, true, false)
                : new Accept(
                        takes(ranges, "application", "json"),
                        takes(ranges, "text", "event-stream"),
                        ranges.stream().anyMatch(range -> range.startsWith("text/html")));
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

    /// The same for a client that reads an answer only as a whole, as HTTP/1.0 has it.
    Accept whole() {
        return new Accept(json, false, html);
    }
}
