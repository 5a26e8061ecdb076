package dev.ghlmcp.server.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.NodePackage;
import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Examples;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// The Zapier app of `src/zapier` in Zapier's own harness, each trigger and action once, on the built program.
class ZapierIT {
    private static final String TOKEN = "zap-token-0123456789abcdef";

    @TempDir
    private Path folder;

    @Test
    void everyTriggerAndActionWorks() throws Exception {
        NodePackage app = new NodePackage(Path.of("src/zapier"), Path.of("target/zapier"));
        String trouble = app.install();
        assumeTrue(trouble == null, trouble);
        Path examples = folder.resolve("examples.json");
        Files.write(examples, Json.MAPPER.writeValueAsBytes(examples()));
        SandboxOptions options = SandboxOptions.defaults().withLimits(0, 0);
        try (Sandbox one = Sandbox.start(options);
                Sandbox other = Sandbox.start(options);
                BuiltProgram allowing = served(one, Map.of("GHL_CONFIRM_ALLOW", "irreversible,outward,money"));
                BuiltProgram asking = served(other, Map.of())) {
            Path report = app.home().resolve("test.log");
            ProcessBuilder tests = new ProcessBuilder("node", "--test-reporter=spec", "app.test.js")
                    .directory(app.home().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(report.toFile());
            // Otherwise the harness prints how much memory each call takes.
            tests.environment().put("NODE_ENV", "test");
            tests.environment()
                    .putAll(Map.of(
                            "GHL_MCP_URL",
                            root(allowing),
                            "GHL_MCP_ASKING_URL",
                            root(asking),
                            "GHL_MCP_TOKEN",
                            TOKEN,
                            "GHL_MCP_EXAMPLES",
                            examples.toString()));
            Process process = tests.start();
            try {
                assertTrue(process.waitFor(5, TimeUnit.MINUTES), "the app's tests did not end");
                System.out.println(Files.readString(report));
                assertEquals(0, process.exitValue(), "the tests of the app, above");
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private static ObjectNode examples() {
        ObjectNode all = Json.MAPPER.createObjectNode();
        Examples examples = new Examples();
        Catalog.load().tools().forEach(tool -> all.set(tool.name(), examples.of(tool)));
        return all;
    }

    private BuiltProgram served(Sandbox sandbox, Map<String, String> settings) throws IOException {
        Map<String, String> environment = new HashMap<>(settings);
        environment.putAll(Map.of(
                "GHL_BASE_URL",
                sandbox.uri().toString(),
                "GHL_TOKEN",
                SampleAccount.LOCATION_TOKEN,
                "GHL_AGENCY_TOKEN",
                SampleAccount.AGENCY_TOKEN,
                "GHL_LOCATION_ID",
                SampleAccount.LOCATION_ID,
                "GHL_COMPANY_ID",
                SampleAccount.COMPANY_ID,
                "GHL_HTTP_TOKENS",
                "zap: " + TOKEN,
                "GHL_STORE_FILE",
                Files.createTempDirectory(folder, "store").resolve("state.db").toString()));
        return BuiltProgram.start(environment, "http", "--port", "0");
    }

    private static String root(BuiltProgram program) throws InterruptedException {
        URI address = program.address().resolve("/");
        return address.toString().replaceFirst("/$", "");
    }
}
