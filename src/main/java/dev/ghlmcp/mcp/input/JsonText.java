package dev.ghlmcp.mcp.input;

import dev.ghlmcp.json.Json;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads JSON in a text: many clients send numbers, lists and objects as texts, and some encode them twice.
final class JsonText {
    private static final int MAX_LAYERS = 3;
    private static final String STARTS = "[{\"-0123456789";

    private JsonText() {}

    /// The first value of the wanted kind, layer by layer; the text itself if there is none.
    static JsonNode decoded(JsonNode value, Predicate<JsonNode> wanted) {
        JsonNode inner = value;
        for (int layer = 0; layer < MAX_LAYERS && inner.isString(); layer++) {
            String text = inner.stringValue().strip();
            // Most texts are no JSON, and an exception for each of them is expensive.
            if (text.isEmpty() || STARTS.indexOf(text.charAt(0)) < 0) {
                return value;
            }
            try {
                inner = Json.MAPPER.readTree(text);
            } catch (JacksonException _) {
                return value;
            }
            if (wanted.test(inner)) {
                return inner;
            }
        }
        return value;
    }
}
