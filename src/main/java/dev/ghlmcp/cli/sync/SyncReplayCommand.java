package dev.ghlmcp.cli.sync;

import dev.ghlmcp.cli.context.SyncParts;
import dev.ghlmcp.cli.output.JsonArguments;
import dev.ghlmcp.cli.output.OutputFormat;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncInput;
import dev.ghlmcp.sync.run.SyncMessage;
import dev.ghlmcp.sync.run.SyncState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Work on dead letters again, with the mapping of now. One whose reason is `uncertain` may have"
                + " been carried out: look in HighLevel first.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all have ended well",
            "1:some are dead again, wait or are tried again",
            "2:the command line or the settings are wrong: nothing is worked on",
            "3:the store is away"
        },
        footer = {
            "",
            "Examples:",
            "  ghl-mcp sync dead customers",
            "  ghl-mcp sync replay customers --all",
            "  ghl-mcp sync replay customers ID --edit    # opens what came in in $VISUAL or $EDITOR"
        })
final class SyncReplayCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofMillis(200);

    @ParentCommand
    SyncCommand parent;

    @Parameters(index = "0", paramLabel = "NAME", description = "Of the sync in the settings.")
    String name;

    @Parameters(index = "1..*", paramLabel = "MESSAGE", description = "Ids, as `sync dead` shows them.")
    List<String> ids = List.of();

    @Option(names = "--all", description = "All dead letters of the sync but those that may have been carried out.")
    boolean all;

    @Option(names = "--edit", description = "Edit what came in first.")
    boolean edit;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}. table shows counts and what needs a person.")
    OutputFormat format;

    @Override
    public Integer call() {
        return parent.with(this::run);
    }

    private int run(SyncParts parts) throws InterruptedException {
        Sync sync = parts.named(name);
        if (all != ids.isEmpty()) {
            throw new IllegalArgumentException(
                    "Name the messages to replay, or --all; `ghl-mcp sync dead " + name + "` lists them");
        }
        List<SyncMessage> known = all ? parts.inbox().dead(sync.name(), "", Integer.MAX_VALUE) : List.of();
        List<SyncMessage> dead = all
                ? known.stream()
                        .filter(message -> !message.uncertain())
                        .sorted(Comparator.comparingLong(SyncMessage::came))
                        .toList()
                : ids.stream()
                        .map(id -> SyncDeadCommand.dead(parts, sync.name(), id))
                        .toList();
        List<SyncInput> edits =
                edit ? dead.stream().map(SyncReplayCommand::edited).toList() : List.of();
        ImportReport report = new ImportReport(format, parent.out(), SyncImport.COLUMNS);
        for (int i = 0; i < dead.size(); i++) {
            String id = dead.get(i).id();
            if (edit
                    ? parts.inbox().replay(sync.name(), id, edits.get(i))
                    : parts.inbox().replay(dead.get(i))) {
                report.line(MessageRows.settled(MessageRows.line(dead.get(i)), settled(parts, sync, id)));
            }
        }
        report.close();
        long uncertain = (long) known.size() - (all ? dead.size() : 0);
        if (uncertain > 0) {
            System.err.println(
                    "ghl-mcp: left out: " + uncertain
                            + " that HighLevel may have carried out. Look there, then replay them by their ids, or `sync link`");
        }
        System.err.println("ghl-mcp: " + (dead.isEmpty() ? "there are no dead letters" : report.summary()));
        return report.clean() ? 0 : 1;
    }

    /// A message as it has ended, or as it is after a while: a server that runs may have it in hand.
    private static SyncMessage settled(SyncParts parts, Sync sync, String id) throws InterruptedException {
        long begun = System.nanoTime();
        SyncMessage message = parts.inbox().find(sync.name(), id);
        if (message.state().open()) {
            message = parts.runner().run(message);
        }
        while (message.state().open()
                && message.state() != SyncState.WAITING
                && message.state() != SyncState.RETRY
                && System.nanoTime() - begun < PATIENCE.toNanos()) {
            Thread.sleep(LOOK);
            message = parts.runner().run(message);
        }
        return message;
    }

    /// The command of the person's editor; null if none is named. An empty variable names none.
    static String editor(Map<String, String> environment) {
        return Stream.of("VISUAL", "EDITOR")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(command -> !command.isBlank())
                .findFirst()
                .orElse(null);
    }

    /// What came in, as a person leaves it in their editor.
    private static SyncInput edited(SyncMessage message) {
        String editor = editor(System.getenv());
        if (editor == null) {
            throw new IllegalArgumentException("--edit opens an editor: name it in EDITOR, such as EDITOR=nano");
        }
        Path file = null;
        try {
            // Only its owner may read it.
            file = Files.createTempFile("ghl-mcp-", ".json");
            Files.writeString(
                    file,
                    Json.MAPPER
                                    .writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(message.input().body()) + "\n");
            boolean windows = System.getProperty("os.name").startsWith("Windows");
            List<String> command = windows
                    ? List.of("cmd", "/c", editor + " \"" + file + "\"")
                    : List.of("sh", "-c", editor + " \"$1\"", "sh", file.toString());
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new IllegalArgumentException("The editor ended with an error: nothing is replayed");
            }
            if (JsonArguments.strict(
                            Files.readString(file, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))
                    instanceof ObjectNode object) {
                return new SyncInput(object, message.input().headers());
            }
            throw new IllegalArgumentException("What was edited is no JSON object: nothing is replayed");
        } catch (JacksonException e) {
            throw new IllegalArgumentException("What was edited is not valid JSON: nothing is replayed", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("The editor cannot be started: " + editor, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalArgumentException("The editor was interrupted: nothing is replayed", e);
        } finally {
            delete(file);
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException _) {
            file.toFile().deleteOnExit();
        }
    }
}
