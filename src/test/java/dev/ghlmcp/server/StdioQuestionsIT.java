package dev.ghlmcp.server;

import static dev.ghlmcp.server.JsonRpc.INITIALIZED;
import static dev.ghlmcp.server.JsonRpc.PING;
import static dev.ghlmcp.server.JsonRpc.call;
import static dev.ghlmcp.server.JsonRpc.cancel;
import static dev.ghlmcp.server.JsonRpc.id;
import static dev.ghlmcp.server.JsonRpc.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The built program asks the person behind a client, on raw lines: what counts as a yes, how much may wait, and how it
/// ends.
class StdioQuestionsIT {
    private static final String INITIALIZE = JsonRpc.INITIALIZE.replace("\"roots\"", "\"elicitation\":{},\"roots\"");
    private static final String DELETED = "ouXvz8AgsBOHRYQt5OJB";

    /// Between what it takes now and the ten seconds that it took.
    private static final Duration PROMPT = Duration.ofSeconds(7);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"result\":{\"action\":\"accept \"}",
                "\"result\":{\"action\":\"ACCEPT\"}",
                "\"result\":{\"action\":0}",
                "\"result\":{\"action\":[\"accept\"]}",
                "\"result\":{\"action\":null}",
                "\"result\":{}",
                "\"result\":[]",
                "\"result\":\"accept\"",
                "\"result\":null",
                "\"error\":\"no object\"",
                "\"error\":{\"code\":-32601,\"message\":\"Method not found\"}",
                "\"result\":{\"action\":\"accept\"},\"error\":{\"code\":1,\"message\":\"both\"}"
            })
    void whatIsNoYesSendsNothingAndGivesACode(String answer) throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream();
                BuiltProgram program = asking(upstream)) {
            upstream.release();
            program.send(call(1, "delete_contact", "{\"contactId\":\"" + DELETED + "\"}"));
            answer(program, program.next(), answer);
            JsonNode result = json(program.next()).path("result");
            assertFalse(result.path("isError").asBoolean(), result::toString);
            JsonNode said = result.path("structuredContent");
            assertFalse(said.path("done").asBoolean(true), said::toString);
            assertTrue(
                    said.path("next").asString().contains("and this client answered the question with an error"),
                    said::toString);
            program.send(call(
                    2,
                    "delete_contact",
                    "{\"contactId\":\"" + DELETED + "\",\"confirm\":\""
                            + said.path("confirm").asString() + "\"}"));
            answer(program, program.next(), answer);
            JsonNode agreed = json(program.next());
            assertFalse(agreed.at("/result/structuredContent").has("done"), agreed::toString);
        }
    }

    @Test
    void anAnswerThatSaysNothingEndsTheQuestion() throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream();
                BuiltProgram program = asking(upstream)) {
            upstream.release();
            program.send(call(1, "delete_contact", "{\"contactId\":\"" + DELETED + "\"}"));
            program.send("{\"jsonrpc\":\"2.0\",\"id\":" + json(program.next()).path("id") + "}");
            JsonNode first = json(program.next());
            JsonNode second = json(program.next());
            JsonNode refused = first.has("error") ? first : second;
            assertEquals(-32600, refused.at("/error/code").asInt(), refused::toString);
            String text = (first.has("error") ? second : first)
                    .at("/result/content/0/text")
                    .asString();
            assertTrue(text.startsWith("{\"done\":false"), text);
        }
    }

    @Test
    void theWordItselfIsAYes() throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream();
                BuiltProgram program = asking(upstream)) {
            upstream.release();
            program.send(call(1, "delete_contact", "{\"contactId\":\"" + DELETED + "\"}"));
            answer(program, program.next(), "\"result\":{\"action\":\"accept\"}");
            assertFalse(json(program.next()).at("/result/isError").asBoolean());
        }
    }

    @Test
    void questionsThatWaitKeepNothingOut() throws Exception {
        int max = 2000;
        try (HoldingUpstream upstream = new HoldingUpstream();
                BuiltProgram program = asking(upstream)) {
            upstream.release();
            Thread sender = Thread.ofVirtual().start(() -> sendAll(program, max + 1));
            Map<String, Integer> open = new HashMap<>();
            while (open.size() < max) {
                JsonNode question = json(program.next());
                if (question.has("error")) {
                    assertEquals(Integer.toString(max), question.path("id").asString(), "only the last is too many");
                } else {
                    open.put(question.path("id").asString(), open.size());
                }
            }
            sender.join();
            program.send(PING);
            String next = program.next();
            assertEquals("ping", id(json(next).has("error") ? program.next() : next));
            program.send(cancel("0"));
            List<String> questions = new ArrayList<>(open.keySet());
            for (String question : questions.reversed()) {
                program.send("{\"jsonrpc\":\"2.0\",\"id\":\"" + question + "\",\"result\":{\"action\":\"decline\"}}");
            }
            for (int answers = 1; answers < max; answers++) {
                assertTrue(json(program.next()).at("/result/isError").asBoolean());
            }
        }
    }

    @Test
    void aPendingQuestionDoesNotKeepItFromEnding() throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream();
                BuiltProgram program = asking(upstream)) {
            upstream.release();
            program.send(call(1, "delete_contact", "{\"contactId\":\"" + DELETED + "\"}"));
            assertEquals(
                    "elicitation/create", json(program.next()).path("method").asString());
            assertEndsPromptly(program);
        }
    }

    @Test
    void aReadThatHangsDoesNotKeepItFromEnding() throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream();
                BuiltProgram program = asking(upstream)) {
            program.send(call(0, "get_contact", "{}"));
            assertTrue(json(program.next()).at("/result/isError").asBoolean(), "not sent");
            program.send(call(1, "get_contact", "{\"contactId\":\"" + DELETED + "\"}"));
            assertTrue(upstream.awaitWaiting(1));
            assertEndsPromptly(program);
            assertTrue(upstream.awaitDropped(1));
        }
    }

    private static void assertEndsPromptly(BuiltProgram program) throws Exception {
        long start = System.nanoTime();
        program.endInput();
        assertEquals(List.of(), program.rest());
        assertEquals(0, program.exitCode());
        assertTrue(System.nanoTime() - start < PROMPT.toNanos(), "it took its time");
    }

    private static void sendAll(BuiltProgram program, int calls) {
        try {
            for (int i = 0; i < calls; i++) {
                program.send(call(i, "delete_contact", "{\"contactId\":\"" + DELETED + "\"}"));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void answer(BuiltProgram program, String question, String answer) throws IOException {
        assertEquals("elicitation/create", json(question).path("method").asString(), question);
        program.send("{\"jsonrpc\":\"2.0\",\"id\":\"" + id(question) + "\"," + answer + "}");
    }

    private static BuiltProgram asking(HoldingUpstream upstream) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(upstream.environment());
        environment.put("GHL_RATE_LIMITS", "false");
        BuiltProgram program = BuiltProgram.start(environment, "stdio");
        program.send(INITIALIZE);
        assertEquals("init", id(program.next()));
        program.send(INITIALIZED);
        return program;
    }
}
