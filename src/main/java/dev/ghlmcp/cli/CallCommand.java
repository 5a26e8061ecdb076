package dev.ghlmcp.cli;

import dev.ghlmcp.catalog.Json;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.mcp.Caller;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.ToolResult;
import dev.ghlmcp.mcp.ToolResult.Attachment;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "call",
        mixinStandardHelpOptions = true,
        description = "Call one tool and print its result's JSON.",
        footer = {
            "",
            "Examples:",
            "  ghl-mcp --sandbox call search_contacts query=lighthouse",
            "  ghl-mcp call add_contact_tags contactId=ID tags='[\"vip\"]'",
            "  echo '{\"contactId\":\"ID\"}' | ghl-mcp call get_contact --json -"
        })
final class CallCommand implements Callable<Integer> {
    @ParentCommand
    GhlMcp root;

    @Spec
    CommandSpec spec;

    @Parameters(index = "0", paramLabel = "TOOL", description = "Its name, as `ghl-mcp tools` lists it.")
    String tool;

    @Parameters(
            index = "1..*",
            paramLabel = "NAME=VALUE",
            description = "Arguments. Numbers, lists and objects are written as JSON.")
    List<String> values = List.of();

    @Option(
            names = "--json",
            paramLabel = "JSON",
            description = "Arguments as one JSON object; - reads standard input.")
    String json;

    @Option(names = "--full", description = "Print all that HighLevel answered: no member left out, nothing cut.")
    boolean full;

    @Override
    public Integer call() throws IOException {
        if (full) {
            root.options.set(Setting.RESULTS_TRIM, "false");
            root.options.set(Setting.RESULTS_MAX_BYTES, "0");
        }
        var settings = root.composition.settings(root.options);
        ObjectNode arguments = arguments();
        try (Dispatcher dispatcher = root.composition.dispatcher(settings, root.options.sandbox())) {
            ToolResult result = dispatcher.call(Caller.LOCAL, tool, arguments);
            if (result.error()) {
                System.err.println(result.text());
                return List.of("invalid", "unknown").contains(result.outcome()) ? 2 : 1;
            }
            root.composition.out().println(printed(result));
            return 0;
        }
    }

    /// What a script wants: the JSON, with a sound inside it as base64.
    private static String printed(ToolResult result) {
        if (result.attachment() instanceof Attachment.Audio(String _, byte[] bytes)) {
            ObjectNode facts = (ObjectNode) Json.MAPPER.readTree(result.json());
            return facts.put("base64", bytes).toString();
        }
        return result.text();
    }

    private ObjectNode arguments() throws IOException {
        ObjectNode arguments = json == null ? Json.MAPPER.createObjectNode() : object();
        for (String pair : values) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw wrong("Arguments are written name=value, got '" + pair + "'");
            }
            arguments.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return arguments;
    }

    private ObjectNode object() throws IOException {
        try {
            JsonNode node = Json.MAPPER.readTree(
                    json.equals("-")
                            ? System.in.readAllBytes()
                            : json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException _) {
            // Told below, as for any other JSON that is no object.
        }
        throw wrong("--json wants one JSON object");
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
