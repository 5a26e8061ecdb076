package dev.ghlmcp.mcp.confirm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.RedisServer;
import dev.ghlmcp.redis.Redis;
import dev.ghlmcp.secret.Secret;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A code fits one call of one caller for ten minutes, and once: in one process, and in a fleet.
class ConfirmationCodesTest {
    private static final Instant NOW = Instant.parse("2030-01-31T12:00:00Z");
    private static final String CALL = "ann\ndelete_contact loc1 null {\"contactId\":\"c1\"}";

    private final CodeMemory memory = CodeMemory.local();

    @Test
    void aCodeWorksOnce() throws IOException {
        String code = at(0).issue(CALL, "");
        assertNull(at(599).refusal(code, CALL));
        assertNull(at(599).refusal(code, CALL), "asking uses nothing");
        assertTrue(at(599).use(code));
        assertEquals("the code in confirm was used already", at(599).refusal(code, CALL));
        assertFalse(at(599).use(code));
    }

    @Test
    void aCodeExpires() throws IOException {
        assertEquals("the code in confirm is older than 10 minutes", at(600).refusal(at(0).issue(CALL, ""), CALL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob\ndelete_contact loc1 null {\"contactId\":\"c1\"}",
                "ann\ndelete_contact loc2 null {\"contactId\":\"c1\"}",
                "ann\ndelete_contact loc1 null {\"contactId\":\"c2\"}",
                "ann\ndelete_user loc1 null {\"contactId\":\"c1\"}"
            })
    void aCodeOfAnotherCallIsRefused(String other) throws IOException {
        String code = at(0).issue(CALL, "");
        assertTrue(at(0).refusal(code, other).contains("another call"));
        assertNull(at(0).refusal(code, CALL), "it is not used up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "true", "", "zzzzzzzz-000000000000000000000000", "0-000000000000000000000000", "-"})
    void whatIsNoCodeIsRefused(String made) throws IOException {
        assertTrue(at(0).refusal(made, CALL).contains("confirm"));
    }

    @Test
    void anotherExpiryCannotBeWrittenIntoACode() throws IOException {
        String code = at(0).issue(CALL, "");
        String later = at(60).issue(CALL, "").split("-", -1)[0] + "-" + code.split("-", -1)[1];
        assertNotEquals(code, later);
        assertTrue(at(0).refusal(later, CALL).contains("another call"));
    }

    @Test
    void aCodeCoversWhatWasShownAlone() throws IOException {
        String code = at(0).issue(CALL, "[vip]");
        assertNull(at(0).refusal(code, CALL));
        assertTrue(at(0).covers(code, "[vip]"));
        assertFalse(at(0).covers(code, "[vip, allergic]") || at(0).covers(code, ""));
        String bare = at(0).issue(CALL, "");
        assertTrue(at(0).covers(bare, "") && !at(0).covers(bare, "[vip]"));
        String[] parts = code.split("-", -1);
        assertTrue(at(0).refusal(parts[0] + "-" + parts[2], CALL).contains("another call"), "nothing can be left out");
    }

    @Test
    void aNoVoidsTheCodesThatWereGivenForThatCall() throws IOException {
        String before = at(0).issue(CALL, "");
        String other = at(0).issue(CALL + " ", "");
        at(1).decline(CALL);
        String after = at(2).issue(CALL, "");
        assertTrue(at(2).refusal(before, CALL).contains("the person has said no"));
        assertNull(at(2).refusal(other, CALL + " "));
        assertNull(at(2).refusal(after, CALL));
        at(3).decline(CALL);
        assertTrue(at(3).refusal(after, CALL).contains("the person has said no"));
    }

    @Test
    void ofManyAtOnceOneIsLetThrough() throws Exception {
        String code = at(0).issue(CALL, "");
        assertEquals(1, accepted(List.of(at(1)), code));
    }

    @Test
    void aFleetSharesItsCodes() throws Exception {
        try (RedisServer server = RedisServer.start();
                Redis one = redis(server);
                Redis two = redis(server)) {
            List<ConfirmationCodes> fleet = List.of(
                    new ConfirmationCodes(new RedisCodeMemory(one), () -> NOW),
                    new ConfirmationCodes(new RedisCodeMemory(two), () -> NOW));
            assertEquals(1, accepted(fleet, fleet.getFirst().issue(CALL, "")));
            String code = fleet.getLast().issue(CALL + " ", "");
            fleet.getFirst().decline(CALL + " ");
            assertTrue(fleet.getLast().refusal(code, CALL + " ").contains("has said no"), "of the other server too");
            server.kill();
            assertThrows(IOException.class, () -> fleet.getFirst().refusal(code, CALL + " "));
            assertThrows(IOException.class, () -> fleet.getLast().issue(CALL, ""));
        }
    }

    private static Redis redis(RedisServer server) {
        return new Redis(new Secret(server.url()), Duration.ofMillis(500), _ -> {});
    }

    private static long accepted(List<ConfirmationCodes> servers, String code) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries = IntStream.range(0, 16)
                    .mapToObj(i ->
                            threads.submit(() -> servers.get(i % servers.size()).use(code)))
                    .toList();
            long accepted = 0;
            for (var each : tries) {
                accepted += each.get() ? 1 : 0;
            }
            return accepted;
        }
    }

    private ConfirmationCodes at(int seconds) {
        return new ConfirmationCodes(memory, () -> NOW.plusSeconds(seconds));
    }
}
