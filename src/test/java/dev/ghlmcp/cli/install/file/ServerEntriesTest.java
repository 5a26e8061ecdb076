package dev.ghlmcp.cli.install.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An entry goes into each client's file and out again, and nothing else of it changes.
class ServerEntriesTest {
    private static final Path SAMPLES = Path.of("src/test/resources/clients");
    private static final ObjectNode ENTRY = (ObjectNode) new JsonMapper()
            .readTree(
                    "{\"command\":\"/opt/ghl-mcp/bin/ghl-mcp\",\"args\":[\"stdio\"],\"env\":{\"GHL_CONFIG\":\"/x\"}}");

    @ParameterizedTest
    @CsvSource({
        "claude-desktop.json, mcpServers",
        "claude-desktop-crlf-tabs.json, mcpServers",
        "claude-desktop-bom-minified.json, mcpServers",
        "claude-code.json, mcpServers",
        "cursor.json, mcpServers",
        "vscode.json, servers"
    })
    void goesInAndOutAgainToTheLetter(String sample, String key) throws Exception {
        String before = text(sample);
        ServerEntries servers = new ServerEntries(before, key);
        assertNull(servers.entry("gohighlevel"));
        String with = servers.with("gohighlevel", ENTRY);
        assertEquals(ENTRY, new ServerEntries(with, key).entry("gohighlevel"));
        assertOnlyInserted(before, with);
        assertEquals(before.contains("\r\n"), with.contains("\r\n"));
        assertEquals(with.lines().count(), with.split("\r?\n").length);
        // A list that was empty before is gone.
        assertEquals(before.replace("{\"mcpServers\":{}}", "{}"), new ServerEntries(with, key).without("gohighlevel"));
    }

    @Test
    void looksLikeTheFileItIsIn() throws Exception {
        String desktop = new ServerEntries(text("claude-desktop.json"), "mcpServers").with("gohighlevel", ENTRY);
        assertTrue(desktop.contains("    },\n    \"gohighlevel\": {\n      \"command\": \"/opt"), desktop);
        String tabs = new ServerEntries(text("claude-desktop-crlf-tabs.json"), "mcpServers").with("gohighlevel", ENTRY);
        assertTrue(tabs.contains(",\r\n\t\t\"gohighlevel\": {\r\n\t\t\t\"command\""), tabs);
        String commented = new ServerEntries(text("cursor.json"), "mcpServers").with("gohighlevel", ENTRY);
        assertTrue(commented.contains("}, // end of linear\n"), commented);
        String last = new ServerEntries(text("vscode.json"), "servers").with("gohighlevel", ENTRY);
        assertTrue(last.contains("}, // no comma after the last\n\t\t\"gohighlevel\""), last);
    }

    @Test
    void startsTheListWhereThereIsNone() throws Exception {
        String with = new ServerEntries(text("claude-desktop-no-servers.json"), "mcpServers").with("ghl", ENTRY);
        assertTrue(
                with.startsWith("{\n    \"globalShortcut\": \"\",\n    \"mcpServers\": {\n        \"ghl\": {\n"), with);
        assertEquals(text("claude-desktop-no-servers.json"), new ServerEntries(with, "mcpServers").without("ghl"));
        for (String nothing : new String[] {"", "\n", " \r\n"}) {
            String made = new ServerEntries(nothing, "servers").with("ghl", ENTRY);
            assertTrue(made.startsWith("{\n  \"servers\": {\n    \"ghl\": {\n"), made);
        }
        assertEquals(
                "{\"mcpServers\":{\"ghl\":" + ENTRY + "}}", new ServerEntries("{}", "mcpServers").with("ghl", ENTRY));
    }

    @Test
    void replacesOnlyTheEntryOfThatName() throws Exception {
        String old = text("cursor.json");
        String replaced = new ServerEntries(old, "mcpServers").with("linear", ENTRY);
        int start = old.indexOf("{", old.indexOf("\"linear\""));
        int end = old.indexOf("}, // end");
        assertTrue(replaced.startsWith(old.substring(0, start)), replaced);
        assertTrue(replaced.endsWith(old.substring(end + 1)), replaced);
    }

    @Test
    void takesOutWhateverStandsWhere() throws Exception {
        for (String[] pair : new String[][] {
            {"{\"s\":{\"x\":1,\"ghl\":2}}", "{\"s\":{\"x\":1}}"},
            {"{\"s\":{\"ghl\":2,\"x\":1}}", "{\"s\":{\"x\":1}}"},
            {"{\"s\":{\"x\":1, // one\n\"ghl\":2}}", "{\"s\":{\"x\":1 // one\n}}"},
            {"{\"s\":{\"x\":1 /*,*/ , \"ghl\":2 /* , */ , }}", "{\"s\":{\"x\":1 /*,*/ ,  /* , */  }}"},
            {"{\n\"s\": {\n\"ghl\":2 // mine\n}\n}", "{\n\"s\": {\n // mine\n}\n}"},
            {"{\"s\":{\"ghl\":\"a,}//\"}}", "{}"},
            {"{\"s\":{\"ghl\":1}, \"t\": 2}", "{ \"t\": 2}"}
        }) {
            assertEquals(pair[1], new ServerEntries(pair[0], "s").without("ghl"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"mcpServers\": {\"a\": 1}          | is not valid JSON (line 1",
                "{\"mcpServers\": {\"a\": pit-secret} | is not valid JSON (line 1",
                "{\"mcpServers\": {}} }               | is not valid JSON",
                "[1]                                  | does not hold a JSON object",
                "null                                 | does not hold a JSON object",
                "pit-secret                           | is not valid JSON (line 1",
                "{\"mcpServers\": []}                 | has a member mcpServers that is not an object",
                "{\"mcpServers\": null}               | has a member mcpServers that is not an object",
                "{\"mcpServers\": {}, \"mcpServers\": {}}       | has the name mcpServers twice",
                "{\"mcpServers\": {\"a\": {}, \"a\": {}}}       | has the name a twice"
            })
    void refusesWhatItDoesNotUnderstandWithoutQuotingIt(String text, String sentence) {
        String message = assertThrows(
                        InstallException.class, () -> new ServerEntries(text, "mcpServers").with("ghl", ENTRY))
                .getMessage();
        assertTrue(message.startsWith(sentence), message);
        assertFalse(message.contains("pit-secret"), message);
    }

    /// Claude Code keeps its history in the same file, which grows to many megabytes.
    @Test
    void findsItsPlaceInAHugeFile() throws Exception {
        StringBuilder huge = new StringBuilder("{\n  \"history\": [\n");
        for (int i = 0; i < 200_000; i++) {
            huge.append("    {\"display\": \"é \\\" } // ")
                    .append(i)
                    .append("\", \"n\": [")
                    .append(i)
                    .append("]},\n");
        }
        huge.append("    {}\n  ],\n  \"mcpServers\": {\n    \"a\": {}\n  }\n}\n");
        String before = huge.toString();
        String with = new ServerEntries(before, "mcpServers").with("gohighlevel", ENTRY);
        assertOnlyInserted(before, with);
        assertEquals(before, new ServerEntries(with, "mcpServers").without("gohighlevel"));
    }

    @Test
    void showsWhatChangesWithoutOthersSecrets() throws Exception {
        String before = text("claude-desktop.json");
        String with = new ServerEntries(before, "mcpServers").with("gohighlevel", ENTRY);
        String shown = FileDifference.of(before, with).shown();
        assertEquals("""
                @@ line 11 @@
                       "env": { "GITHUB_PERSONAL_ACCESS_TOKEN": "***" }
                +    },
                +    "gohighlevel": {
                +      "command": "/opt/ghl-mcp/bin/ghl-mcp",
                +      "args": ["stdio"],
                +      "env": {
                +        "GHL_CONFIG": "/x"
                +      }
                     }
                """, shown);
    }

    /// One piece of text, and a comma before it, are all that was added.
    private static void assertOnlyInserted(String before, String with) {
        int head = 0;
        while (before.charAt(head) == with.charAt(head)) {
            head++;
        }
        String rest = with.charAt(head) == ',' ? with.substring(head + 1) : with.substring(head);
        String old = before.substring(head);
        int tail = 0;
        while (tail < old.length() && old.charAt(old.length() - 1 - tail) == rest.charAt(rest.length() - 1 - tail)) {
            tail++;
        }
        assertTrue(rest.startsWith(old.substring(0, old.length() - tail)), with.length() + " characters");
    }

    private static String text(String sample) throws Exception {
        String text = Files.readString(SAMPLES.resolve(sample), StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
