package dev.ghlmcp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What scripts read: pages, formats, help and the completion of shells.
class FormatsIT {
    private static final List<String> SELECTED = List.of("call", "list_pipelines", "--select", "pipelines.name,id");

    @TempDir
    private Path folder;

    @Test
    void eachFormatOfTheSameResult() throws Exception {
        assertEquals(
                List.of("pipelines.name,id", "New patients,hd1PE2vrV4E63L1PTFyC", "Invisalign,5oB236TIsvIf33j4ObO6"),
                lines(SELECTED, "--format", "csv"));
        assertEquals(
                List.of(
                        "pipelines.name  id",
                        "New patients    hd1PE2vrV4E63L1PTFyC",
                        "Invisalign      5oB236TIsvIf33j4ObO6"),
                lines(SELECTED, "--format", "table"));
        assertEquals(
                List.of(
                        "{\"id\":\"hd1PE2vrV4E63L1PTFyC\",\"name\":\"New patients\"}",
                        "{\"id\":\"5oB236TIsvIf33j4ObO6\",\"name\":\"Invisalign\"}"),
                lines(SELECTED, "--format", "jsonl"));
        JsonNode json = Json.MAPPER.readTree(lines(SELECTED, "--format", "json").getFirst());
        assertEquals(2, json.path("pipelines").size());
        assertEquals(2, json.at("/paging/count").asInt());
    }

    @Test
    void aSingleRecordIsOneRow() throws Exception {
        assertEquals(
                List.of("email,tags", "priya.raman@example.com,patient; invisalign"),
                lines(
                        List.of("call", "get_contact", "--contact-id", "ouXvz8AgsBOHRYQt5OJB"),
                        "--select",
                        "email,tags",
                        "--format",
                        "csv"));
    }

    @Test
    void followsThePagesToTheLast() throws Exception {
        List<String> call = List.of("call", "search_contacts", "--page-limit", "5", "--all-pages");
        List<String> lines = lines(call);
        Set<String> ids = new HashSet<>();
        lines.forEach(line -> ids.add(Json.MAPPER.readTree(line).path("id").asString()));
        JsonNode whole = Json.MAPPER.readTree(lines(call, "--format", "json").getFirst());
        assertEquals(whole.path("total").asInt(), lines.size());
        assertEquals(lines.size(), ids.size(), "nobody twice");
        assertEquals(lines.size(), whole.path("contacts").size());
        assertEquals(lines.size(), whole.at("/paging/count").asInt());
        assertTrue(whole.at("/paging/next").isMissingNode());
        assertTrue(run("call", "get_contact", "--contact-id", "a", "--all-pages")
                .contains("get_contact lists nothing, so it has no pages"));
    }

    @Test
    void nothingFoundIsNoRowAndAWrongNameIsSaid() throws Exception {
        List<String> nobody = List.of("call", "search_contacts", "query=zzzz", "--all-pages", "--select", "id,email");
        assertEquals(List.of(), lines(nobody));
        assertEquals(List.of("id,email"), lines(nobody, "--format", "csv"));
        assertEquals(
                List.of(List.of("id", "body"), List.of("id", "body")),
                lines(
                                List.of("call", "list_conversation_messages", "conversationId=2RqCJiSJ9niwLJTuOia2"),
                                "--all-pages",
                                "--select",
                                "id,body",
                                "--format",
                                "jsonl")
                        .stream()
                        .map(line -> List.copyOf(Json.MAPPER.readTree(line).propertyNames()))
                        .toList());
        assertEquals(
                List.of("name,assignedToName", "Imani Fletcher,Sam Okafor"),
                lines(
                        List.of("call", "search_contacts", "query=imani"),
                        "--select",
                        "name,assignedToName",
                        "--format",
                        "csv"));
        assertTrue(run("--sandbox", "call", "search_contacts", "--select", "emial", "--format", "csv")
                .contains("did you mean email?"));
    }

    @Test
    void flagsAreArguments() throws Exception {
        String added = lines(
                        List.of("call", "add_contact_tags", "--contact-id=ouXvz8AgsBOHRYQt5OJB"),
                        "--tags",
                        "one",
                        "--tags",
                        "two")
                .getFirst();
        assertTrue(added.contains("\"one\"") && added.contains("\"two\""), added);
        assertTrue(run("call", "get_contact", "--contct-id", "a").contains("did you mean --contact-id?"));
        assertTrue(run("call", "get_contact", "--contact-id").contains("--contact-id needs a value"));
        assertTrue(run("call", "get_contact", "--fromat", "csv").contains("did you mean --format?"));
    }

    @Test
    void helpSaysWhatAScriptNeedsToKnow() throws Exception {
        String help = String.join(" ", lines(List.of("call", "--help"))).replaceAll(" +", " ");
        for (String word : List.of(
                "Exit codes:",
                "separated by commas",
                "143",
                "--each",
                "--done=FILE",
                "report, repeat, done",
                "--all-pages")) {
            assertTrue(help.contains(word), word + help);
        }
        assertEquals(
                "add_contact_tags",
                Json.MAPPER
                        .readTree(lines(List.of("tools", "add_contact_tags", "--json"))
                                .getFirst())
                        .path("name")
                        .asString());
        assertTrue(run("tools", "add_contact_tag").contains("Did you mean add_contact_tags?"));
    }

    @Test
    void bashCompletesCommandsToolsAndWords() throws Exception {
        Path script = Files.write(folder.resolve("bash"), lines(List.of("completion", "bash")));
        String words = shell("bash", "-c", """
                source "$0"
                compopt() { :; }
                look() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _complete_ghl-mcp; echo "${COMPREPLY[@]}"; }
                look ghl-mcp comp
                look ghl-mcp call get_contact_
                look ghl-mcp tools list_cam
                look ghl-mcp call get_contact --format ''
                look ghl-mcp call get_contact --all
                look ghl-mcp call search_contacts --qu
                look ghl-mcp --sandbox call --full update_contact first-name=x --assigned
                look ghl-mcp call list_locations --order ''
                look ghl-mcp watch search_opportunities --status w
                look ghl-mcp call update_contact --dnd t
                look ghl-mcp watch list_campa
                """, script.toString());
        assertEquals(
                "completion\nget_contact_note get_contact_overview get_contact_task\nlist_campaigns\njson jsonl csv table\n--all-pages\n--query\n--assigned-to\nasc desc\nwon\ntrue\nlist_campaigns\n",
                words);
    }

    @Test
    void fishCompletesTheSame() throws Exception {
        Assumptions.assumeTrue(installed("fish"), "fish is not installed");
        Path script = Files.write(folder.resolve("fish"), lines(List.of("completion", "fish")));
        String words = shell(
                "fish",
                "-c",
                "source " + script
                        + "; complete -C 'ghl-mcp comp'; complete -C 'ghl-mcp call get_contact_'; complete -C 'ghl-mcp call x --all';"
                        + " complete -C 'ghl-mcp call search_contacts --qu';"
                        + " complete -C 'ghl-mcp watch list_campa';"
                        + " complete -C 'ghl-mcp call list_locations --order '");
        assertTrue(words.startsWith("completion\t"), words);
        assertTrue(words.contains("get_contact_note\tRead one note on a contact.\n"), words);
        assertTrue(words.contains("--all-pages\t"), words);
        assertTrue(words.contains("--query"), words);
        assertTrue(words.contains("list_campaigns\n"), words);
        assertTrue(words.endsWith("asc\ndesc\n"), words);
    }

    @Test
    void zshTakesTheScriptOfBash() throws Exception {
        Assumptions.assumeTrue(installed("zsh"), "zsh is not installed");
        Path script = Files.write(folder.resolve("zsh"), lines(List.of("completion", "zsh")));
        assertEquals(
                "_bash_complete -F _complete_ghl-mcp -o default\n",
                shell(
                                "zsh",
                                "-fc",
                                "autoload -U compinit; compinit -D; source " + script + "; print -- $_comps[ghl-mcp]")
                        .replaceAll(" +", " "));
    }

    private static boolean installed(String program) {
        return Files.isExecutable(Path.of("/usr/bin", program)) || Files.isExecutable(Path.of("/bin", program));
    }

    private static String shell(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
        return out;
    }

    private static List<String> lines(List<String> command, String... more) throws Exception {
        List<String> words = new java.util.ArrayList<>(List.of("--sandbox"));
        words.addAll(command);
        words.addAll(List.of(more));
        try (BuiltProgram program = BuiltProgram.start(Map.of(), words.toArray(String[]::new))) {
            program.endInput();
            List<String> out = program.rest();
            assertEquals(0, program.exitCode(), program.stderr());
            return out;
        }
    }

    /// What it says of a command line that is wrong.
    private static String run(String... words) throws Exception {
        try (BuiltProgram program = BuiltProgram.start(Map.of(), words)) {
            program.endInput();
            assertEquals(List.of(), program.rest());
            assertEquals(2, program.exitCode(), program.stderr());
            return program.stderr();
        }
    }
}
