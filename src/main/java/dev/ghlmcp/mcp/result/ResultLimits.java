package dev.ghlmcp.mcp.result;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.endpoint.Parameter;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.text.InvisibleCharacters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Makes results that fit a client: selected fields, without empty values, within a size.
///
/// @param trim     leave out what tells nothing
/// @param names    put names beside ids, offsets to times, and what was sent beside an empty answer
/// @param maxBytes of a whole result; 0 for no limit
public record ResultLimits(boolean trim, boolean names, int maxBytes) {
    /// The argument of every tool that reads.
    public static final String FIELDS = "fields";

    /// The defaults of the settings.
    public static final ResultLimits STANDARD = new ResultLimits(true, 40_000);

    /// With names where it is trimmed.
    public ResultLimits(boolean trim, int maxBytes) {
        this(trim, trim, maxBytes);
    }

    /// Room for what a transport or the dispatcher adds.
    private static final int RESERVE = 400;

    private static final List<String> PAGE_SIZES = List.of("limit", "pageLimit");

    /// The result without what tells nothing.
    ObjectNode trimmed(ToolDefinition tool, ObjectNode arguments, ObjectNode result) {
        if (!trim) {
            return result.deepCopy();
        }
        ObjectNode trimmed = ResultTrimmer.trim(
                result,
                tool.listing() == null ? List.of() : tool.listing().items(),
                tool.endpoints().isEmpty());
        LeanListing.apply(tool, arguments, trimmed);
        return trimmed;
    }

    /// The result within the size.
    ObjectNode cut(ToolDefinition tool, ObjectNode result) {
        return maxBytes == 0 || Json.fits(result, maxBytes - RESERVE)
                ? result
                : ResultTruncator.cut(result, maxBytes - RESERVE, selected -> advice(tool, selected));
    }

    /// All of a JSON object as far as the size goes.
    ///
    /// @param how to get the rest, a sentence
    ObjectNode whole(ObjectNode result, String how) {
        return maxBytes == 0 ? result : within(result, maxBytes - RESERVE, how + "; " + LIMIT + ".");
    }

    /// A JSON object within a size, with a last member that says what was cut.
    ///
    /// @param how to get the rest, a sentence
    public static ObjectNode within(ObjectNode json, int max, String how) {
        return Json.fits(json, max) ? json : ResultTruncator.cut(json.deepCopy(), max, _ -> how);
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

    private static String advice(ToolDefinition tool, int selected) {
        if (!tool.hints().readOnly()) {
            return "It was done; read the record by its id to see the rest; " + LIMIT + ".";
        }
        String size = tool.endpoints().reversed().stream()
                .limit(1)
                .flatMap(endpoint -> endpoint.parameters().stream())
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
