package dev.ghlmcp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Limits that a person writes into the settings file.
class LimitsIT {
    private static final String CALL =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"get_location\",\"arguments\":{}}}";

    @TempDir
    private Path folder;

    @Test
    void theSecondCallReadsWhichLimitKeepsItBack() throws Exception {
        try (BuiltProgram program = start("limits: {tools: {get_location: 1/1d}}", "--sandbox", "stdio")) {
            program.send("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
                    + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}");
            program.next();
            program.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
            program.send(CALL);
            assertTrue(program.next().contains("\"isError\":false"));
            program.send(CALL);
            String refused = program.next();
            assertTrue(refused.contains("\"isError\":true"), refused);
            assertTrue(
                    refused.contains("Nothing was sent: this server's own limit of 1 calls in 1 d for tool get_location"
                            + " (setting limits.tools.get_location) is used up, and there is room again in 24 h."),
                    refused);
        }
    }

    @Test
    void aLimitThatCannotBeStopsTheStart() throws Exception {
        assertEquals(
                "ghl-mcp: limits.tools.get_contcat: there is no tool get_contcat; did you mean get_contact?\n",
                refusal("limits: {tools: {get_contcat: 30/1m}}"));
        assertEquals(
                "ghl-mcp: limits.toolsets.blogs must be calls/time such as 5/10s, 30/1m, 200/1h or 1000/1d, got 'few'\n",
                refusal("limits: {toolsets: {blogs: few}}"));
        String refusal = refusal("fleet: {store: 'redis://somebody:hunter2@host name'}");
        assertTrue(refusal.startsWith("ghl-mcp: fleet.store must be redis://host:port"), refusal);
        assertTrue(!refusal.contains("hunter2"), refusal);
    }

    private String refusal(String yaml) throws IOException, InterruptedException {
        try (BuiltProgram program = start(yaml, "stdio")) {
            assertEquals(2, program.exitCode());
            return program.stderr();
        }
    }

    private BuiltProgram start(String yaml, String... arguments) throws IOException {
        Path file = Files.writeString(folder.resolve("settings.yaml"), yaml + "\n");
        return BuiltProgram.start(Map.of("GHL_CONFIG", file.toString()), arguments);
    }
}
