package dev.ghlmcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every `sh` block of the README and of `docs` runs in a shell against the built program and a sandbox, and must end
/// with 0. A comment in the line above says what is different: `<!-- not run: why -->`, or `<!-- until: text -->` for
/// one that ends when that text was printed. The port 8080 becomes a free one, and `/path/to/ghl-mcp` the program's
/// folder.
class DocsIT {
    private static final Path DOCS = Path.of("docs");
    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- (not run|until): ([^\\n]+?) -->\\n *)?```sh\\n(.*?)```\\n", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)[^)]*\\)");

    @TempDir
    private static Path folder;

    private static Sandbox sandbox;

    private record Block(String name, String mark, String text, String commands) {}

    @BeforeAll
    static void start() throws IOException {
        sandbox = Sandbox.start(SandboxOptions.defaults());
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path command =
                Files.writeString(bin.resolve("ghl-mcp"), "#!/bin/sh\nexec '" + BuiltProgram.launcher() + "' \"$@\"\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String client : List.of(
                ".config/Claude",
                ".config/Code/User",
                ".config/zed",
                ".cursor",
                ".codeium/windsurf",
                ".gemini",
                ".codex",
                ".lmstudio",
                ".junie")) {
            Files.createDirectories(folder.resolve("home").resolve(client));
        }
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @TestFactory
    Stream<DynamicTest> everyCommandRuns() throws IOException {
        return blocks().stream()
                .filter(block -> !"not run".equals(block.mark()))
                .map(block -> DynamicTest.dynamicTest(
                        block.name(), () -> assertTimeoutPreemptively(Duration.ofMinutes(1), () -> run(block))));
    }

    @Test
    void mostOfThemRunAndTheRestSayWhyNot() throws IOException {
        List<Block> blocks = blocks();
        List<Block> left =
                blocks.stream().filter(block -> "not run".equals(block.mark())).toList();
        left.forEach(block -> System.out.println(block.name() + " is not run: " + block.text()));
        assertTrue(blocks.size() >= 20 && left.size() * 3 < blocks.size() * 2, left.size() + " of " + blocks.size());
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        for (Path page : pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                Path target = page.toAbsolutePath().resolveSibling(link.group(1));
                assertTrue(Files.exists(target), page + ": " + link.group(1));
            }
        }
    }

    private static void run(Block block) throws Exception {
        assumeTrue(!block.commands().contains("jq ") || Files.exists(Path.of("/usr/bin/jq")), "jq is missing");
        int port = FreePort.find();
        Path work = Files.createTempDirectory(folder, "work");
        String home =
                BuiltProgram.launcher().getParent().getParent().toAbsolutePath().toString();
        String commands =
                block.commands().replace("8080", Integer.toString(port)).replace("/path/to/ghl-mcp", home);
        // A server that a page leaves running ends with its shell.
        String ending = "trap 'kill $(jobs -p) 2> /dev/null || true' EXIT\n";
        ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", ending + commands)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GHL_") || name.startsWith("JAVA_"));
        builder.environment()
                .putAll(SandboxAccount.agencyVariables(
                        sandbox.uri().toString(),
                        "PATH",
                        folder.resolve("bin") + ":/usr/local/bin:/usr/bin:/bin",
                        "HOME",
                        folder.resolve("home").toString(),
                        "XDG_CONFIG_HOME",
                        folder.resolve("home/.config").toString(),
                        "GHL_HTTP_PORT",
                        Integer.toString(port)));
        if (block.commands().contains("--sandbox")) {
            // With the address of a sandbox that runs, that one would be meant, which other pages have changed.
            builder.environment().remove("GHL_BASE_URL");
        }
        Process process = builder.start();
        StringBuilder output = new StringBuilder();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                if ("until".equals(block.mark()) && line.contains(block.text())) {
                    return;
                }
            }
            assertEquals(0, process.waitFor(), block.commands() + output);
            assertTrue(!"until".equals(block.mark()), () -> "never said " + block.text() + ": " + output);
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    private static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        for (Path page : pages()) {
            String text = Files.readString(page);
            Matcher matcher = BLOCK.matcher(text);
            while (matcher.find()) {
                long line = text.substring(0, matcher.start(3)).lines().count();
                blocks.add(new Block(page + " line " + line, matcher.group(1), matcher.group(2), matcher.group(3)));
            }
        }
        return blocks;
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(DOCS)) {
            return Stream.concat(
                            Stream.of(Path.of("README.md")),
                            files.filter(file -> file.toString().endsWith(".md"))
                                    .sorted())
                    .toList();
        }
    }
}
