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
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A command that is told to stop while its write is out.
class InterruptedCallIT {
    @TempDir
    private Path folder;

    /// A killed program has no time for a second line.
    @ParameterizedTest
    @CsvSource({"TERM,143,started unknown|cancelled unknown", "KILL,137,started unknown"})
    void theAuditHasTheWrite(String signal, int exit, String lines) throws Exception {
        Path audit = folder.resolve("audit.jsonl");
        try (HoldingUpstream upstream = new HoldingUpstream()) {
            Map<String, String> environment = new HashMap<>(upstream.environment());
            environment.put("GHL_AUDIT_FILE", audit.toString());
            try (BuiltProgram program = BuiltProgram.start(
                    environment, "call", "create_contact_note", "contactId=ouXvz8AgsBOHRYQt5OJB", "body=x")) {
                assertTrue(upstream.awaitWaiting(1));
                program.signal(signal);
                assertEquals(exit, program.exitCode());
            }
        }
        assertEquals(
                lines,
                Files.readAllLines(audit).stream()
                        .map(Json.MAPPER::readTree)
                        .map(line -> line.path("outcome").asString() + " "
                                + line.path("done").asString())
                        .collect(Collectors.joining("|")));
    }
}
