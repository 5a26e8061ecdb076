package dev.ghlmcp.mcp.location;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.account.FixedTokens;
import dev.ghlmcp.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// What is read of a sub-account is kept for its account alone, for a while, and not for too many.
class LocationCacheTest {
    private static final Access ONE = access("pit-one");

    private final AtomicLong nanos = new AtomicLong();
    private final LocationCache<String> cache = new LocationCache<>(Duration.ofMinutes(10), String::length, nanos::get);

    @Test
    void noAccountSeesWhatAnotherRead() {
        assertEquals("mine", read(ONE, "loc1", "mine"));
        assertEquals("theirs", read(access("pit-two"), "loc1", "theirs"));
        assertEquals("mine", read(ONE, "loc1", "other"));
        assertEquals("mine", read(access("pit-one"), "loc1", "other"), "The same account by another object");
        assertEquals("elsewhere", read(ONE, "loc2", "elsewhere"));
    }

    @Test
    void itEnds() {
        read(ONE, "loc1", "old");
        nanos.addAndGet(Duration.ofMinutes(10).toNanos() - 1);
        assertEquals("old", read(ONE, "loc1", "new"));
        nanos.incrementAndGet();
        assertEquals("new", read(ONE, "loc1", "new"));
    }

    @Test
    void theOldestGoWhenAllTogetherAreTooLarge() {
        for (int i = 0; i < 10; i++) {
            read(ONE, "loc" + i, "5".repeat(5_000));
        }
        assertEquals("5".repeat(5_000), read(ONE, "loc0", "other"), "all have room");
        read(ONE, "loc10", "6".repeat(5_001));
        assertEquals("again", read(ONE, "loc0", "again"));
        assertEquals("again", read(ONE, "loc1", "again"), "two had to go for one that was larger");
        assertEquals("5".repeat(5_000), read(ONE, "loc3", "again"));
        assertEquals("6".repeat(5_001), read(ONE, "loc10", "again"));
    }

    @Test
    void whatIsTooLargeByItselfIsReadEachTime() {
        assertEquals(60_000, read(ONE, "loc1", "7".repeat(60_000)).length());
        assertEquals("small", read(ONE, "loc1", "small"));
        assertEquals("small", read(ONE, "loc1", "other"));
    }

    @Test
    void whatIsForgottenWhileItIsReadIsNotKept() {
        assertEquals("stale", cache.get(ONE, "loc1", (_, _) -> true, () -> {
            cache.forget("loc1");
            return "stale";
        }));
        assertNull(cache.kept(ONE, "loc1", (_, _) -> true));
    }

    @Test
    void callersOfOneCredentialShareWhatTheyMaySee() {
        read(ONE, "loc1", "mine");
        Access narrower = new Access(ONE.credentials(), ONE.locations().narrowed(List.of("loc1")), null);
        assertEquals("mine", read(narrower, "loc1", "other"));
    }

    @Test
    void whatDoesNotServeIsReadAgain() {
        read(ONE, "loc1", "bad");
        assertEquals("good", cache.get(ONE, "loc1", (known, _) -> !known.equals("bad"), () -> "good"));
        cache.forget("loc1");
        assertNull(cache.kept(ONE, "loc1", (_, _) -> true));
    }

    @Test
    void anInterruptedCallGetsNothing() {
        Thread.currentThread().interrupt();
        assertNull(read(ONE, "loc1", "late"));
        assertTrue(Thread.interrupted());
    }

    private String read(Access access, String location, String value) {
        return cache.get(access, location, (_, _) -> true, () -> value);
    }

    private static Access access(String token) {
        return new Access(new FixedTokens(new Secret(token), null, null), new AccountLocations("loc1"), null);
    }
}
