package dev.ghlmcp.cli.install;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.cli.install.file.InstallException;
import dev.ghlmcp.cli.install.file.ServerEntries;
import dev.ghlmcp.cli.install.file.TomlServers;
import dev.ghlmcp.config.UserFolders;
import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// Each client has a page in `docs/clients`: what `install` knows of it, and what is its own, which the page keeps
/// between two marks. `-Dupdate=true` writes the pages.
class ClientPagesTest {
    private static final Path PAGES = Path.of("docs/clients");
    private static final String BEGIN = "<!-- own -->\n";
    private static final String END = "<!-- /own -->\n";

    @Test
    void eachClientHasAPage() throws Exception {
        Map<String, String> wanted = new TreeMap<>();
        for (ClientApp client : ClientApp.values()) {
            wanted.put(client.word() + ".md", page(client, own(PAGES.resolve(client.word() + ".md"))));
        }
        Map<String, String> there = pages();
        if (Boolean.getBoolean("update")) {
            Files.createDirectories(PAGES);
            for (Map.Entry<String, String> page : wanted.entrySet()) {
                Files.writeString(PAGES.resolve(page.getKey()), page.getValue());
            }
        }
        assertEquals(wanted, there, "Expected once after an update");
    }

    private static Map<String, String> pages() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        if (Files.exists(PAGES)) {
            try (Stream<Path> files = Files.list(PAGES)) {
                for (Path file : files.toList()) {
                    pages.put(file.getFileName().toString(), Files.readString(file));
                }
            }
        }
        return pages;
    }

    private static String own(Path page) throws IOException {
        String text = Files.exists(page) ? Files.readString(page) : BEGIN + END;
        return text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END));
    }

    private static String page(ClientApp client, String own) throws InstallException {
        StringBuilder page = new StringBuilder("# " + client.title() + "\n\n");
        if (client.hasFile()) {
            page.append("""
                    ```sh
                    ghl-mcp install WORD --dry-run
                    ```

                    shows what changes; without `--dry-run` it asks for the token, tries it, and writes. `--sandbox` instead of a
                    token gives sample data, and `ghl-mcp uninstall WORD` takes it out again. [Clients](../clients.md) says
                    what is kept and where.

                    """.replace("WORD", client.word()));
        } else {
            page.append("TITLE has no file that others may edit. This prints what to do there:\n\n"
                    .replace("TITLE", client.title()));
            page.append("```sh\nghl-mcp install " + client.word() + "\n```\n\n");
        }
        if (client.maxTools() > 0) {
            page.append(
                    client.title() + " takes " + client.maxTools() + " tools of all servers together. "
                            + (client.maxTools() < 128
                                    ? "So it gets the search surface, unless `--tools` chooses otherwise.\n\n"
                                    : "All of ours are as many, so beside other servers choose `--tools search` or a preset.\n\n"));
        }
        if (client.hasFile()) {
            page.append("Then: " + client.next() + "\n\n## By hand\n\n| system | file |\n|---|---|\n");
            page.append("| macOS | `" + file(client, "Mac OS X") + "` |\n");
            page.append("| Linux | `" + file(client, "Linux") + "` |\n");
            page.append("| Windows | `" + file(client, "Windows 11") + "` |\n\n");
            boolean toml = client == ClientApp.CODEX;
            page.append("```" + (toml ? "toml" : "json") + "\n" + entry(client, toml) + "```\n\n");
            page.append(
                    "On Windows the command is `cmd`, with `/c` and the path of `bin\\ghl-mcp.cmd` before `stdio`.\n\n");
        } else if (client.servers() == null) {
            page.append("```text\n" + client.next() + "\n```\n\n");
        }
        return page.append(BEGIN).append(own).append(END).toString();
    }

    private static String entry(ClientApp client, boolean toml) throws InstallException {
        ObjectNode entry = Json.MAPPER.createObjectNode();
        if (client.typed()) {
            entry.put("type", "stdio");
        }
        entry.put("command", "/path/to/ghl-mcp/bin/ghl-mcp").putArray("args").add("stdio");
        entry.putObject("env")
                .put("GHL_TOKEN", "pit-your-private-integration-token")
                .put("GHL_LOCATION_ID", "your-sub-account-id");
        return (toml ? new TomlServers("", client.servers()) : new ServerEntries("", client.servers()))
                .with("gohighlevel", entry);
    }

    private static String file(ClientApp client, String system) {
        String file =
                client.file(new UserFolders(system, Path.of("~"), Map.of())).toString();
        return system.startsWith("Windows")
                ? file.replace("~/AppData/Roaming", "%APPDATA%")
                        .replace("~", "%USERPROFILE%")
                        .replace('/', '\\')
                : file;
    }

    @Test
    void theListOfClientsLeadsToEachPage() throws IOException {
        String list = Files.readString(Path.of("docs/clients.md"));
        assertEquals(
                "",
                Arrays.stream(ClientApp.values())
                        .map(client -> "[" + client.title() + "](clients/" + client.word() + ".md)")
                        .filter(link -> !list.contains(link))
                        .collect(Collectors.joining("\n")));
    }
}
