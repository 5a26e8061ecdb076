package dev.ghlmcp.mcp.result;

import dev.ghlmcp.catalog.Parameter;
import dev.ghlmcp.catalog.Tool;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.text.Invisible;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes results that fit a client: what was asked for, without noise, within a size.
///
/// @param trim     leave out what tells nothing
/// @param maxBytes of a whole result; 0 for no limit
public record Fitting(boolean trim, int maxBytes) {
    /// The argument of every tool that reads.
    public static final String FIELDS = "fields";

    /// As the settings have it where nobody changed them.
    public static final Fitting STANDARD = new Fitting(true, 40_000);

    /// Room for what a transport or the dispatcher adds.
    private static final int RESERVE = 400;

    private static final List<String> PAGE_SIZES = List.of("limit", "pageLimit");

    /// @param json an object, as HighLevel sent it or as it was shaped
    /// @throws tools.jackson.core.JacksonException if it is not JSON
    byte[] of(Tool tool, ObjectNode arguments, byte[] json) {
        JsonNode fields = arguments.path(FIELDS);
        byte[] asked = fields.isEmpty() ? json : kept(tool, json, fields);
        byte[] trimmed = trim
                ? Trimmer.trim(
                        asked,
                        tool.listing() == null ? List.of() : tool.listing().items())
                : Json.compact(asked);
        return maxBytes == 0 || trimmed.length <= maxBytes - RESERVE
                ? trimmed
                : Cutter.cut(trimmed, maxBytes - RESERVE, kept -> advice(tool, kept));
    }

    /// All of a JSON object as far as the size goes.
    ///
    /// @param how to get the rest, a sentence
    byte[] whole(byte[] json, String how) {
        return maxBytes == 0 ? json : within(json, maxBytes - RESERVE, how + "; " + LIMIT + ".");
    }

    /// A JSON object within a size, with a last member that says what was cut.
    ///
    /// @param how to get the rest, a sentence
    public static byte[] within(byte[] json, int most, String how) {
        return json.length <= most ? json : Cutter.cut(json, most, _ -> how);
    }

    /// A text that is no JSON.
    String text(String text) {
        String visible = trim ? Invisible.without(text) : text;
        byte[] bytes = visible.getBytes(StandardCharsets.UTF_8);
        if (maxBytes == 0 || bytes.length <= maxBytes - RESERVE) {
            return visible;
        }
        int kept = maxBytes - 2 * RESERVE;
        return new String(bytes, 0, kept, StandardCharsets.UTF_8).replaceFirst("\uFFFD+$", "") + "\n[cut: the first "
                + kept + " of " + bytes.length + " bytes; " + LIMIT + "]";
    }

    private static final String LIMIT = "the setting results.max-bytes (GHL_RESULTS_MAX_BYTES) says how many fit";

    private static byte[] kept(Tool tool, byte[] json, JsonNode fields) {
        List<String> names = fields.valueStream().map(JsonNode::asString).toList();
        return Json.MAPPER.writeValueAsBytes(Projection.of(tool, (ObjectNode) Json.MAPPER.readTree(json), names)
                .described());
    }

    private static String advice(Tool tool, int kept) {
        if (!tool.hints().readOnly()) {
            return "It was done; read the record by its id to see the rest; " + LIMIT + ".";
        }
        String size = tool.endpoints().getLast().parameters().stream()
                .map(Parameter::name)
                .filter(PAGE_SIZES::contains)
                .findFirst()
                .orElse(null);
        String narrower = "Call again with " + FIELDS + " to get only the members you need";
        if (kept == 0) {
            return narrower + "; " + LIMIT + ".";
        }
        return size == null
                ? narrower + ", or ask for less at once; " + LIMIT + "."
                : narrower + ", or with " + size + " " + kept + " and then follow paging.next; " + LIMIT + ".";
    }
}
