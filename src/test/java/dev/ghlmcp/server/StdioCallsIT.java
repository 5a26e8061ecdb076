package dev.ghlmcp.server;

import static dev.ghlmcp.server.JsonRpc.PING;
import static dev.ghlmcp.server.JsonRpc.call;
import static dev.ghlmcp.server.JsonRpc.cancel;
import static dev.ghlmcp.server.JsonRpc.code;
import static dev.ghlmcp.server.JsonRpc.id;
import static dev.ghlmcp.server.JsonRpc.initialized;
import static dev.ghlmcp.server.JsonRpc.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The built program with calls under way: side by side, cancelled, at the end of input, told to stop.
class StdioCallsIT {
    @Test
    void runsCallsSideBySide() throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream();
                BuiltProgram program = initialized(upstream.environment())) {
            Set<String> ids = new HashSet<>();
            for (int i = 0; i < 100; i++) {
                program.send(call(i, "get_contact", "{\"contactId\":\"c" + i + "\"}"));
                ids.add(Integer.toString(i));
            }
            assertTrue(upstream.awaitWaiting(100), "100 requests wait at the upstream at once");
            program.send(PING);
            assertEquals("ping", id(program.next()), "the server still listens");
            upstream.release();
            for (int i = 0; i < 100; i++) {
                assertTrue(ids.remove(id(program.next())));
            }
        }
    }

    @Test
    void cancellingDropsTheRequestAndSendsNothingMore() throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream();
                BuiltProgram program = initialized(upstream.environment())) {
            program.send(call(7, "get_contact", "{\"contactId\":\"a\"}"));
            assertTrue(upstream.awaitWaiting(1));
            program.send(cancel("99"));
            program.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\"}");
            program.send(cancel("7.0"));
            assertTrue(upstream.awaitDropped(1), "the upstream sees the connection close");
            upstream.release();
            program.send(PING);
            assertEquals("ping", id(program.next()));
            program.endInput();
            assertEquals(List.of(), program.rest());
            assertEquals(0, program.exitCode());
        }
    }

    @Test
    void answersWhatItReadBeforeTheEndOfInput() throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream();
                BuiltProgram program = initialized(upstream.environment())) {
            for (int i = 0; i < 20; i++) {
                program.send(call(i, "get_contact", "{\"contactId\":\"c\"}"));
            }
            program.endInput();
            assertTrue(upstream.awaitWaiting(20));
            upstream.release();
            List<String> answers = program.rest();
            assertEquals(20, answers.size());
            answers.forEach(answer -> assertEquals(
                    "{\"held\":true,\"touched\":{\"locationId\":\"loc1\"}}",
                    json(answer).at("/result/content/0/text").asString()));
            assertEquals(0, program.exitCode());
        }
    }

    @Test
    void cancelsEverythingWhenToldToStop() throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream();
                BuiltProgram program = initialized(upstream.environment())) {
            program.send(call(1, "get_contact", "{\"contactId\":\"a\"}"));
            assertTrue(upstream.awaitWaiting(1));
            program.terminate();
            assertTrue(upstream.awaitDropped(1));
            assertEquals(143, program.exitCode());
            assertEquals(List.of(), program.rest());
        }
    }

    @Test
    void refusesASecondRequestWithAnIdInFlight() throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream();
                BuiltProgram program = initialized(upstream.environment())) {
            program.send(call(1, "get_contact", "{\"contactId\":\"a\"}"));
            assertTrue(upstream.awaitWaiting(1));
            program.send(call(1, "get_contact", "{\"contactId\":\"b\"}"));
            assertEquals(-32600, code(program.next()));
            upstream.release();
            assertFalse(json(program.next()).at("/result/isError").asBoolean());
        }
    }

    @Test
    void neverPrintsTheToken() throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream();
                BuiltProgram program = initialized(upstream.environment())) {
            upstream.release();
            program.send(call(1, "get_contact", "{\"contactId\":\"a\"}"));
            program.send(call(2, "get_contact", "{\"contactId\":\"a/b\"}"));
            program.send(call(3, "create_contact", "{\"email\":\"ada@example.com\"}"));
            program.endInput();
            String printed = String.join("\n", program.rest()) + program.stderr();
            assertFalse(printed.contains("pit-secret"), printed);
            assertFalse(program.stderr().contains("ada@example.com"), "arguments are not logged");
            assertEquals(
                    3,
                    program.stderr()
                            .lines()
                            .filter(line -> line.contains("status="))
                            .count());
        }
    }
}
