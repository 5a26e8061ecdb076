package dev.ghlmcp.cli;

import dev.ghlmcp.cli.context.CommandContext;
import dev.ghlmcp.config.Setting;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "http",
        mixinStandardHelpOptions = true,
        description = "Serve MCP over HTTP: Streamable HTTP at /mcp, and HTTP+SSE at /sse for older clients.",
        footer = {
            "",
            "Paths with fewer tools: /mcp/readonly, /mcp/x/contacts,calendars, /mcp/x/contacts/readonly",
            "Everything else (TLS, allowed hosts, limits) is a setting of the file's part `http`."
        })
final class HttpCommand implements Callable<Integer> {
    @ParentCommand
    CommandContext root;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on; 127.0.0.1 unless set.")
    String host;

    @Option(names = "--port", paramLabel = "PORT", description = "8080 unless set; 0 takes a free one.")
    String port;

    @Override
    public Integer call() throws InterruptedException {
        root.options().set(Setting.HTTP_HOST, host);
        root.options().set(Setting.HTTP_PORT, port);
        root.composition().http(root.settings(), root.options().sandbox());
        return 0;
    }
}
