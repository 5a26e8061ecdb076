package dev.ghlmcp.cli;

import dev.ghlmcp.cli.context.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "stdio",
        mixinStandardHelpOptions = true,
        description = "Serve MCP over standard input and output, as Claude Desktop starts it.")
final class StdioCommand implements Runnable {
    @ParentCommand
    CommandContext root;

    @Override
    public void run() {
        root.composition().stdio(root.settings(), root.options().sandbox());
    }
}
