package dev.ghlmcp.cli;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.EventTool;
import dev.ghlmcp.catalog.Overview;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.cli.output.ToolPage;
import dev.ghlmcp.config.Setting;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;

@Command(
        name = "tools",
        mixinStandardHelpOptions = true,
        description = "List the tools, or show one with its arguments and an example.")
final class ToolsCommand implements Callable<Integer> {
    @ParentCommand
    GhlMcp root;

    @Parameters(
            arity = "0..1",
            paramLabel = "TOOL",
            completionCandidates = ToolNames.class,
            description = "The one to show; all in a line each without it.")
    String tool;

    @Option(names = "--json", description = "Print what a client gets: the JSON array, or the object of one tool.")
    boolean json;

    @Override
    public Integer call() {
        if (tool != null) {
            root.options.set(Setting.TOOLS_SURFACE, "list");
        }
        ToolView tools = root.composition.tools(root.composition.settings(root.options));
        PrintStream out = root.out();
        if (tool != null) {
            return one(tools, out);
        }
        if (json) {
            out.writeBytes(tools.json());
            out.println();
            return 0;
        }
        Map<String, JsonNode> entries = tools.entries();
        int width = tools.listed().stream().mapToInt(String::length).max().orElse(0);
        for (String name : tools.listed()) {
            out.printf(
                    "%-" + width + "s  %s%n",
                    name,
                    entries.get(name).path("description").asString());
        }
        return 0;
    }

    private int one(ToolView tools, PrintStream out) {
        JsonNode entry = tools.entries().get(tool);
        if (entry == null) {
            System.err.println(tools.refusal(tool));
            return 2;
        }
        ToolDefinition operation = Catalog.load().find(tool);
        out.println(
                json
                        ? entry
                        : new ToolPage(
                                        operation == null
                                                ? ToolDefinition.of(
                                                        entry,
                                                        EventTool.NAMES.contains(tool)
                                                                ? EventTool.TOOLSET
                                                                : Overview.toolset(tool))
                                                : operation,
                                        entry)
                                .text());
        return 0;
    }
}
