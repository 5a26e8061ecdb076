package dev.ghlmcp.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.SandboxAccount;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.store.sqlite.SqliteStore;
import dev.ghlmcp.watch.ContactTraffic;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// `ghl-mcp watch` as a program of its own, on a sandbox that outlives it.
class WatchIT {
    /// -Pfaults: thirty.
    private static final int KILLS = Integer.getInteger("watch.kills", 4);

    private static final int MOST_MS = 1500;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private final Sandbox sandbox =
            Sandbox.start(SandboxOptions.defaults().withLimits(0, 0).withSearchLag(Duration.ofMillis(300)));
    private final ContactTraffic traffic = new ContactTraffic(sandbox.uri());

    private record Run(int exit, List<String> out, String err) {}

    @AfterEach
    void stop() {
        traffic.close();
        sandbox.close();
    }

    /// Another terminal makes, changes and deletes contacts meanwhile, and the index that is searched lags.
    @Test
    void killedAtAnyTimeTheFileStandsBesideTheTruth() throws Exception {
        assertEquals(0, watch("--out", file(), "--once").exit());
        Random random = new Random(7);
        List<String> told = List.of();
        for (int kill = 0; kill < KILLS; kill++) {
            for (int index = 0; index < 20; index++) {
                traffic.create();
            }
            for (int index = 0; index < 5; index++) {
                List<String> there = traffic.there();
                traffic.change(there.get(random.nextInt(there.size())));
            }
            try (BuiltProgram program = started("--out", file(), "--once")) {
                // Before its poll, in it, or while it writes: what counts is that nobody knows.
                Thread.sleep(random.nextInt(MOST_MS));
                program.signal("KILL");
                program.exitCode();
            }
            // Others would wait for half a minute whether the killed one goes on.
            try (SqliteStore store = new SqliteStore(folder.resolve("state.db"), null)) {
                store.watches().forEach(row -> store.release(row.id(), row.holder()));
            }
            if (kill % 2 == 1) {
                for (String id : told) {
                    traffic.delete(id);
                }
                List<String> before = traffic.there();
                Awaitility.await().atMost(PATIENCE).until(() -> {
                    assertEquals(0, watch("--out", file(), "--once").exit());
                    return ids().containsAll(before);
                });
                told = before.subList(0, 5);
            }
        }
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            Run last = watch("--out", file(), "--once");
            assertEquals(0, last.exit(), last.err());
            traffic.assertTold(lines());
        });
        System.out.println("the file beside the truth: " + lines().size() + " events, "
                + traffic.there().size() + " contacts there, " + KILLS + " kills");
    }

    private List<JsonNode> lines() throws IOException {
        return Files.readAllLines(Path.of(file())).stream()
                .map(Json.MAPPER::readTree)
                .toList();
    }

    private Set<String> ids() throws IOException {
        return lines().stream().map(line -> line.at("/data/id").asString()).collect(Collectors.toSet());
    }

    /// As the documents show it: no token, and a store by the sandbox's address in the user's folder.
    @Test
    void withSandboxTheOneThatRunsHereIsWatched() throws Exception {
        Map<String, String> here = Map.of(
                "GHL_BASE_URL",
                sandbox.uri().toString(),
                "XDG_CONFIG_HOME",
                folder.resolve("home").toString());
        String[] watch = {"--sandbox", "watch", "search_contacts", "--once", "--out", file()};
        assertEquals(0, alone(here, watch).exit());
        String id = traffic.create();
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            Run run = alone(here, watch);
            assertEquals(0, run.exit(), run.err());
            assertEquals(Set.of(id), ids());
        });
        Run own = alone(Map.of("XDG_CONFIG_HOME", folder.resolve("home").toString()), "--sandbox", "events");
        assertEquals(List.of(), own.out(), "one of its own has nothing");
        Run listed = alone(here, "--sandbox", "events");
        assertEquals(1, listed.out().size(), listed.err());
    }

    private static Run alone(Map<String, String> environment, String... arguments) throws Exception {
        try (BuiltProgram program = BuiltProgram.start(environment, arguments)) {
            List<String> out = program.rest();
            return new Run(program.exitCode(), out, program.stderr());
        }
    }

    /// Nothing that is no file is opened: a pipe without a reader would keep the program waiting.
    @ParameterizedTest
    @ValueSource(strings = {"/dev/full", "/dev/stdout", "pipe"})
    void aPipeOrADeviceIsNoFileOfEvents(String name) throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Path out = name.equals("pipe") ? pipe : Path.of(name);
        assumeTrue(Files.exists(out));
        refused("is no file: name a file that is new or empty", "search_contacts", "--once", "--out", out.toString());
        assertEquals(List.of(), run("events").out());
    }

    @Test
    void onStandardOutputEachEventIsALineAndWhatWasReadIsReplayed() throws Exception {
        assertEquals(List.of(), watch("--once").out());
        String id = traffic.create();
        Run run = Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> watch("--once"), poll -> !poll.out().isEmpty());
        assertEquals(0, run.exit(), run.err());
        assertEquals(1, run.out().size());
        assertTrue(run.out().getFirst().contains(id));
        assertEquals(List.of(), watch("--once").out());
        Run list = run("events");
        String watch = list.out().getFirst().substring(0, list.out().getFirst().indexOf(' '));
        assertEquals(run.out(), run("events", watch).out());
        String cursor =
                Json.MAPPER.readTree(run.out().getFirst()).path("cursor").asString();
        assertEquals(List.of(), run("events", watch, "--after", cursor).out());
        eventsRefused("is no cursor", watch, "--after", "x");
        eventsRefused("must be a whole number from 1", watch, "--max", "0");
        eventsRefused("must be a whole number from 1", watch, "--max", "-1");
        eventsRefused("name its id too", "--after", cursor);
        eventsRefused("one of them", "--triggers", "--stop", watch);
        Run foreign = run(Map.of("GHL_TOKEN", "pit-wrong"), "events", watch);
        assertEquals(2, foreign.exit(), foreign.err());
        assertEquals(List.of(), foreign.out());
        assertTrue(foreign.err().contains("Nothing is shown before HighLevel has answered"), foreign.err());
        Run kept = run(Map.of("GHL_TOKEN", "pit-wrong"), "events", "--stop", watch);
        assertEquals(2, kept.exit(), kept.err());
        assertTrue(kept.err().contains("The watch was not ended"), kept.err());
        assertEquals(list.out(), run("events").out());
        assertEquals(0, run("events", "--stop", watch).exit());
        assertEquals(List.of(), run("events").out());
    }

    @Test
    void badInputGetsASentenceAndNothingStarts() throws Exception {
        refused("cannot be watched", "create_contact");
        refused("cannot be watched", "create_invoice");
        refused("contactId is missing", "get_contact");
        refused("first poll failed", "get_message", "messageId=x", "--once");
        refused("first poll failed", "get_association", "associationId=Nobody0000000000000A", "--once");
        refused("first poll failed", "list_conversation_messages", "conversationId=Nobody0000000000000A", "--once");
        refused("--every is a time", "list_calendars", "--every", "soon");
        refused("every must be from 1m to 1h", "list_calendars", "--every", "5s");
        assertEquals(List.of(), run("events").out());
        Files.writeString(Path.of(file()), "somebody's notes\n");
        refused("holds something else", "search_contacts", "--out", file());
        Files.delete(Path.of(file()));
        assertEquals(0, watch("--out", file(), "--once").exit());
        traffic.create();
        Awaitility.await().atMost(PATIENCE).until(() -> {
            watch("--out", file(), "--once");
            return Files.size(Path.of(file())) > 0;
        });
        Files.writeString(Path.of(file()), "");
        refused("is shorter than what was written", "search_contacts", "--once", "--out", file());
        Run away = run(Map.of("GHL_BASE_URL", "http://127.0.0.1:9"), "watch", "list_calendars", "--once");
        assertEquals(3, away.exit(), away.err());
    }

    @Test
    void onATerminalALineTellsWhenThePollIsAndControlCEndsIt() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script (util-linux) makes the terminal");
        // A shell that starts the tests in the background ignores Ctrl-C for them.
        ProcessBuilder builder = new ProcessBuilder(
                        "script",
                        "-qefc",
                        "env --default-signal=INT " + BuiltProgram.launcher() + " watch search_contacts",
                        "/dev/null")
                .redirectErrorStream(true);
        builder.environment().putAll(environment(Map.of()));
        Process process = builder.start();
        Queue<Character> characters = new ConcurrentLinkedQueue<>();
        Thread reading = Thread.ofVirtual().start(() -> {
            try (Reader reader = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
                for (int c = reader.read(); c >= 0; c = reader.read()) {
                    characters.add((char) c);
                }
            } catch (IOException _) {
                // The terminal is gone.
            }
        });
        Supplier<String> shown = () -> characters.stream().map(String::valueOf).collect(Collectors.joining());
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> shown.get().matches("(?s).*next poll in \\d.* s, no events yet.*"));
            process.getOutputStream().write(3);
            process.getOutputStream().flush();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), shown.get());
            reading.join();
            assertEquals(130, process.exitValue(), shown.get());
            assertTrue(!shown.get().contains("Exception"), shown.get());
            // Nobody has to wait for the lease of what has ended.
            assertTrue(run("events").out().getFirst().contains("search_contacts"));
            assertEquals(0, watch("--once").exit());
        } finally {
            process.destroyForcibly();
        }
    }

    private void eventsRefused(String part, String... words) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("events"));
        arguments.addAll(List.of(words));
        Run run = run(arguments.toArray(String[]::new));
        assertEquals(2, run.exit(), run.err());
        assertEquals(List.of(), run.out());
        assertTrue(run.err().contains(part), run.err());
    }

    private void refused(String part, String... words) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("watch"));
        arguments.addAll(List.of(words));
        Run run = run(arguments.toArray(String[]::new));
        assertEquals(2, run.exit(), run.err());
        assertTrue(run.err().contains(part), run.err());
        assertTrue(!run.err().contains("\tat "), run.err());
    }

    private String file() {
        return folder.resolve("new.jsonl").toString();
    }

    private Run watch(String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("watch", "search_contacts"));
        arguments.addAll(List.of(options));
        return run(arguments.toArray(String[]::new));
    }

    private Run run(String... arguments) throws Exception {
        return run(Map.of(), arguments);
    }

    private Run run(Map<String, String> environment, String... arguments) throws Exception {
        try (BuiltProgram program = BuiltProgram.start(environment(environment), arguments)) {
            List<String> out = program.rest();
            return new Run(program.exitCode(), out, program.stderr());
        }
    }

    private BuiltProgram started(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("watch", "search_contacts"));
        arguments.addAll(List.of(options));
        return BuiltProgram.start(environment(Map.of()), arguments.toArray(String[]::new));
    }

    private Map<String, String> environment(Map<String, String> more) {
        Map<String, String> environment = SandboxAccount.variables(
                sandbox.uri().toString(),
                "GHL_STORE_FILE",
                folder.resolve("state.db").toString());
        environment.putAll(more);
        return environment;
    }
}
