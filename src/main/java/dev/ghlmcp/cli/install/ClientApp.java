package dev.ghlmcp.cli.install;

import dev.ghlmcp.cli.install.file.ClientFile;
import dev.ghlmcp.config.UserFolders;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A program that starts MCP servers, and where it keeps their list.
enum ClientApp {
    CLAUDE_DESKTOP("Claude Desktop", "mcpServers", 0, "Quit Claude Desktop and start it again."),
    CLAUDE_CODE("Claude Code", "mcpServers", 0, "Start a new session of Claude Code; /mcp shows the server."),
    CURSOR("Cursor", "mcpServers", 40, "Restart Cursor, and switch the server on in Settings > MCP."),
    VSCODE("VS Code", "servers", 128, "In VS Code, run MCP: List Servers from the command palette and start it."),
    WINDSURF("Windsurf", "mcpServers", 100, "In Windsurf, refresh the list of MCP servers in Cascade."),
    GEMINI_CLI("Gemini CLI", "mcpServers", 0, "Start Gemini CLI again; /mcp shows the server."),
    CODEX("Codex", "mcp_servers", 0, "Start a new session of Codex; /mcp shows the server."),
    ZED("Zed", "context_servers", 0, "Zed starts it at once; the agent panel's settings show a green dot."),
    LM_STUDIO("LM Studio", "mcpServers", 0, "In LM Studio, switch the server on in the Program tab."),
    JUNIE("Junie", "mcpServers", 0, "In the IDE, Settings > Tools > Junie > MCP Settings shows the server."),
    /// Has no file that others may edit.
    JETBRAINS("JetBrains AI Assistant", "mcpServers", 0, """
            In the IDE: Settings > Tools > AI Assistant > Model Context Protocol (MCP) > Add > As JSON. Paste:"""),
    /// Reaches servers over the network.
    CHATGPT("ChatGPT", null, 0, """
            ChatGPT starts no programs: it reaches a server at an https:// address of yours.
            1. Serve it with `ghl-mcp http` and authentication, see docs/http.md.
            2. In ChatGPT: Settings > Apps & Connectors > Advanced settings > Developer mode, then Create.
            3. Give the address https://YOUR-HOST/mcp, and OAuth if you set http.oauth-issuer."""),
    /// Reaches servers over the network.
    N8N("n8n", null, 0, """
            n8n starts no programs: its node MCP Client Tool reaches `ghl-mcp http`.
            1. Make a token in a file for you alone, and name that file in http.tokens-file:
               (umask 077; ghl-mcp new-token n8n >> tokens)
            2. Endpoint: http://HOST:8080/mcp, Server Transport: HTTP Streamable, Authentication: Bearer Auth.
            3. If n8n runs in Docker, HOST is host.docker.internal: set GHL_HTTP_ALLOWED_HOSTS to that name and
               GHL_HTTP_HOST to an address that the container reaches.""");

    private final String title;
    private final String servers;
    private final int maxTools;
    private final String next;

    /// @param maxTools in all servers together; 0 for none that is known
    ClientApp(String title, String servers, int maxTools, String next) {
        this.title = title;
        this.servers = servers;
        this.maxTools = maxTools;
        this.next = next;
    }

    /// How many tools it takes, of all servers together; 0 if no limit is known.
    int maxTools() {
        return maxTools;
    }

    /// Whether it has a file to edit; otherwise a person pastes a text.
    boolean hasFile() {
        return this != JETBRAINS && servers != null;
    }

    /// The clients in whose own files such a text stands, by the file.
    static Map<Path, ClientApp> naming(UserFolders folders, Pattern text) {
        Map<Path, ClientApp> naming = new LinkedHashMap<>();
        for (ClientApp client : values()) {
            Path file = client.hasFile() ? ClientFile.containing(client.file(folders), text) : null;
            if (file != null) {
                naming.put(file, client);
            }
        }
        return naming;
    }

    /// Its name for people.
    String title() {
        return title;
    }

    /// The member of its file that holds the servers by name.
    String servers() {
        return servers;
    }

    /// Whether an entry names its transport.
    boolean typed() {
        return this == CLAUDE_CODE || this == VSCODE;
    }

    /// How a person makes a change take effect.
    String next() {
        return next;
    }

    /// Its name on the command line.
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The file of the person, as distinct from that of one project.
    ///
    /// @param folders of the person
    Path file(UserFolders folders) {
        return switch (this) {
            case CLAUDE_DESKTOP -> folders.applications().resolve("Claude").resolve("claude_desktop_config.json");
            case CLAUDE_CODE ->
                named(folders, "CLAUDE_CONFIG_DIR", folders.home()).resolve(".claude.json");
            case CURSOR -> folders.home().resolve(".cursor").resolve("mcp.json");
            case VSCODE ->
                folders.applications().resolve("Code").resolve("User").resolve("mcp.json");
            case WINDSURF ->
                folders.home().resolve(".codeium").resolve("windsurf").resolve("mcp_config.json");
            case GEMINI_CLI -> folders.home().resolve(".gemini").resolve("settings.json");
            case CODEX ->
                named(folders, "CODEX_HOME", folders.home().resolve(".codex")).resolve("config.toml");
            case ZED -> zed(folders).resolve("settings.json");
            case LM_STUDIO -> folders.home().resolve(".lmstudio").resolve("mcp.json");
            case JUNIE -> folders.home().resolve(".junie").resolve("mcp").resolve("mcp.json");
            case JETBRAINS, CHATGPT, N8N -> throw new IllegalStateException(title + " has no file");
        };
    }

    /// The folder that is there if the client is. Junie makes the one of its file only with the file.
    Path folder(UserFolders folders) {
        Path parent = file(folders).getParent();
        return this == JUNIE ? parent.getParent() : parent;
    }

    /// Zed goes by the rule of Linux on macOS as well.
    private static Path zed(UserFolders folders) {
        return folders.system().startsWith("Windows")
                ? folders.applications().resolve("Zed")
                : named(folders, "XDG_CONFIG_HOME", folders.home().resolve(".config"))
                        .resolve("zed");
    }

    private static Path named(UserFolders folders, String variable, Path otherwise) {
        String named = folders.environment().getOrDefault(variable, "");
        return named.isBlank() || !Path.of(named).isAbsolute() ? otherwise : Path.of(named);
    }

    /// The names, for help texts and completion.
    static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(values()).map(ClientApp::word).iterator();
        }
    }

    /// Reads the names.
    static final class Converter implements ITypeConverter<ClientApp> {
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
