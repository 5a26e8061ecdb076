package dev.ghlmcp.mcp.result;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Cuts long texts in a result, ids excepted.
final class TextTruncator {
    private final int max;
    private final Map<String, Integer> shortened = new LinkedHashMap<>();

    /// @param max in characters
    TextTruncator(int max) {
        this.max = max;
    }

    /// How many texts were cut, by their path.
    Map<String, Integer> of(ObjectNode result) {
        shorten("", result);
        return shortened;
    }

    private void shorten(String path, JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                String at = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
                if (!ResultTruncator.id(member.getKey())) {
                    member.setValue(shorter(at, member.getValue()));
                }
                shorten(at, member.getValue());
            }
        } else if (node instanceof ArrayNode list) {
            boolean ids = ResultTruncator.id(path.substring(path.lastIndexOf('.') + 1));
            for (int i = 0; i < list.size(); i++) {
                if (!ids) {
                    list.set(i, shorter(path + "[]", list.get(i)));
                }
                shorten(path + "[]", list.get(i));
            }
        }
    }

    private JsonNode shorter(String path, JsonNode value) {
        if (!value.isString() || value.stringValue().length() <= max) {
            return value;
        }
        String text = value.stringValue();
        shortened.merge(path, 1, Integer::sum);
        // Not through the middle of a character that takes two.
        int end = Character.isHighSurrogate(text.charAt(max - 2)) ? max - 2 : max - 1;
        return StringNode.valueOf(text.substring(0, end) + "…");
    }
}
