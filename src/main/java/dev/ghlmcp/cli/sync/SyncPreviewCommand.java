package dev.ghlmcp.cli.sync;

import dev.ghlmcp.cli.context.SyncParts;
import dev.ghlmcp.cli.output.JsonArguments;
import dev.ghlmcp.cli.output.OutputFormat;
import dev.ghlmcp.cli.output.RowOutput;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncInput;
import dev.ghlmcp.sync.run.SyncPreview;
import dev.ghlmcp.sync.run.SyncState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        description = "Read a message from standard input, JSON as a sender would post it, and show for each step the"
                + " mapped arguments, the request that would go out, and what differs. Nothing is written.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every message would be carried out, or left out as it should be",
            "1:some message would be dead, or wait",
            "2:the command line, the settings or the JSON are wrong",
            "3:the store is away"
        })
final class SyncPreviewCommand implements Callable<Integer> {
    private static final List<String> COLUMNS =
            List.of("id", "record", "state", "tool", "action", "differ", "request", "problem");

    @ParentCommand
    SyncCommand parent;

    @Parameters(index = "0", paramLabel = "NAME", description = "Of the sync in the settings.")
    String name;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "json",
            description = "${COMPLETION-CANDIDATES}. csv and table have a row for each step.")
    OutputFormat format;

    @Override
    public Integer call() {
        return parent.with(this::run);
    }

    private int run(SyncParts parts) throws InterruptedException {
        Sync sync = parts.named(name);
        List<JsonNode> messages = messages();
        boolean clean = true;
        try (RowOutput out = RowOutput.sentences(format, parent.out(), COLUMNS)) {
            for (JsonNode body : messages) {
                SyncPreview preview = parts.runner().preview(sync, new SyncInput(body, Map.of()));
                (format.cells() ? steps(preview) : List.of(whole(preview))).forEach(out::row);
                clean &= preview.state() != SyncState.DEAD && preview.state() != SyncState.WAITING;
            }
        }
        return clean ? 0 : 1;
    }

    private static List<JsonNode> messages() {
        try {
            JsonNode json = JsonArguments.strict(System.in.readAllBytes());
            if (json.isObject()) {
                return List.of(json);
            }
            if (json.isArray() && !json.isEmpty()) {
                return json.valueStream().toList();
            }
        } catch (JacksonException | IOException _) {
            // The sentence below says what is wanted.
        }
        throw new IllegalArgumentException("Standard input wants one JSON object, or an array of such");
    }

    private static ObjectNode head(SyncPreview preview) {
        return Json.MAPPER
                .createObjectNode()
                .put("id", preview.externalId())
                .put("record", preview.highLevelId())
                .put("state", preview.state().word());
    }

    private static ObjectNode whole(SyncPreview preview) {
        ObjectNode json = head(preview).put("version", preview.version()).put("problem", preview.problem());
        preview.steps().forEach(step -> json.withArray("steps").add(step(step)));
        return json;
    }

    private static ObjectNode step(SyncPreview.PreviewedStep step) {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("tool", step.tool())
                .put("action", step.action().name().toLowerCase(Locale.ROOT));
        step.differ().forEach(json.putArray("differ")::add);
        json.set("arguments", step.arguments());
        json.set("request", step.request());
        return json.put("problem", step.problem());
    }

    private static List<ObjectNode> steps(SyncPreview preview) {
        List<ObjectNode> rows = new ArrayList<>();
        preview.steps().forEach(step -> {
            ObjectNode row = head(preview).setAll(step(step));
            if (step.request() instanceof ObjectNode request) {
                row.put(
                        "request",
                        request.path("method").asString("") + " "
                                + request.path("url").asString(""));
            }
            rows.add(row);
        });
        if (rows.isEmpty()) {
            rows.add(head(preview).put("problem", preview.problem()));
        }
        return rows;
    }
}
