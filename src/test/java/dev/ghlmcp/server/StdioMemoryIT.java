package dev.ghlmcp.server;

import static dev.ghlmcp.server.JsonRpc.INITIALIZE;
import static dev.ghlmcp.server.JsonRpc.INITIALIZED;
import static dev.ghlmcp.server.JsonRpc.call;
import static dev.ghlmcp.server.JsonRpc.code;
import static dev.ghlmcp.server.JsonRpc.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The built program with less memory than it has, and more on its standard input than fits into it.
class StdioMemoryIT {
    private static final int LINES = 60;
    private static final String HEAP = "-Xmx128m";

    @TempDir
    private Path folder;

    @Test
    void namesThatNobodyKnowsAreRefusedInShort() throws Exception {
        String names = IntStream.range(0, 200_000)
                .mapToObj(i -> "\"unknown" + i + "\":1")
                .collect(Collectors.joining(","));
        Path lines = lines(call(1, "search_contacts", "{" + names + "}"));
        try (BuiltProgram program = BuiltProgram.start(lines, small(Map.of()), "stdio", "--sandbox")) {
            program.next();
            for (int i = 0; i < LINES; i++) {
                String answer = program.next();
                assertEquals(-32600, code(answer), answer);
                assertTrue(answer.length() < 1000, "short");
            }
            assertEquals(0, program.exitCode());
        }
    }

    @Test
    void whatIsInFlightFitsIntoMemory() throws Exception {
        String body = "x".repeat(3_900_000);
        Path lines = lines(call(1, "create_contact_note", "{\"contactId\":\"a\",\"body\":\"" + body + "\"}"));
        try (HoldingUpstream upstream = new HoldingUpstream();
                BuiltProgram program = BuiltProgram.start(lines, small(upstream.environment()), "stdio")) {
            program.next();
            assertTrue(upstream.awaitWaiting(1));
            upstream.release();
            for (int i = 0; i < LINES; i++) {
                JsonNode answer = json(program.next());
                assertTrue(answer.has("result"), answer::toString);
            }
            assertEquals(0, program.exitCode());
        }
    }

    private static Map<String, String> small(Map<String, String> environment) {
        Map<String, String> small = new HashMap<>(environment);
        small.put("GHL_MCP_AOT", HEAP);
        small.put("GHL_RATE_LIMITS", "false");
        return small;
    }

    /// The same call many times, each with an id of its own.
    private Path lines(String call) throws IOException {
        String all = IntStream.rangeClosed(1, LINES)
                .mapToObj(i -> call.replace("\"id\":1,", "\"id\":" + i + ","))
                .collect(Collectors.joining("\n"));
        return Files.writeString(folder.resolve("lines.jsonl"), INITIALIZE + "\n" + INITIALIZED + "\n" + all + "\n");
    }
}
