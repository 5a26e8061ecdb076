package dev.ghlmcp.cli;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.mcp.IndexedTools;
import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// The tools and the operations that no list has, one in a line, and how many there are.
///
/// @param indexed those that no list has
record OperationList(IndexedTools indexed) {
    void print(ToolView tools, PrintStream out) {
        Map<String, JsonNode> entries = tools.entries();
        Map<String, Integer> classes = new TreeMap<>();
        int width =
                indexed.tools().names().stream().mapToInt(String::length).max().orElse(0);
        String line = "%-" + width + "s  %s%n";
        entries.forEach((name, entry) ->
                out.printf(line, name, entry.path("description").asString()));
        int on = 0;
        for (String name : indexed.tools().names()) {
            if (entries.containsKey(name)) {
                continue;
            }
            ToolDefinition tool = indexed.tools().tool(name);
            boolean callable = indexed.access().callable(name);
            on += callable ? 1 : 0;
            classes.merge(indexed.tools().risk(name), 1, Integer::sum);
            out.printf(line, name, tool.text() + (callable ? "" : " Not switched on."));
        }
        out.println();
        out.println(entries.size() + " tools, and "
                + classes.values().stream().mapToInt(Integer::intValue).sum() + " operations that no tool has ("
                + counted(classes) + "), of which " + on + " can be called");
    }

    private static String counted(Map<String, Integer> classes) {
        StringBuilder text = new StringBuilder();
        classes.forEach((name, count) -> text.append(text.isEmpty() ? "" : ", ")
                .append(count)
                .append(' ')
                .append(name));
        return text.toString();
    }
}
