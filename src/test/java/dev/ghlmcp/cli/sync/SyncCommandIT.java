package dev.ghlmcp.cli.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.SandboxAccount;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `ghl-mcp sync` on a sandbox that outlives it.
class SyncCommandIT {
    /// 10,000 lines are carried out by hand: -Dimport.lines.
    private static final int LINES = Integer.getInteger("import.lines", 60);

    private static final String HEADINGS = "First,Last,Email,City,Tags,Note\n";
    private static final String CONTACT = "ouXvz8AgsBOHRYQt5OJB";

    /// What must never be on standard error.
    private static final String PERSON = "Zuleika";

    @TempDir
    private Path folder;

    private Sandbox sandbox;

    private record Run(int exit, List<String> out, String err) {
        List<JsonNode> rows() {
            return out.stream().map(Json.MAPPER::readTree).toList();
        }

        Map<String, Long> states() {
            return rows().stream()
                    .collect(Collectors.groupingBy(row -> row.path("state").asString(), Collectors.counting()));
        }

        String text() {
            return String.join("\n", out);
        }
    }

    @BeforeEach
    void start() throws IOException {
        // Without limits: what they cost is measured elsewhere.
        sandbox = Sandbox.start(SandboxOptions.defaults().withLimits(0, 0));
        mapping("City");
    }

    @AfterEach
    void end() {
        sandbox.close();
    }

    /// @param city the column that it reads
    private void mapping(String city) throws IOException {
        Files.writeString(folder.resolve("syncs.yaml"), """
                syncs:
                  customers:
                    id: '$lowercase($trim(Email))'
                    steps:
                      - tool: upsert_contact
                        save: contact
                        with: '{"firstName": First, "lastName": Last, "email": $lowercase($trim(Email)), "city": %s}'
                      - tool: add_contact_tags
                        only-if: 'Tags != ""'
                        with: '{"contactId": $contact.id, "tags": $split(Tags, ";")}'
                """.formatted(city));
    }

    @Test
    void aFileTwiceIsWrittenOnce() throws Exception {
        String file = file(IntStream.rangeClosed(1, LINES)
                .mapToObj(SyncCommandIT::line)
                .collect(Collectors.joining("\n", HEADINGS, "\n")));
        Run dry = sync("import", "customers", file, "--dry-run");
        assertEquals(0, dry.exit(), dry.err());
        assertTrue(
                dry.text().matches("(?s)state +lines\nnew +" + LINES + "\n.*columns never used: Note.*"), dry.text());
        assertEquals(0, sandbox.writes().size());

        Run first = sync("import", "customers", file, "--format", "jsonl");
        assertEquals(0, first.exit(), first.err());
        assertEquals(Map.of("done", (long) LINES), first.states());
        assertEquals(LINES, sandbox.writes().size());

        Run second = sync("import", "customers", file, "--format", "jsonl");
        assertEquals(0, second.exit(), second.err());
        assertEquals(Map.of("unchanged", (long) LINES), second.states());
        assertEquals(LINES, sandbox.writes().size());

        Run list = sync("--format", "jsonl");
        assertEquals(LINES, list.rows().getFirst().path("done").asInt(), list.text());
        Run report = sync("report", "customers", "--since", "1h", "--format", "csv");
        assertEquals(2 * LINES + 1, report.out().size());
        assertTrue(report.out().getFirst().startsWith("message,line,received,ended,state,id,record"), report.text());
        for (Run each : List.of(dry, first, second, list, report)) {
            assertFalse(each.err().contains(PERSON) || each.err().contains("@x.example"), each.err());
        }
    }

    @Test
    void killedInTheMiddleTheSameCommandDoesEveryLineOnce() throws Exception {
        // The first line is told seconds before the last can be carried out.
        sandbox.close();
        sandbox = Sandbox.start(SandboxOptions.defaults().withLimits(20, 0).withBurstInterval(Duration.ofSeconds(1)));
        String file = file(IntStream.rangeClosed(1, LINES)
                .mapToObj(SyncCommandIT::line)
                .collect(Collectors.joining("\n", HEADINGS, "\n")));
        String[] command = {"import", "customers", file, "--format", "jsonl"};
        try (BuiltProgram killed = program(command)) {
            killed.next();
        }
        // What the killed program was about is nobody's for three minutes: up to one line of each worker.
        List<String> told = new ArrayList<>();
        try (BuiltProgram second = program(command)) {
            while (told.size() < LINES - 8) {
                told.add(second.next());
            }
            second.terminate();
            told.addAll(second.rest());
            assertTrue(Set.of(0, 143).contains(second.exitCode()), second.stderr());
            assertTrue(second.stderr().contains("goes on with an earlier import"), second.stderr());
        }
        Map<String, Long> states = new Run(0, told, "").states();
        assertTrue(states.getOrDefault("left", 0L) <= 8, states::toString);
        List<String> written = sandbox.writes().stream()
                .map(write -> Json.MAPPER.readTree(write.body()).path("email").asString())
                .toList();
        assertEquals(List.copyOf(new LinkedHashSet<>(written)), written, "nothing is written twice");
        assertTrue(written.size() >= LINES - 8, () -> written.size() + " of " + LINES);
    }

    @Test
    void whatIsBrokenIsNamedByItsLineAndTheOthersAreCarriedOut() throws Exception {
        String file = file((HEADINGS.replace("City", "Town")
                        + PERSON + ",Ö,a@x.example,,vip;new,\"one\ntwo\"\n"
                        + PERSON + ",\"Smith,b@x.example,,,\n"
                        + PERSON + ",,,,,\n"
                        + PERSON + ",x,c@x.example\n"
                        + PERSON + ",x,d@x.example,,,\n"
                        + PERSON + ",y,d@x.example,,,\n")
                .getBytes(Charset.forName("windows-1252")));
        Run dry = sync("import", "customers", file, "--dry-run");
        assertEquals(1, dry.exit());
        assertTrue(dry.text().contains("new     2\nagain   1\ndead    1\nbroken  2\n"), dry.text());
        assertTrue(dry.text().contains("columns not found: City"), dry.text());
        assertTrue(dry.err().contains("the file is read as windows-1252"), dry.err());

        Run run = sync("import", "customers", file, "--format", "csv");
        assertEquals(1, run.exit());
        assertTrue(run.text().contains("4,broken,,,,line,The line opens a quote that is not closed"), run.text());
        assertTrue(
                run.text().contains("6,broken,,,,line,\"The line has 3 fields, and there are 6 columns\""), run.text());
        assertTrue(run.text().contains("no_id,The message has no id"), run.text());
        assertTrue(run.err().contains("has no column for: City"), run.err());
        assertEquals(4, sandbox.writes().size(), "three contacts and the tags of one");

        Run dead = sync("dead", "customers", "--format", "jsonl");
        JsonNode letter = dead.rows().getFirst();
        assertEquals(5, letter.path("line").asInt(), dead.text());
        String id = letter.path("message").asString();
        Run one = sync("dead", "customers", id, "--format", "jsonl");
        assertEquals(PERSON, one.rows().getFirst().at("/input/First").asString());

        Run again = sync("replay", "customers", id, "--format", "jsonl");
        assertEquals(1, again.exit(), "it is dead again");
        String editor = folder.resolve("editor.sh").toString();
        Files.writeString(Path.of(editor), "sed -i 's/\"Email\" : \"\"/\"Email\" : \"e@x.example\"/' \"$1\"\n");
        Run edited = sync(Map.of("EDITOR", "sh " + editor), "replay", "customers", "--all", "--edit");
        assertEquals(0, edited.exit(), edited.err());
        assertTrue(edited.text().matches("(?s)state +lines\ndone +1"), edited.text());
        assertTrue(sandbox.writes().getLast().body().contains("e@x.example"));
        for (Run each : List.of(dry, run, dead, one, again, edited)) {
            assertFalse(each.err().contains(PERSON) || each.err().contains("x.example"), each.err());
        }
    }

    @Test
    void aReplayPutsNothingBackThatANewerLineHasWritten() throws Exception {
        mapping("$number(City)");
        String old = line(1);
        Run broken = sync("import", "customers", file(HEADINGS + old + "\n"), "--format", "jsonl");
        assertEquals(Map.of("dead", 1L), broken.states(), broken.err());
        mapping("City");
        Run newer = sync(
                "import", "customers", file(HEADINGS + old.replace("Young", "Younger") + "\n"), "--format", "jsonl");
        assertEquals(Map.of("done", 1L), newer.states(), newer.err());

        String letter = broken.rows().getFirst().path("message").asString();
        Run replayed = sync("replay", "customers", letter, "--format", "jsonl");
        assertEquals(Map.of("superseded", 1L), replayed.states(), replayed.text());
        assertEquals(1, sandbox.writes().size());
    }

    @Test
    void aMessageIsPreviewedARecordLinkedAndAMappingProposed() throws Exception {
        String message =
                "{\"First\":\"Ada\",\"Last\":\"O\",\"Email\":\"A@x.example\",\"City\":\"Rome\",\"Tags\":\"vip\"}";
        JsonNode created = preview(message);
        assertEquals("create", created.at("/steps/0/action").asString(), created.toString());
        assertEquals(
                "/contacts/upsert",
                created.at("/steps/0/request/url").asString().replaceAll("https?://[^/]+", ""));
        assertEquals("a@x.example", created.at("/steps/0/arguments/email").asString());
        assertEquals(0, sandbox.writes().size());

        assertEquals(0, sync("link", "customers", "a@x.example", CONTACT).exit());
        JsonNode linked = preview(message);
        assertEquals(CONTACT, linked.path("record").asString());
        assertEquals("update", linked.at("/steps/0/action").asString());

        Run proposed = sync("import", "people", file("First name;Surname;E-Mail;Shoe size\n"), "--headings");
        assertEquals(0, proposed.exit(), proposed.err());
        assertTrue(proposed.text().contains("\"lastName\": Surname != \"\" ? $trim(Surname)"), proposed.text());
        assertTrue(proposed.text().contains("# Columns that no argument is near to: Shoe size"), proposed.text());
    }

    @Test
    void aWrongNameIsToldBeforeAnythingIsRead() throws Exception {
        String file = file(HEADINGS);
        for (String[] wrong : new String[][] {
            {"import", "custommers", file, "did you mean customers?"},
            {"import", "customers", file, "--tool=upsert_contact", "--tool is for --headings"},
            {"preview", "customers", "Standard input wants one JSON object"},
            {"import", "customers", folder.resolve("gone.csv").toString(), "gone.csv is not there"},
            {"replay", "customers", "nope", "'nope' is no dead letter of customers"},
            {"report", "customers", "--since=soon", "--since is a time such as 30m, 12h or 7d"}
        }) {
            Run run = sync(Arrays.copyOf(wrong, wrong.length - 1));
            assertEquals(2, run.exit(), run.err());
            assertEquals("", run.text());
            assertTrue(run.err().contains(wrong[wrong.length - 1]), run.err());
            assertFalse(run.err().contains("\tat "), run.err());
        }
        assertEquals(0, sandbox.writes().size());
    }

    private static String line(int number) {
        return PERSON + number + ",Young,p" + number + "@x.example,Rome,,\"a note, of " + number + "\"";
    }

    private String file(String text) throws IOException {
        return file(text.getBytes(StandardCharsets.UTF_8));
    }

    private String file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("people.csv"), bytes).toString();
    }

    private JsonNode preview(String message) throws Exception {
        Path input = Files.writeString(folder.resolve("one.json"), message);
        try (BuiltProgram program = BuiltProgram.start(input, environment(), "sync", "preview", "customers")) {
            String out = String.join("\n", program.rest());
            assertEquals(0, program.exitCode(), program.stderr());
            return Json.MAPPER.readTree(out).get(0);
        }
    }

    private Run sync(String... words) throws Exception {
        return sync(Map.of(), words);
    }

    private Run sync(Map<String, String> more, String... words) throws Exception {
        try (BuiltProgram program = program(more, words)) {
            program.endInput();
            List<String> out = program.rest();
            return new Run(program.exitCode(), out, program.stderr());
        }
    }

    private BuiltProgram program(String... words) throws IOException {
        return program(Map.of(), words);
    }

    private BuiltProgram program(Map<String, String> more, String... words) throws IOException {
        Map<String, String> environment = environment();
        environment.putAll(more);
        List<String> command = new ArrayList<>(List.of("sync"));
        command.addAll(List.of(words));
        return BuiltProgram.start(environment, command.toArray(String[]::new));
    }

    private Map<String, String> environment() {
        return SandboxAccount.variables(
                sandbox.uri().toString(),
                "GHL_STORE_FILE",
                folder.resolve("state.db").toString(),
                "GHL_SYNC_FILES",
                folder.resolve("syncs.yaml").toString());
    }
}
