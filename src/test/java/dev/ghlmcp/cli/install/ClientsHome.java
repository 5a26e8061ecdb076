package dev.ghlmcp.cli.install;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A home folder in which every client has been, for the built program to install into.
abstract class ClientsHome {
    static final String TOKEN = "pit-secret-of-the-person";

    @TempDir
    Path home;

    /// Further variables of the shell.
    final Map<String, String> surroundings = new LinkedHashMap<>();

    record Run(int exit, String out, String err) {}

    @BeforeEach
    void clientsAreThere() throws IOException {
        for (String folder : List.of(
                ".config/Claude",
                ".config/Code/User",
                ".cursor",
                ".codeium/windsurf",
                ".gemini",
                ".codex",
                ".config/zed",
                ".lmstudio",
                ".junie/mcp")) {
            Files.createDirectories(home.resolve(folder));
        }
    }

    static JsonNode environment(Path file) throws IOException {
        return Json.MAPPER.readTree(Files.readString(file)).at("/mcpServers/gohighlevel/env");
    }

    static List<Path> backups(Path config) throws IOException {
        try (Stream<Path> files = Files.list(config.getParent())) {
            return files.filter(file -> file.toString().endsWith(".bak"))
                    .sorted()
                    .toList();
        }
    }

    Run run(String input, String... arguments) throws Exception {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("HOME", home.toString());
        environment.put("XDG_CONFIG_HOME", home.resolve(".config").toString());
        environment.put("CLAUDE_CONFIG_DIR", "");
        environment.put("XDG_DATA_HOME", "");
        environment.put("CODEX_HOME", "");
        environment.put("SSL_CERT_FILE", "");
        environment.put("NODE_EXTRA_CA_CERTS", "");
        environment.putAll(surroundings);
        List<String> words = new ArrayList<>(List.of(arguments));
        if (words.getFirst().equals("install")) {
            words.add("--in-place");
            if (!words.contains("--base-url")) {
                // No test may ask the real HighLevel.
                words.add("--no-check");
            }
        }
        try (BuiltProgram program = BuiltProgram.start(environment, words.toArray(String[]::new))) {
            program.send(input.getBytes(StandardCharsets.UTF_8));
            program.endInput();
            String out = String.join("\n", program.rest());
            return new Run(program.exitCode(), out, program.stderr());
        }
    }
}
