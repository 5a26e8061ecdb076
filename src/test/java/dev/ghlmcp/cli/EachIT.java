package dev.ghlmcp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.SandboxAccount;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.AppliedWrite;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `ghl-mcp call --each` on a sandbox that outlives it.
class EachIT {
    private static final String CONTACT = "ouXvz8AgsBOHRYQt5OJB";

    /// 1,000 lines take a hundred seconds at HighLevel's limits: -Pfaults.
    private static final int LINES = Integer.getInteger("each.lines", 160);

    @TempDir
    private Path folder;

    private record Run(int exit, List<JsonNode> out, String err) {}

    /// A name that is not found is mistyped where nothing has come through yet, and asked for ten minutes it stays so.
    @Test
    void whatAPersonMustMendEndsTheRunAtOnce() throws Exception {
        String[] command = {"call", "get_contact", "--each", "--base-url", "https://crm.invalid"};
        Map<String, String> account = Map.of("GHL_TOKEN", "pit-x", "GHL_LOCATION_ID", SampleAccount.LOCATION_ID);
        try (BuiltProgram program = BuiltProgram.start(account, command)) {
            program.send("{\"contactId\":\"" + CONTACT + "\"}");
            program.send("{\"contactId\":\"" + CONTACT + "\"}");
            program.endInput();
            assertEquals(1, program.exitCode());
            JsonNode first = Json.MAPPER.readTree(program.rest().getFirst());
            assertEquals("blocked", first.path("outcome").asString(), first.toString());
            assertTrue(first.path("error").asString().contains("crm.invalid"), first.toString());
            assertTrue(program.stderr().contains("the other lines would fail alike"), program.stderr());
        }
    }

    @Test
    void killedInTheMiddleAndResumedItDoesEveryLineOnce() throws Exception {
        List<String> lines =
                IntStream.rangeClosed(1, LINES).mapToObj(EachIT::task).toList();
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
            Run first = run(sandbox, lines, LINES / 4, BuiltProgram::close, "--done", done());
            assertTrue(first.out().size() >= LINES / 4 && first.out().size() < LINES, first.err());

            Run second = run(sandbox, lines, "--done", done());
            List<Long> uncertain = numbers(second.out(), "uncertain");
            assertEquals(uncertain.isEmpty() ? 0 : 1, second.exit(), second.err());
            assertTrue(second.err().contains("done before"), second.err());

            // What is uncertain a person looks up; here the sandbox's ledger tells.
            List<String> missing = uncertain.stream()
                    .map(number -> lines.get(number.intValue() - 1))
                    .filter(line -> sandbox.writes().stream()
                            .noneMatch(write -> write.body().contains(title(line))))
                    .toList();
            Run third = run(sandbox, missing, "--done", done(), "--uncertain", "repeat");
            assertEquals(0, third.exit(), third.err());
            Run fourth = run(sandbox, lines, "--done", done(), "--uncertain", "done");
            assertEquals(0, fourth.exit(), fourth.err());
            assertEquals(List.of(), fourth.out(), "nothing is left to do");

            for (String line : lines) {
                assertEquals(
                        1,
                        sandbox.writes().stream()
                                .filter(write -> write.body().contains(title(line)))
                                .count(),
                        line);
            }
            assertEquals(LINES, sandbox.writes().size());
            List<JsonNode> all = new ArrayList<>(first.out());
            all.addAll(second.out());
            assertTrue(
                    all.stream()
                            .noneMatch(row -> row.path("outcome").asString("").equals("429")),
                    "no 429 is shown");
            assertEquals(0, sandbox.statuses().getOrDefault(429, 0), "nor did one come");
        }
    }

    @Test
    void toldToStopItFinishesWhatIsOnItsWayAndNothingIsUncertain() throws Exception {
        List<String> lines =
                IntStream.rangeClosed(1, 150).mapToObj(EachIT::task).toList();
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
            Run first = run(sandbox, lines, 30, BuiltProgram::terminate, "--done", done());
            assertEquals(143, first.exit(), first.err());
            assertTrue(first.err().contains("the same command goes on from there"), first.err());
            assertEquals(List.of(), numbers(first.out(), "uncertain"));
            assertEquals(sandbox.writes().size(), first.out().size(), "each write has its result");
            Run second = run(sandbox, lines, "--done", done());
            assertEquals(0, second.exit(), second.err());
            assertEquals(150 - first.out().size(), second.out().size());
            assertEquals(150, sandbox.writes().size());
        }
    }

    @Test
    void oneLineOfResultForEachLineThatWasNotBlank() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
            List<String> lines =
                    List.of(task(1), "", "nonsense", "[1]", task(1), "{\"title\":\"no date\"}", task(2) + task(3));
            Run run = run(sandbox, lines, "--done", done());
            assertEquals(1, run.exit());
            assertEquals(List.of(1L, 5L), numbers(run.out(), null), "the same line twice is two calls");
            assertEquals(List.of(3L, 4L, 6L, 7L), numbers(run.out(), "invalid"));
            assertTrue(run.err().contains("6 lines: 2 done, 4 failed"), run.err());
            assertEquals(2, sandbox.writes().size());
            assertEquals(0, run(sandbox, List.of(), "--done", done()).exit(), "no input is no fault");

            Run other = run(sandbox, List.of(task(1)), Map.of("GHL_LOCATION_ID", "another"), "--done", done());
            assertEquals(2, other.exit());
            assertTrue(other.err().contains("belongs to other calls"), other.err());
            Run rehearsal = run(sandbox, List.of(task(1)), "--done", done(), "--sandbox");
            assertEquals(2, rehearsal.exit());
            assertTrue(
                    rehearsal.err().contains("name another file for create_contact_task on the sandbox"),
                    rehearsal.err());
            Run hidden = run(sandbox, List.of(task(1)), Map.of("GHL_TOOLS_READ_ONLY", "true"));
            assertEquals(2, hidden.exit());
            assertTrue(hidden.err().contains("is hidden by the setting tools.read-only"), hidden.err());
            assertEquals(2, sandbox.writes().size());
        }
    }

    @Test
    void refusesBeforeItReadsALine() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
            for (String[] wrong : new String[][] {
                {"--done", folder.resolve("no/such").toString(), "there is no folder"},
                {"--done", folder.toString(), "is a folder"},
                {"--all-pages", "--full", "do not go together"},
                {"--format", "csv", "needs --select"},
                {"--uncertain", "done", "goes with --done"},
                {"--json", "-", "so --json - cannot"}
            }) {
                Run run = run(sandbox, List.of(task(1)), wrong[0], wrong[1]);
                assertEquals(2, run.exit(), run.err());
                assertTrue(run.err().contains(wrong[2]), run.err());
                assertFalse(run.err().contains("\tat "), run.err());
            }
            assertEquals(List.<AppliedWrite>of(), sandbox.writes());
        }
    }

    private String done() {
        return folder.resolve("tasks.done").toString();
    }

    private static String task(int number) {
        return "{\"title\":\"Call <" + number + ">\",\"dueDate\":\"2030-01-31T09:00:00Z\"}";
    }

    private static String title(String line) {
        return Json.MAPPER.readTree(line).path("title").asString();
    }

    /// The numbers of the lines that ended so.
    private static List<Long> numbers(List<JsonNode> out, String outcome) {
        return out.stream()
                .filter(row -> outcome == null
                        ? row.has("result")
                        : row.path("outcome").asString("").equals(outcome))
                .map(row -> row.path("line").asLong())
                .sorted()
                .toList();
    }

    private interface Ending {
        void of(BuiltProgram program);
    }

    private Run run(Sandbox sandbox, List<String> lines, String... options) throws Exception {
        return run(sandbox, lines, Map.of(), options);
    }

    private Run run(Sandbox sandbox, List<String> lines, Map<String, String> more, String... options) throws Exception {
        return run(sandbox, lines, Integer.MAX_VALUE, _ -> {}, more, options);
    }

    private Run run(Sandbox sandbox, List<String> lines, int enough, Ending ending, String... options)
            throws Exception {
        return run(sandbox, lines, enough, ending, Map.of(), options);
    }

    /// @param enough results, after which it ends so
    private Run run(
            Sandbox sandbox, List<String> lines, int enough, Ending ending, Map<String, String> more, String... options)
            throws IOException, InterruptedException {
        Map<String, String> environment = SandboxAccount.variables(sandbox.uri().toString());
        environment.putAll(more);
        List<String> words = new ArrayList<>(List.of("call", "create_contact_task", "--contact-id", CONTACT, "--each"));
        words.addAll(List.of(options));
        Path file = Files.write(folder.resolve("lines.jsonl"), lines);
        try (BuiltProgram program = BuiltProgram.start(file, environment, words.toArray(String[]::new))) {
            List<String> out = new ArrayList<>();
            while (out.size() < enough) {
                String line = program.poll();
                if (line == null) {
                    break;
                }
                out.add(line);
            }
            ending.of(program);
            out.addAll(program.rest());
            return new Run(
                    program.exitCode(), out.stream().map(Json.MAPPER::readTree).toList(), program.stderr());
        }
    }
}
