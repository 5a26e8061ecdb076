package dev.ghlmcp.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.NodePackage;
import dev.ghlmcp.mcp.Callers;
import dev.ghlmcp.server.host.HttpServer;
import dev.ghlmcp.server.host.McpRoutes;
import dev.ghlmcp.server.session.Sessions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The official conformance suites against the front: with their fixtures, where all must pass, and against the
/// program as it is built, where a baseline says what it does not offer.
class ConformanceIT {
    private static final NodePackage PACKAGE = NodePackage.of("conformance");
    private static final String RELEASED = "conformance-released";
    private static final String NEXT = "conformance-next";
    private static final Pattern SCENARIO = Pattern.compile("(?m)^. ([a-z0-9-]+): \\d+ passed, (\\d+) failed");

    /// What the suite runs but does not count, at its end.
    private static final Pattern UNSCORED = Pattern.compile("(?m)^  . ([a-z0-9-]+) \\([a-z0-9 .,:-]+\\)");

    private record Run(int exit, String output, List<String> passed, List<String> failed) {
        /// Prints the counts for those who read the build's log.
        void print(String suite) {
            System.err.println("conformance " + suite + ": " + passed.size() + " of " + (passed.size() + failed.size())
                    + " scenarios pass");
        }
    }

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        String trouble = PACKAGE.install();
        assumeTrue(trouble == null, trouble);
    }

    @Test
    void passesEveryActiveScenarioOfTheReleasedSuite() throws Exception {
        try (HttpServer server = fixtures()) {
            Run run = run(RELEASED, server.uri().toString(), "--suite", "active");
            run.print("0.1.16, active");
            assertEquals(List.of(), run.failed(), run.output());
            assertEquals(30, run.passed().size(), run.output());
            assertEquals(0, run.exit(), run.output());
        }
    }

    @Test
    void meetsEveryRequirementOf20251125() throws Exception {
        try (HttpServer server = fixtures()) {
            Run run = run(NEXT, server.uri().toString(), "--requirements", "2025-11-25");
            run.print("0.2.0-alpha.12, requirements of 2025-11-25");
            assertEquals(List.of(), run.failed(), run.output());
            assertEquals(30, run.passed().size(), run.output());
            assertTrue(run.output().contains("✓ server-session-lifecycle (added-after-release)"), run.output());
            assertEquals(0, run.exit(), run.output());
        }
    }

    @Test
    void meetsEveryRequirementOf20260728() throws Exception {
        try (HttpServer server = fixtures()) {
            Run run = run(NEXT, server.uri().toString(), "--requirements", "2026-07-28");
            run.print("0.2.0-alpha.12, requirements of 2026-07-28");
            assertEquals(List.of(), run.failed(), run.output());
            assertEquals(37, run.passed().size(), run.output());
            assertTrue(run.output().contains("✓ http-header-validation (pending)"), run.output());
            assertEquals(0, run.exit(), run.output());
        }
    }

    @Test
    void theBuiltProgramFailsOnlyForWantOfFixtures() throws Exception {
        try (BuiltProgram program = BuiltProgram.start(Map.of(), "--sandbox", "http", "--port", "0")) {
            Path baseline = Path.of("src/test/conformance/baseline.yml").toAbsolutePath();
            Run run = run(
                    RELEASED,
                    program.address().toString(),
                    "--suite",
                    "active",
                    "--expected-failures",
                    baseline.toString());
            run.print("0.1.16, active, without fixtures");
            assertEquals(0, run.exit(), run.output());
        }
    }

    private static HttpServer fixtures() {
        HttpOptions options = HttpOptions.defaults();
        McpRoutes routes = new McpRoutes(new Fixtures(), new Sessions(100, Duration.ofMinutes(1)), options);
        return HttpServer.start(options, routes.routes((_, _) -> Callers.named("local")), List.of());
    }

    private static Run run(String suite, String url, String... options) throws IOException, InterruptedException {
        Path home = PACKAGE.home().toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(
                home.resolve("node_modules/.bin/node").toString(),
                home.resolve("node_modules")
                        .resolve(suite)
                        .resolve("dist/index.js")
                        .toString(),
                "server",
                "--url",
                url));
        command.addAll(List.of(options));
        Path out = Files.createTempFile("conformance", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertTrue(process.waitFor(5, TimeUnit.MINUTES), "the suite did not end");
            String output = Files.readString(out, StandardCharsets.UTF_8);
            List<String> passed = new ArrayList<>();
            List<String> failed = new ArrayList<>();
            Matcher matcher = SCENARIO.matcher(output);
            Set<String> unscored = UNSCORED.matcher(output)
                    .results()
                    .map(result -> result.group(1))
                    .collect(Collectors.toSet());
            while (matcher.find()) {
                if (unscored.contains(matcher.group(1))) {
                    continue;
                }
                (matcher.group(2).equals("0") ? passed : failed).add(matcher.group(1));
            }
            return new Run(process.exitValue(), output, passed, failed);
        } finally {
            process.destroyForcibly();
            Files.delete(out);
        }
    }
}
