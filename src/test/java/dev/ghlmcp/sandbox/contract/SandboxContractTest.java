package dev.ghlmcp.sandbox.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.sandbox.oauth.IssuedTokens;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What the sandbox knows of its endpoints is what HighLevel's documents say, with the corrections. With
/// `-Dupdate=true` it writes that anew.
class SandboxContractTest {
    private static final Path WRITTEN = Path.of("src/main/resources/dev/ghlmcp/sandbox/contract");

    private final SandboxOptions options = SandboxOptions.defaults();
    private final JsonNode corrections = corrections();

    @Test
    void isThatOfTheDocuments() throws IOException {
        var routes = Sandbox.routes(SandboxStore.seeded(options), new IssuedTokens(options));
        Map<String, String> files = new EndpointTables(routes, new Corrections(corrections)).files();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = WRITTEN.resolve(file.getKey());
            if (Boolean.getBoolean("update")) {
                Files.createDirectories(WRITTEN);
                Files.writeString(path, file.getValue());
            }
            assertEquals(file.getValue(), Files.readString(path), "write it with -Dupdate=true");
        }
        try (var all = Files.list(WRITTEN)) {
            assertEquals(files.size(), all.count());
        }
    }

    @Test
    void everyCorrectionHasAReason() {
        for (JsonNode correction : corrections) {
            assertTrue(correction.path("why").asString("").length() > 10, correction::toString);
        }
    }

    private static JsonNode corrections() {
        try (var in = SandboxContractTest.class.getResourceAsStream("corrections.json")) {
            return Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
