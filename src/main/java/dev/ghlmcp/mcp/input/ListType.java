package dev.ghlmcp.mcp.input;

import dev.ghlmcp.json.Json;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.StringNode;

/// A list, or a text that is its JSON. A single item becomes a list of one. Where items are texts, a text with commas
/// becomes a list of several; inside a list a comma is part of a name.
///
/// @param item     the type of its items
/// @param minItems fewer are refused
/// @param maxItems more are refused
/// @param keepsEmpty `[]` is a value; else it says nothing
/// @param lenient items such as `"null"` are left out
record ListType(ArgumentType item, int minItems, int maxItems, boolean keepsEmpty, boolean lenient)
        implements ArgumentType {
    private static final int MAX_ITEMS = 10_000;

    @Override
    public JsonNode read(JsonNode value, ArgumentPath at, Complaints complaints) {
        if (brokenJson(value)) {
            return ArgumentType.refuse(value, at, "a list", complaints);
        }
        List<JsonNode> items = items(value);
        if (!fits(items.size(), at, complaints)) {
            return value;
        }
        ArrayNode read = Json.MAPPER.createArrayNode();
        int index = 0;
        for (JsonNode each : items) {
            JsonNode one = isNothing(each)
                    ? null
                    : item.read(item instanceof TextType ? TextType.stripped(each) : each, at.item(index), complaints);
            index++;
            if (one != null) {
                read.add(one);
            }
        }
        if (read.size() < minItems) {
            complaints.add(at + " must have at least " + (minItems == 1 ? "one item" : minItems + " items"));
        } else if (read.size() > maxItems) {
            complaints.add(at + " must have at most " + (maxItems == 1 ? "one item" : maxItems + " items") + ", got "
                    + read.size());
        } else if (read.isEmpty()) {
            return keepsEmpty && index == 0 ? read : null;
        }
        return read;
    }

    /// Whether the list has a size that makes sense.
    static boolean fits(int size, ArgumentPath at, Complaints complaints) {
        if (size > MAX_ITEMS) {
            complaints.add(at + " must have at most " + MAX_ITEMS + " items");
        }
        return size <= MAX_ITEMS;
    }

    /// Broken JSON must not become a list of its fragments.
    private static boolean brokenJson(JsonNode value) {
        return value.isString()
                && value.stringValue().strip().matches("(?s)[\\[{].*")
                && !JsonText.decoded(value, JsonNode::isContainer).isContainer();
    }

    /// Clients fill lists with nulls and empty texts where they have no value.
    private boolean isNothing(JsonNode each) {
        return each.isNull()
                || (each.isString() && each.stringValue().isBlank())
                || (lenient && TextType.nothing(each));
    }

    private List<JsonNode> items(JsonNode value) {
        JsonNode decoded = JsonText.decoded(value, JsonNode::isArray);
        if (decoded.isArray()) {
            return decoded.valueStream().toList();
        }
        if (value.isString() && item instanceof TextType) {
            return Arrays.stream(value.stringValue().split(",", MAX_ITEMS + 1))
                    .map(String::strip)
                    .<JsonNode>map(StringNode::valueOf)
                    .toList();
        }
        return List.of(value);
    }
}
