package dev.ghlmcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghlmcp.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// The system's Chromium, as the scripts of `src/test/browser` use it.
public final class Browser {
    private Browser() {}

    /// Runs a script and reads the JSON that it prints. Without Chromium or npm the test is skipped.
    public static JsonNode run(String script, String... arguments) throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/chromium")),
                "Chromium is missing (Debian's package chromium): pages and views are not looked at");
        NodePackage browser = NodePackage.of("browser");
        String missing = browser.install();
        assumeTrue(missing == null, missing);
        Path node = browser.home().resolve("node_modules/.bin/node").toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(node.toString(), script));
        command.addAll(List.of(arguments));
        Path errors = browser.home().resolve(script + ".log");
        Process process = new ProcessBuilder(command)
                .directory(browser.home().toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(2, TimeUnit.MINUTES), "the visit did not end");
            assertEquals(0, process.exitValue(), () -> arguments[0] + ": see " + errors);
            return Json.MAPPER.readTree(output);
        } finally {
            process.destroy();
        }
    }
}
