package dev.ghlmcp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.server.HoldingUpstream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A command that is told to stop while its write is out.
class InterruptedCallIT {
    @TempDir
    private Path folder;

    @Test
    void theAuditHasTheWrite() throws Exception {
        Path audit = folder.resolve("audit.jsonl");
        try (HoldingUpstream upstream = new HoldingUpstream()) {
            Map<String, String> environment = new HashMap<>(upstream.environment());
            environment.put("GHL_AUDIT_FILE", audit.toString());
            try (BuiltProgram program = BuiltProgram.start(
                    environment, "call", "create_contact_note", "contactId=ouXvz8AgsBOHRYQt5OJB", "body=x")) {
                assertTrue(upstream.awaitWaiting(1));
                program.terminate();
                assertEquals(143, program.exitCode());
            }
        }
        assertEquals(
                "unknown",
                Json.MAPPER.readTree(Files.readString(audit)).path("done").asString());
    }
}
