package dev.ghlmcp.cli.output;

import dev.ghlmcp.mcp.result.ResultItems;
import dev.ghlmcp.text.InvisibleCharacters;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Turns items into rows of texts.
final class TableCells {
    private static final Pattern FORMULA = Pattern.compile("^[=+\\-@|\\t\\r\\n＝＋－＠｜]");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\r\\t]]+");
    private static final Pattern NUMBER = Pattern.compile("^(-?\\d+(\\.\\d+)?|\\+\\d{5,15})$");

    private TableCells() {}

    /// The name of the record in a result that holds nothing else; null if there is none.
    static String record(ObjectNode result) {
        List<String> names = result.propertyNames().stream()
                .filter(name -> !ResultItems.ASIDE.contains(name))
                .toList();
        return names.size() == 1 && result.get(names.getFirst()).isObject() ? names.getFirst() : null;
    }

    /// The names of all members, in the order in which they come first.
    static List<String> columns(List<ObjectNode> rows) {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(row.propertyNames()));
        return List.copyOf(names);
    }

    /// The value at a path.
    static String text(JsonNode row, List<String> path) {
        List<JsonNode> found = new ArrayList<>();
        collect(row, path, found);
        return found.stream().map(TableCells::text).collect(Collectors.joining("; "));
    }

    private static void collect(JsonNode node, List<String> steps, List<JsonNode> found) {
        if (node.isArray() && !steps.isEmpty()) {
            node.forEach(item -> collect(item, steps, found));
        } else if (steps.isEmpty()) {
            found.add(node);
        } else if (node.has(steps.getFirst())) {
            collect(node.get(steps.getFirst()), steps.subList(1, steps.size()), found);
        }
    }

    static String text(JsonNode node) {
        if (node.isArray() && node.valueStream().allMatch(JsonNode::isValueNode)) {
            return node.valueStream().map(TableCells::text).collect(Collectors.joining("; "));
        }
        return node.isNull() || node.isMissingNode() ? "" : node.isValueNode() ? node.asString() : node.toString();
    }

    /// Makes a text safe for spreadsheets: a formula that a contact typed into a form could send the other cells to a
    /// stranger. Numbers and phone numbers stay as they are. Control characters but line ends and tabs become
    /// spaces.
    static String harmless(String cell) {
        String text = CONTROL.matcher(cell).replaceAll(" ");
        return FORMULA.matcher(text).find() && !NUMBER.matcher(text).matches() ? "'" + text : text;
    }

    /// The text in one line, without control characters.
    static String plain(String text, int width) {
        String line = InvisibleCharacters.without(text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " "));
        return line.length() <= width ? line : line.substring(0, width - 1) + "…";
    }
}
