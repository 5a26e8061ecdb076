package dev.ghlmcp.cli.install.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// Changes of Codex's file, which keep all else to the letter.
class TomlServersTest {
    private static final ObjectNode ENTRY = (ObjectNode) Json.MAPPER.readTree("""
            {"command":"/opt/g h/ghl-mcp","args":["stdio","--sandbox"],"env":{"GHL_LOCATION_ID":"a\\"b"}}""");
    private static final String TABLE = """
            [mcp_servers.gohighlevel]
            command = "/opt/g h/ghl-mcp"
            args = ["stdio", "--sandbox"]

            [mcp_servers.gohighlevel.env]
            GHL_LOCATION_ID = "a\\"b"
            """;
    private static final String OTHERS = """
            model = "gpt-5"   # mine

            [mcp_servers.docs]
            command = "npx"
            args = [
              "-y", # yes
              "docs[1]",
            ]

            [[profiles.list]]
            name = '''
            [mcp_servers.gohighlevel]
            command = "no"
            '''
            """;

    @Test
    void aNewFileHasTheTableAlone() throws Exception {
        assertEquals(TABLE, new TomlServers("", "mcp_servers").with("gohighlevel", ENTRY));
        assertEquals("", new TomlServers(TABLE, "mcp_servers").without("gohighlevel"));
    }

    @Test
    void itGoesBehindAllElseAndOutAgain() throws Exception {
        assertNull(new TomlServers(OTHERS, "mcp_servers").entry("gohighlevel"));
        String with = new TomlServers(OTHERS, "mcp_servers").with("gohighlevel", ENTRY);
        assertEquals(OTHERS + "\n" + TABLE, with);
        assertEquals(ENTRY, new TomlServers(with, "mcp_servers").entry("gohighlevel"));
        assertEquals(with, new TomlServers(with, "mcp_servers").with("gohighlevel", ENTRY));
        assertEquals(OTHERS, new TomlServers(with, "mcp_servers").without("gohighlevel"));
    }

    @Test
    void whatThePersonAddedToItStays() throws Exception {
        String before = """
                [mcp_servers.gohighlevel]
                command = 'C:\\old\\ghl-mcp.cmd'
                args = ["stdio"]
                startup_timeout_sec = 20 # slow disk
                env = { GHL_TOKEN = "pit-old", "OTHER" = 'x' }

                # of Ana
                [mcp_servers.docs]
                command = "npx"
                """;
        ObjectNode entry = (ObjectNode) new TomlServers(before, "mcp_servers").entry("gohighlevel");
        assertEquals("C:\\old\\ghl-mcp.cmd", entry.path("command").asString());
        assertEquals("pit-old", entry.at("/env/GHL_TOKEN").asString());
        assertEquals("x", entry.at("/env/OTHER").asString());
        String after = new TomlServers(before, "mcp_servers").with("gohighlevel", ENTRY);
        assertEquals("""
                [mcp_servers.gohighlevel]
                command = "/opt/g h/ghl-mcp"
                args = ["stdio", "--sandbox"]
                startup_timeout_sec = 20 # slow disk

                [mcp_servers.gohighlevel.env]
                GHL_LOCATION_ID = "a\\"b"

                # of Ana
                [mcp_servers.docs]
                command = "npx"
                """, after);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[a]]\nx = 1\n[a.b]\ny = 2\n[[a]]\nx = 1\n[a.b]\ny = 2\n",
                "[projects.\"/home/ana/g h\"] # mine\ntrust_level = \"trusted\"\n",
                "a.\"b c\" = 1979-05-27\nd = true\ne = {f = 1}\ng = -inf\nh = +1.5\n"
            })
    void soundTomlIsWrittenTo(String text) throws Exception {
        assertEquals(text + "\n" + TABLE, new TomlServers(text, "mcp_servers").with("gohighlevel", ENTRY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mcp_servers.gohighlevel.command = \"x\"\n",
                "mcp_servers = { gohighlevel = { command = \"x\" } }\n",
                "[mcp_servers]\ngohighlevel = { command = \"x\" }\n",
                "this is [not toml\n",
                "model = gpt\n",
                "[a]\nx = 1\n[a]\ny = 2\n",
                "a = \"x\n",
                "a = 1\na = 2\n",
                "[a]\nb = 1\n[a.b]\nc = 1\n",
                "a = {b = 1, b = 2}\n",
                "[[mcp_servers]]\nname = \"x\"\n",
                "[[mcp_servers.gohighlevel]]\n",
                "args = [\n  \"never closed\"\n"
            })
    void otherFormsAreLeftAlone(String text) {
        String message = assertThrows(
                        InstallException.class, () -> new TomlServers(text, "mcp_servers").with("gohighlevel", ENTRY))
                .getMessage();
        assertTrue(message.contains("by hand") || message.contains("mend it"), message);
    }
}
