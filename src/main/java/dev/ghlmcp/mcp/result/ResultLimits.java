package dev.ghlmcp.mcp.result;

import dev.ghlmcp.catalog.Parameter;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.text.InvisibleCharacters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes results that fit a client: selected fields, without empty values, within a size.
///
/// @param trim     leave out what tells nothing
/// @param maxBytes of a whole result; 0 for no limit
public record ResultLimits(boolean trim, int maxBytes) {
    /// The argument of every tool that reads.
    public static final String FIELDS = "fields";

    /// The defaults of the settings.
    public static final ResultLimits STANDARD = new ResultLimits(true, 40_000);

    /// Room for what a transport or the dispatcher adds.
    private static final int RESERVE = 400;

    private static final List<String> PAGE_SIZES = List.of("limit", "pageLimit");

    /// @param json an object, as HighLevel sent it or as it was shaped
    /// @throws tools.jackson.core.JacksonException if it is not JSON
    byte[] of(ToolDefinition tool, ObjectNode arguments, byte[] json) {
        JsonNode fields = arguments.path(FIELDS);
        byte[] asked = fields.isEmpty() ? json : kept(tool, json, fields);
        byte[] trimmed = trim
                ? ResultCompactor.trim(
                        asked,
                        tool.listing() == null ? List.of() : tool.listing().items())
                : Json.compact(asked);
        return maxBytes == 0 || trimmed.length <= maxBytes - RESERVE
                ? trimmed
                : ResultTruncator.cut(trimmed, maxBytes - RESERVE, selected -> advice(tool, selected));
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
    public static byte[] within(byte[] json, int max, String how) {
        return json.length <= max ? json : ResultTruncator.cut(json, max, _ -> how);
    }

    /// A text that is no JSON.
    String text(String text) {
        String visible = trim ? InvisibleCharacters.without(text) : text;
        byte[] bytes = visible.getBytes(StandardCharsets.UTF_8);
        if (maxBytes == 0 || bytes.length <= maxBytes - RESERVE) {
            return visible;
        }
        int selected = maxBytes - 2 * RESERVE;
        return new String(bytes, 0, selected, StandardCharsets.UTF_8).replaceFirst("\uFFFD+$", "")
                + "\n[cut: the first " + selected + " of " + bytes.length + " bytes; " + LIMIT + "]";
    }

    private static final String LIMIT = "the setting results.max-bytes (GHL_RESULTS_MAX_BYTES) says how many fit";

    private static byte[] kept(ToolDefinition tool, byte[] json, JsonNode fields) {
        List<String> names = fields.valueStream().map(JsonNode::asString).toList();
        return Json.MAPPER.writeValueAsBytes(Projection.of(tool, (ObjectNode) Json.MAPPER.readTree(json), names)
                .described());
    }

    private static String advice(ToolDefinition tool, int selected) {
        if (!tool.hints().readOnly()) {
            return "It was done; read the record by its id to see the rest; " + LIMIT + ".";
        }
        String size = tool.endpoints().getLast().parameters().stream()
                .map(Parameter::name)
                .filter(PAGE_SIZES::contains)
                .findFirst()
                .orElse(null);
        String narrower = "Call again with " + FIELDS + " to get only the members you need";
        if (selected == 0) {
            return narrower + "; " + LIMIT + ".";
        }
        return size == null
                ? narrower + ", or ask for less at once; " + LIMIT + "."
                : narrower + ", or with " + size + " " + selected + " and then follow paging.next; " + LIMIT + ".";
    }
}
