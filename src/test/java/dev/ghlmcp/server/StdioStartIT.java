package dev.ghlmcp.server;

import static dev.ghlmcp.server.JsonRpc.INITIALIZE;
import static dev.ghlmcp.server.JsonRpc.call;
import static dev.ghlmcp.server.JsonRpc.id;
import static dev.ghlmcp.server.JsonRpc.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A program that turns out at the first call to be unable to work.
class StdioStartIT {
    private static final Map<String, String> WRONG =
            Map.of("GHL_TOKEN", "pit-secret", "GHL_AUTH_CLIENT_ID", "app", "GHL_AUTH_STORE", "redis://nowhere");

    @Test
    void theCallThatWaitsIsAnsweredAndStandardErrorSaysWhy() throws Exception {
        try (BuiltProgram program = BuiltProgram.start(WRONG, "stdio")) {
            program.send(INITIALIZE);
            assertEquals("init", id(program.next()));
            program.send(call(1, "get_contact", "{\"contactId\":\"a\"}"));
            String answer = program.next();
            assertEquals("1", id(answer));
            assertEquals(
                    "ghl-mcp cannot start: auth.store must be a file",
                    json(answer).at("/error/message").asString(),
                    answer);
            assertEquals(2, program.exitCode());
            assertEquals("ghl-mcp: auth.store must be a file\n", program.stderr());
            assertEquals(List.of(), program.rest());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http --port 0", "call get_contact contactId=a", "auth status"})
    void otherCommandsSaySoAsWell(String command) throws Exception {
        try (BuiltProgram program = BuiltProgram.start(WRONG, command.split(" "))) {
            assertEquals(2, program.exitCode());
            assertTrue(program.stderr().contains("auth.store must be a file"), program.stderr());
            assertFalse(program.stderr().contains("\tat "), program.stderr());
        }
    }

    @Test
    void theSwitchShowsTheTraceAndNoMessageOfACause() throws Exception {
        Map<String, String> shown = new HashMap<>(WRONG);
        shown.put("GHL_LOG_LEVEL", "debug");
        try (BuiltProgram program = BuiltProgram.start(shown, "stdio")) {
            program.send(INITIALIZE);
            assertEquals("init", id(program.next()));
            program.send(call(1, "get_contact", "{\"contactId\":\"a\"}"));
            assertEquals("1", id(program.next()));
            assertEquals(2, program.exitCode());
            assertTrue(
                    program.stderr()
                            .startsWith(
                                    "ghl-mcp: auth.store must be a file\ndev.ghlmcp.config.SettingsException\n\tat "),
                    program.stderr());
            assertFalse(program.stderr().contains("pit-secret"), program.stderr());
            assertEquals(List.of(), program.rest());
        }
    }

    @Test
    void aWrongLevelIsNamed() throws Exception {
        try (BuiltProgram program = BuiltProgram.start(Map.of("GHL_LOG_LEVEL", "trace"), "stdio")) {
            assertEquals(2, program.exitCode());
            assertEquals("ghl-mcp: log.level must be off or debug, got 'trace'\n", program.stderr());
        }
    }

    @Test
    void aSandboxUnderTheSwitchTellsOfItsServerAndNothingOfCustomers() throws Exception {
        try (BuiltProgram program = BuiltProgram.start(Map.of("GHL_LOG_LEVEL", "debug"), "stdio", "--sandbox")) {
            program.send(INITIALIZE);
            assertEquals("init", id(program.next()));
            program.send(call(1, "search_contacts", "{}"));
            assertEquals("1", id(program.next()));
            program.endInput();
            assertEquals(0, program.exitCode());
            assertTrue(program.stderr().contains("ghl-mcp: INFO io.helidon."), program.stderr());
            assertFalse(program.stderr().contains("example."), program.stderr());
        }
    }
}
