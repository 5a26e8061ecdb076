package dev.ghlmcp.cli;

import dev.ghlmcp.catalog.ToolList;
import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

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
        ToolList tools = root.composition.tools();
        PrintStream out = root.composition.out();
        if (json) {
            out.println(tools.json());
            return;
        }
        int width = tools.names().stream().mapToInt(String::length).max().orElse(0);
        for (String name : tools.names()) {
            out.printf(
                    "%-" + width + "s  %s%n",
                    name,
                    tools.entry(name).path("description").asString());
        }
    }
}
