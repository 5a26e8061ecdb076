package dev.ghlmcp.cli;

import dev.ghlmcp.catalog.ToolList;
import java.io.PrintStream;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;

@Command(
        name = "tools",
        mixinStandardHelpOptions = true,
        description = "List the tools, or print them as tools/list serves them.")
final class ToolsCommand implements Runnable {
    @ParentCommand
    GhlMcp root;

    @Option(names = "--json", description = "Print the JSON array that a client gets.")
    boolean json;

    @Override
    public void run() {
        ToolList tools = root.composition.tools(root.composition.settings(root.options));
        PrintStream out = root.composition.out();
        if (json) {
            out.writeBytes(tools.json());
            out.println();
            return;
        }
        Map<String, JsonNode> entries = tools.entries();
        int width = tools.names().stream().mapToInt(String::length).max().orElse(0);
        for (String name : tools.names()) {
            out.printf(
                    "%-" + width + "s  %s%n",
                    name,
                    entries.get(name).path("description").asString());
        }
    }
}
