package dev.ghlmcp.mcp.input;

import dev.ghlmcp.json.Json;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.StringNode;

/// A list. A text that is its JSON is read, one item alone becomes a list of one, and a bare text with commas a list of
/// several where plain texts are wanted; inside a list a comma is part of a name.
///
/// @param item     what its items are
/// @param minItems fewer are refused
/// @param maxItems more are refused
/// @param empty    what becomes of `[]`
/// @param lenient  items that name nothing, such as `"null"`, are left out
record ListType(ArgumentType item, int minItems, int maxItems, Empty empty, boolean lenient) implements ArgumentType {
    private static final int MAX_ITEMS = 10_000;

    /// What an empty list says.
    enum Empty {
        /// Nothing: it is left out.
        ABSENT,
        /// That nothing is wanted there.
        KEPT
    }

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
            JsonNode one = unsaid(each)
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
            return empty == Empty.KEPT && index == 0 ? read : null;
        }
        return read;
    }

    /// Whether a list is of a size that somebody could mean.
    static boolean fits(int size, ArgumentPath at, Complaints complaints) {
        if (size > MAX_ITEMS) {
            complaints.add(at + " must have at most " + MAX_ITEMS + " items");
        }
        return size <= MAX_ITEMS;
    }

    /// A text that begins as JSON and is none would become items that nobody meant.
    private static boolean brokenJson(JsonNode value) {
        return value.isString()
                && value.stringValue().strip().matches("(?s)[\\[{].*")
                && !JsonText.decoded(value, JsonNode::isContainer).isContainer();
    }

    /// Clients fill lists with nulls and empty texts where they have nothing to say.
    private boolean unsaid(JsonNode each) {
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
