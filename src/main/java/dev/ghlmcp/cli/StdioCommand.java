package dev.ghlmcp.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "stdio",
        mixinStandardHelpOptions = true,
        description = "Serve MCP over standard input and output, as Claude Desktop starts it.")
final class StdioCommand implements Runnable {
    @ParentCommand
    GhlMcp root;

    @Override
    public void run() {
        root.composition.stdio(root.composition.settings(root.options), root.options.sandbox());
    }
}
