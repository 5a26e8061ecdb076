package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.sandbox.http.RateQuota;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The limits of each sub-account and of the agency, and what the sandbox measures of those who call.
class SandboxTrafficTest {
    private static final SandboxOptions OPTIONS = SandboxOptions.defaults().withLimits(3, 10);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T10:00:00Z"));

    @AutoClose
    private final Wire wire = Wire.start(OPTIONS.withClock(now::get));

    @Test
    void countsEachLocationAndTheAgencyByItself() {
        for (int i = 0; i < 3; i++) {
            assertEquals(200, wire.get("/contacts/?locationId=LOC").status());
        }
        assertEquals(429, wire.get("/contacts/?locationId=LOC").status());
        String path = "/contacts/?locationId=" + SampleAccount.SECOND_LOCATION_ID;
        Wire.Answer other = wire.send(SampleAccount.SECOND_LOCATION_TOKEN, "2021-07-28", "GET", path, null);
        assertEquals(200, other.status());
        assertEquals("2", header(other, "Remaining"));
        assertEquals("2", header(wire.asAgency("GET", "/locations/search", null), "Remaining"));
    }

    @Test
    void sharesALocationsLimitAmongItsTokens() {
        String token = new App(wire)
                .install(Map.of("locationId", SampleAccount.LOCATION_ID))
                .get("access_token")
                .stringValue();
        assertEquals("2", header(wire.get("/contacts/?locationId=LOC"), "Remaining"));
        Wire.Answer second = wire.send(token, "2021-07-28", "GET", "/contacts/?locationId=LOC", null);
        assertEquals("1", header(second, "Remaining"));
    }

    @Test
    void limitsAnIntervalOfItsOwn() {
        try (Wire fast = Wire.start(OPTIONS.withClock(now::get).withBurstInterval(Duration.ofSeconds(1)))) {
            List<Integer> statuses = new ArrayList<>();
            for (int millis : List.of(0, 100, 200, 900, 1000)) {
                now.set(Instant.parse("2026-11-23T10:00:00Z").plusMillis(millis));
                statuses.add(fast.get("/contacts/?locationId=LOC").status());
            }
            assertEquals(List.of(200, 200, 200, 429, 200), statuses);
            assertEquals("1000", header(fast.get("/contacts/?locationId=LOC"), "Interval-Milliseconds"));
        }
    }

    @Test
    void slidesItsWindow() {
        List<Integer> statuses = new ArrayList<>();
        for (int second : List.of(0, 8, 9, 10, 11, 17, 18)) {
            now.set(Instant.parse("2026-11-23T10:00:00Z").plusSeconds(second));
            statuses.add(wire.get("/contacts/?locationId=LOC").status());
        }
        assertEquals(List.of(200, 200, 200, 200, 429, 429, 200), statuses);
    }

    @Test
    void neverAdmitsMoreInAnyTenSeconds() {
        RateQuota quota = new RateQuota(OPTIONS.withLimits(100, 0).withClock(now::get));
        Random random = new Random(4);
        List<Instant> admitted = new ArrayList<>();
        int arrived = 20_000;
        for (int i = 0; i < arrived; i++) {
            now.set(now.get().plusMillis(random.nextInt(50)));
            if (quota.take()) {
                admitted.add(now.get());
            }
        }
        assertTrue(admitted.size() > 4_900 && admitted.size() < arrived, admitted::toString);
        for (int i = 100; i < admitted.size(); i++) {
            assertTrue(!admitted.get(i).isBefore(admitted.get(i - 100).plusSeconds(10)));
        }
    }

    @Test
    void tellsWhenTheDayEnds() {
        assertEquals("86400000", header(wire.get("/contacts/?locationId=LOC"), "Daily-Reset"));
        now.set(now.get().plusSeconds(60));
        assertEquals("86340000", header(wire.get("/contacts/?locationId=LOC"), "Daily-Reset"));
    }

    @Test
    void measuresWhatArrivesRefusedOrNot() {
        for (int second : List.of(0, 1, 2, 3, 11, 12, 30)) {
            now.set(Instant.parse("2026-11-23T10:00:00Z").plusSeconds(second));
            assertTrue(wire.get("/contacts/?locationId=LOC").status() > 0);
        }
        assertEquals(4, wire.sandbox().busiest(SampleAccount.LOCATION_ID));
        assertEquals(0, wire.sandbox().busiest(SampleAccount.SECOND_LOCATION_ID));
        assertEquals(Map.of(200, 6, 429, 1), wire.sandbox().statuses());
    }

    private static String header(Wire.Answer answer, String name) {
        return answer.headers().firstValue("X-RateLimit-" + name).orElseThrow();
    }
}
