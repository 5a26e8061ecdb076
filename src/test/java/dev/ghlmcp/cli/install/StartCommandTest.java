package dev.ghlmcp.cli.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// What an entry says to start this program.
class StartCommandTest {
    private static final StartCommand STDIO = StartCommand.stdio(Path.of("/opt/ghl-mcp/bin/ghl-mcp"), false);

    /// Programs cannot start a file for the command line as they start a program, so Windows' shell is told to.
    @Test
    void onWindowsTheShellStartsTheLauncher() {
        ObjectNode entry = Json.MAPPER.createObjectNode();
        StartCommand.stdio(Path.of("C:\\Program Files\\ghl-mcp\\bin\\ghl-mcp.cmd"), true)
                .into(entry);
        assertEquals(Json.MAPPER.readTree("""
                        {"command":"cmd","args":["/c","C:\\\\Program Files\\\\ghl-mcp\\\\bin\\\\ghl-mcp.cmd","stdio","--sandbox"]}
                        """), entry);
        assertTrue(StartCommand.of(entry).ours());
        assertEquals(List.of("stdio", "--sandbox"), StartCommand.of(entry).arguments());
        entry.put("command", "C:\\ghl\\bin\\ghl-mcp.cmd").putArray("args").add("stdio");
        assertTrue(StartCommand.of(entry).ours(), "entries of before");
    }

    @Test
    void otherProgramsAreNotOurs() {
        for (String other : List.of(
                "{'command':'npx','args':['-y','ghl-mcp']}",
                "{'command':'cmd','args':['/c','npx','ghl-mcp']}",
                "{'command':'cmd'}",
                "{'url':'https://example.com'}")) {
            assertFalse(
                    StartCommand.of(Json.MAPPER.readTree(other.replace('\'', '"')))
                            .ours(),
                    other);
        }
    }

    @Test
    void whatAPersonAddedStays() {
        assertEquals(List.of("stdio"), kept(List.of("stdio", "--sandbox")));
        assertEquals(List.of("stdio"), kept(List.of("http", "--port", "1")));
        assertEquals(
                List.of("stdio", "--config", "/my.yaml", "--location-id=abc"),
                kept(List.of("--config", "/my.yaml", "stdio", "--location-id=abc")));
        assertEquals(
                List.of("stdio", "--config", "/my.yaml"),
                STDIO.keeping(
                                new StartCommand(
                                        "x",
                                        List.of(
                                                "stdio",
                                                "--location-id",
                                                "old",
                                                "--config",
                                                "/my.yaml",
                                                "--base-url=https://old")),
                                Set.of("--location-id", "--base-url"))
                        .arguments());
    }

    private static List<String> kept(List<String> before) {
        return STDIO.keeping(new StartCommand("x", before), Set.of()).arguments();
    }
}
