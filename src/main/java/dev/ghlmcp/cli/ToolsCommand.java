package dev.ghlmcp.cli;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.EventTool;
import dev.ghlmcp.catalog.Overview;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.cli.completion.ToolNames;
import dev.ghlmcp.cli.context.CommandContext;
import dev.ghlmcp.cli.output.ToolPage;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.mcp.IndexedTools;
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
    CommandContext root;

    @Parameters(
            arity = "0..1",
            paramLabel = "TOOL",
            completionCandidates = ToolNames.class,
            description = "The one to show; all in a line each without it.")
    String tool;

    @Option(
            names = "--all",
            description =
                    "Also the operations of HighLevel's API that no tool has: `call` calls those of the classes that"
                            + " the setting api.operations switches on.")
    boolean all;

    @Option(names = "--json", description = "Print what a client gets: the JSON array, or the object of one tool.")
    boolean json;

    @Override
    public Integer call() {
        if (tool != null) {
            root.options().set(Setting.TOOLS_SURFACE, "list");
        }
        Settings settings = root.installedSettings();
        ToolView tools = root.composition().tools(settings);
        PrintStream out = root.out();
        if (tool != null) {
            return one(tools, settings, out);
        }
        if (json) {
            out.writeBytes(tools.json());
            out.println();
            return 0;
        }
        if (all) {
            new OperationList(root.composition().indexed(settings)).print(tools, out);
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

    private int one(ToolView tools, Settings settings, PrintStream out) {
        JsonNode entry = tools.entries().get(tool);
        ToolDefinition operation = Catalog.load().find(tool);
        if (entry == null) {
            IndexedTools indexed = root.composition().indexed(settings);
            String refusal = tools.reaching(indexed.access()).indirectRefusal(tool);
            operation = indexed.tools().tool(tool);
            entry = indexed.tools().entry(tool);
            if (entry == null) {
                System.err.println(refusal);
                return 2;
            }
            if (refusal != null) {
                System.err.println("ghl-mcp: " + refusal);
            }
        }
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
