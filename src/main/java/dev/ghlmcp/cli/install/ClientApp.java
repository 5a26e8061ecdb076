package dev.ghlmcp.cli.install;

import dev.ghlmcp.config.UserFolders;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A program that starts MCP servers, and where it keeps their list.
public enum ClientApp {
    CLAUDE_DESKTOP("Claude Desktop", "mcpServers", false, "Quit Claude Desktop and start it again."),
    CLAUDE_CODE("Claude Code", "mcpServers", true, "Start a new session of Claude Code; /mcp shows the server."),
    CURSOR("Cursor", "mcpServers", false, "Restart Cursor, and switch the server on in Settings > MCP."),
    VSCODE("VS Code", "servers", true, "In VS Code, run MCP: List Servers from the command palette and start it.");

    private final String title;
    private final String servers;
    private final boolean typed;
    private final String next;

    ClientApp(String title, String servers, boolean typed, String next) {
        this.title = title;
        this.servers = servers;
        this.typed = typed;
        this.next = next;
    }

    /// Its name for people.
    public String title() {
        return title;
    }

    /// The member of its file that holds the servers by name.
    public String servers() {
        return servers;
    }

    /// Whether an entry names its transport.
    boolean typed() {
        return typed;
    }

    /// How a person makes a change take effect.
    public String next() {
        return next;
    }

    /// Its name on the command line.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The file of the person, as distinct from that of one project.
    ///
    /// @param folders of the person
    public Path file(UserFolders folders) {
        return switch (this) {
            case CLAUDE_DESKTOP -> folders.applications().resolve("Claude").resolve("claude_desktop_config.json");
            case CLAUDE_CODE -> claude(folders).resolve(".claude.json");
            case CURSOR -> folders.home().resolve(".cursor").resolve("mcp.json");
            case VSCODE ->
                folders.applications().resolve("Code").resolve("User").resolve("mcp.json");
        };
    }

    private static Path claude(UserFolders folders) {
        String named = folders.environment().getOrDefault("CLAUDE_CONFIG_DIR", "");
        return named.isBlank() || !Path.of(named).isAbsolute() ? folders.home() : Path.of(named);
    }

    /// The names, for help texts and completion.
    public static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(values()).map(ClientApp::word).iterator();
        }
    }

    /// Reads the names.
    public static final class Converter implements ITypeConverter<ClientApp> {
        @Override
        public ClientApp convert(String value) {
            return Arrays.stream(values())
                    .filter(client -> client.word().equals(value))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + value + "' is not one of " + String.join(", ", new Words())));
        }
    }
}
