package dev.ghlmcp.cli.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// The settings say how the sandbox behaves.
class SandboxSettingsTest {
    @Test
    void areAPayingAccountUnlessTold() {
        assertEquals(
                SandboxOptions.defaults(),
                options(Map.of()).withClock(SandboxOptions.defaults().clock()));
    }

    @Test
    void changeWhatTheyName() {
        SandboxOptions options = options(Map.of(
                "GHL_SANDBOX_SEARCH_LAG_MS", "2000",
                "GHL_SANDBOX_DUPLICATES", "true",
                "GHL_SANDBOX_TRIAL", "true",
                "GHL_SANDBOX_RATE_INTERVAL_MS", "1000"));
        assertEquals(Duration.ofSeconds(2), options.searchLag());
        assertEquals(true, options.duplicates());
        assertEquals(25, options.burstLimit());
        assertEquals(10_000, options.dailyLimit());
        assertEquals(Duration.ofSeconds(1), options.burstInterval());
    }

    @Test
    void setAClockThatRunsFast() {
        SandboxOptions options =
                options(Map.of("GHL_SANDBOX_CLOCK", "2026-11-28T09:00:00Z", "GHL_SANDBOX_CLOCK_SPEED", "3600"));
        Instant started = Instant.parse("2026-11-28T09:00:00Z");
        Instant first = options.clock().instant();
        assertFalse(first.isBefore(started), first::toString);
        Instant later =
                Awaitility.await().until(() -> options.clock().instant(), now -> now.isAfter(first.plusSeconds(60)));
        assertTrue(later.isBefore(started.plus(Duration.ofDays(10))), later::toString);
    }

    @Test
    void areChecked() {
        assertEquals(
                "sandbox.clock must be a time such as 2026-11-28T09:00:00Z, got 'tomorrow'",
                assertThrows(SettingsException.class, () -> options(Map.of("GHL_SANDBOX_CLOCK", "tomorrow")))
                        .getMessage());
        SettingsException wrong =
                assertThrows(SettingsException.class, () -> options(Map.of("GHL_SANDBOX_RATE_INTERVAL_MS", "0")));
        assertEquals(
                "sandbox.rate-interval-ms must be a whole number of milliseconds from 1 to 999999999, got '0'",
                wrong.getMessage());
    }

    private static SandboxOptions options(Map<String, String> environment) {
        Map<Setting, String> none = Map.of();
        return SandboxSettings.options(Settings.load(null, null, environment, none));
    }
}
