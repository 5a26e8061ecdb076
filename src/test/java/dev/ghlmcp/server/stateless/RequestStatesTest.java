package dev.ghlmcp.server.stateless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import io.modelcontextprotocol.spec.McpError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

class RequestStatesTest {
    private static final byte[] PURPOSE = "ann deletes a".getBytes(StandardCharsets.UTF_8);
    private static final JsonNode CONTENT = Json.MAPPER.readTree("{\"answers\":{\"sure\":true}}");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-26T12:00:00Z"));
    private final RequestStates states = new RequestStates(new SecretKeySpec(new byte[32], "AES"), now::get);

    @Test
    void comesBackAsItWas() {
        assertEquals(CONTENT, states.open(PURPOSE, states.close(PURPOSE, CONTENT)));
    }

    @Test
    void isReadByWhoeverHasTheSameKey() {
        RequestStates other = new RequestStates(new SecretKeySpec(new byte[32], "AES"), now::get);
        assertEquals(CONTENT, other.open(PURPOSE, states.close(PURPOSE, CONTENT)));
        assertRefused(RequestStates.ofThisProcess(), PURPOSE, states.close(PURPOSE, CONTENT), "unchanged");
    }

    @Test
    void countsOnce() {
        String state = states.close(PURPOSE, CONTENT);
        states.open(PURPOSE, state);
        assertRefused(states, PURPOSE, state, "used before");
    }

    @Test
    void isOfOneRequestOnly() {
        assertRefused(
                states,
                "ann deletes b".getBytes(StandardCharsets.UTF_8),
                states.close(PURPOSE, CONTENT),
                "the same params");
    }

    @Test
    void expires() {
        String state = states.close(PURPOSE, CONTENT);
        now.updateAndGet(time -> time.plus(RequestStates.LIFE).plusMillis(1));
        assertRefused(states, PURPOSE, state, "expired");
    }

    @Test
    void noBitCanBeChanged() {
        String state = states.close(PURPOSE, CONTENT);
        for (int i = 0; i < state.length(); i++) {
            char other = state.charAt(i) == 'A' ? 'B' : 'A';
            assertRefused(states, PURPOSE, state.substring(0, i) + other + state.substring(i + 1), "unchanged");
        }
        for (String wrong : new String[] {"", "A", "!", state + "A", state + "=", state + "-TAMPERED", " " + state}) {
            assertRefused(states, PURPOSE, wrong, "unchanged");
        }
        assertEquals(CONTENT, states.open(PURPOSE, state), "what was refused was not used up");
    }

    @Test
    void rememberingWhatWasUsedHasABoundAndNoHole() {
        Deque<String> used = new ArrayDeque<>();
        String waiting = states.close(PURPOSE, CONTENT);
        for (int i = 0; i <= RequestStates.MAX_USED; i++) {
            String state = states.close(PURPOSE, NullNode.instance);
            states.open(PURPOSE, state);
            if (i < 10) {
                used.add(state);
            }
        }
        used.forEach(state -> {
            String message = assertThrows(McpError.class, () -> states.open(PURPOSE, state))
                    .getMessage();
            assertTrue(message.contains("expired") || message.contains("used before"), message);
        });
        // As old as one that was forgotten: it cannot be told from it.
        assertRefused(states, PURPOSE, waiting, "expired");
        now.updateAndGet(time -> time.plus(Duration.ofMillis(1)));
        assertEquals(CONTENT, states.open(PURPOSE, states.close(PURPOSE, CONTENT)));
    }

    private static void assertRefused(RequestStates states, byte[] purpose, String state, String why) {
        McpError error = assertThrows(McpError.class, () -> states.open(purpose, state));
        assertEquals(-32602, error.getJsonRpcError().code());
        assertTrue(error.getMessage().contains(why), error.getMessage());
    }
}
