package dev.ghlmcp.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// `ghl-mcp call --each` where HighLevel fails, or the run is killed while it waits for HighLevel.
class EachFaultsIT {
    private static final List<String> LINES = List.of(body("alpha"), body("beta"));

    @TempDir
    private Path folder;

    private record Run(int exit, List<JsonNode> out, String err) {}

    @Test
    void whatWasOnItsWayWhenItWasKilledIsNotRepeatedUnasked() throws Exception {
        Path done = folder.resolve("notes.done");
        try (HeldWrites upstream = new HeldWrites()) {
            try (BuiltProgram program = start(upstream.environment(), done)) {
                assertTrue(upstream.awaitWaiting(1));
                assertTrue(program.silent());
            }
            upstream.release();
            Run report = run(upstream.environment(), done);
            assertEquals(1, report.exit());
            assertEquals(List.of("1 uncertain", "2"), summary(report), () -> report.out() + report.err());
            assertTrue(report.err().contains("2 lines: 1 done, 1 uncertain"), report.err());
            assertTrue(report.err().contains("--uncertain done or --uncertain repeat"), report.err());
            assertTrue(upstream.awaitWaiting(1), "the second line");
            Run repeat = run(upstream.environment(), done, "--uncertain", "repeat");
            assertEquals(List.of("1"), summary(repeat));
            assertTrue(repeat.err().contains("2 lines: 1 done, 1 done before"), repeat.err());
            assertTrue(Files.readString(done).startsWith("# create_contact_note in loc1 at http://"));
            assertTrue(!Files.readString(done).contains("alpha"), "nothing of the arguments is kept");
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aSignalWaitsForWhatIsOnItsWay(String signal, int exit) throws Exception {
        Path done = folder.resolve("notes.done");
        try (HeldWrites upstream = new HeldWrites();
                BuiltProgram program = start(upstream.environment(), done)) {
            assumeTrue(program.heeds(signal), "whoever started the tests in the background ignores Ctrl-C for them");
            assertTrue(upstream.awaitWaiting(1));
            program.signal(signal);
            program.awaitError("stopping");
            upstream.release();
            assertEquals(exit, program.exitCode());
            String last = program.stderr();
            assertTrue(last.contains("2 lines: 1 done, 1 left; the same command goes on from there"), last);
            assertEquals(List.of("2"), summary(run(upstream.environment(), done)));
        }
    }

    @Test
    void oneRunAtATimeWithOneFile() throws Exception {
        Path done = folder.resolve("notes.done");
        try (HeldWrites upstream = new HeldWrites();
                BuiltProgram program = start(upstream.environment(), done)) {
            assertTrue(upstream.awaitWaiting(1));
            Run second = run(upstream.environment(), done);
            assertEquals(2, second.exit(), second.err());
            assertTrue(second.err().contains("another run is using"), second.err());
            assertTrue(program.silent());
        }
    }

    @Test
    void a429IsWaitedOutAndA500OfAWriteIsUncertain() throws Exception {
        Path done = folder.resolve("notes.done");
        WireMockServer upstream =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        upstream.start();
        try {
            upstream.stubFor(post(anyUrl())
                    .inScenario("limit")
                    .whenScenarioStateIs("Started")
                    .willSetStateTo("room")
                    .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "1")));
            upstream.stubFor(post(anyUrl())
                    .inScenario("limit")
                    .whenScenarioStateIs("room")
                    .withRequestBody(containing("alpha"))
                    .willReturn(aResponse().withStatus(201).withBody("{}")));
            upstream.stubFor(post(anyUrl())
                    .inScenario("limit")
                    .whenScenarioStateIs("room")
                    .withRequestBody(containing("beta"))
                    .willReturn(aResponse().withStatus(500).withBody("{}")));
            Map<String, String> environment =
                    Map.of("GHL_BASE_URL", upstream.baseUrl(), "GHL_TOKEN", "pit-x", "GHL_LOCATION_ID", "loc1");
            assertEquals(List.of("1", "2 uncertain"), summary(run(environment, done)));
            assertEquals(List.of("2 uncertain"), summary(run(environment, done)), "and stays so");
            upstream.verify(2, postRequestedFor(anyUrl()).withRequestBody(containing("alpha")));
            upstream.verify(1, postRequestedFor(anyUrl()).withRequestBody(containing("beta")));
        } finally {
            upstream.stop();
        }
    }

    @Test
    void withoutATokenItEndsAtTheFirstLine() throws Exception {
        Run run = run(Map.of("GHL_LOCATION_ID", "loc1"), folder.resolve("notes.done"));
        assertEquals(1, run.exit());
        assertEquals(List.of("1 no_token"), summary(run));
        assertTrue(run.err().contains("GHL_TOKEN")
                || run.out().getFirst().toString().contains("GHL_TOKEN"));
        assertTrue(run.err().contains("1 left"), run.err());
    }

    @Test
    void showsItsProgressOnATerminalOnly() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script(1) is not installed");
        Path input = Files.writeString(folder.resolve("reads.jsonl"), "{\"pageLimit\":1}\n".repeat(120));
        Path log = folder.resolve("terminal.log");
        String command = BuiltProgram.launcher() + " --sandbox call search_contacts --each < " + input + " > "
                + folder.resolve("out");
        Process process = new ProcessBuilder("script", "-qec", command, log.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        assertEquals(0, process.waitFor());
        String shown = Files.readString(log);
        assertTrue(shown.matches("(?s).*\\[#+\\.+] \\d+ of 120, [\\d.]+/s, \\d+ s left, budget \\d+ of 100.*"), shown);
        assertTrue(shown.contains("120 lines: 120 done"), shown);
        assertEquals(120, Files.readAllLines(folder.resolve("out")).size());
    }

    private static String body(String text) {
        return "{\"body\":\"" + text + "\"}";
    }

    /// Each line's number, and how it ended unless well.
    private static List<String> summary(Run run) {
        return run.out().stream()
                .map(row ->
                        (row.path("line").asString() + " " + row.path("outcome").asString("")).strip())
                .sorted()
                .toList();
    }

    private BuiltProgram start(Map<String, String> environment, Path done, String... more) throws Exception {
        List<String> words = new java.util.ArrayList<>(
                List.of("call", "create_contact_note", "--contact-id", "c1", "--each", "--done", done.toString()));
        words.addAll(List.of(more));
        return BuiltProgram.start(
                Files.write(folder.resolve("lines.jsonl"), LINES), environment, words.toArray(String[]::new));
    }

    private Run run(Map<String, String> environment, Path done, String... more) throws Exception {
        try (BuiltProgram program = start(environment, done, more)) {
            List<JsonNode> out =
                    program.rest().stream().map(Json.MAPPER::readTree).toList();
            return new Run(program.exitCode(), out, program.stderr());
        }
    }
}
