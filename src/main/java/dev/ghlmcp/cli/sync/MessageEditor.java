package dev.ghlmcp.cli.sync;

import dev.ghlmcp.cli.output.JsonArguments;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sync.SyncInput;
import dev.ghlmcp.sync.run.SyncMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// The person's editor, for what came in a message.
final class MessageEditor {
    private MessageEditor() {}

    /// The command of the person's editor; null if none is named. An empty variable names none.
    static String editor(Map<String, String> environment) {
        return Stream.of("VISUAL", "EDITOR")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(command -> !command.isBlank())
                .findFirst()
                .orElse(null);
    }

    /// What came in, as a person leaves it in their editor.
    static SyncInput edited(SyncMessage message) {
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
