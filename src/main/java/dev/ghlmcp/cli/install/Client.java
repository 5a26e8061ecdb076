package dev.ghlmcp.cli.install;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A program that starts MCP servers, and where it keeps their list.
public enum Client {
    CLAUDE_DESKTOP("Claude Desktop", "mcpServers", false, "Quit Claude Desktop and start it again."),
    CLAUDE_CODE("Claude Code", "mcpServers", true, "Start a new session of Claude Code; /mcp shows the server."),
    CURSOR("Cursor", "mcpServers", false, "Restart Cursor, and switch the server on in Settings > MCP."),
    VSCODE("VS Code", "servers", true, "In VS Code, run MCP: List Servers from the command palette and start it.");

    private final String title;
    private final String servers;
    private final boolean typed;
    private final String next;

    Client(String title, String servers, boolean typed, String next) {
        this.title = title;
        this.servers = servers;
        this.typed = typed;
        this.next = next;
    }

    /// As people call it.
    public String title() {
        return title;
    }

    /// The member of its file that holds the servers by name.
    public String servers() {
        return servers;
    }

    /// Whether an entry says its transport.
    boolean typed() {
        return typed;
    }

    /// What a person does for a change to count.
    public String next() {
        return next;
    }

    /// Its name on the command line.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The file of the person, as distinct from that of one project.
    ///
    /// @param system      the name of the operating system, as in `os.name`
    /// @param home        the person's
    /// @param environment of the process
    public Path file(String system, Path home, Map<String, String> environment) {
        return switch (this) {
            case CLAUDE_DESKTOP ->
                applications(system, home, environment).resolve("Claude").resolve("claude_desktop_config.json");
            case CLAUDE_CODE ->
                folder(environment.get("CLAUDE_CONFIG_DIR"), home).resolve(".claude.json");
            case CURSOR -> home.resolve(".cursor").resolve("mcp.json");
            case VSCODE ->
                applications(system, home, environment)
                        .resolve("Code")
                        .resolve("User")
                        .resolve("mcp.json");
        };
    }

    /// Where the operating system has programs keep what belongs to a person.
    static Path applications(String system, Path home, Map<String, String> environment) {
        if (system.startsWith("Mac")) {
            return home.resolve("Library").resolve("Application Support");
        }
        return system.startsWith("Windows")
                ? folder(environment.get("APPDATA"), home.resolve("AppData").resolve("Roaming"))
                : folder(environment.get("XDG_CONFIG_HOME"), home.resolve(".config"));
    }

    private static Path folder(String named, Path otherwise) {
        return named == null || named.isBlank() || !Path.of(named).isAbsolute() ? otherwise : Path.of(named);
    }

    /// The names, for help texts and completion.
    public static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(values()).map(Client::word).iterator();
        }
    }

    /// Reads the names.
    public static final class Converter implements ITypeConverter<Client> {
        @Override
        public Client convert(String value) {
            return Arrays.stream(values())
                    .filter(client -> client.word().equals(value))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + value + "' is not one of " + String.join(", ", new Words())));
        }
    }
}
