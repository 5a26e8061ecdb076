package dev.ghlmcp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.time.Duration;
import java.util.Map;
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
    void areChecked() {
        SettingsException wrong =
                assertThrows(SettingsException.class, () -> options(Map.of("GHL_SANDBOX_RATE_INTERVAL_MS", "0")));
        assertEquals("sandbox.rate-interval-ms must be a whole number of milliseconds, got '0'", wrong.getMessage());
    }

    private static SandboxOptions options(Map<String, String> environment) {
        Map<Setting, String> none = Map.of();
        return SandboxSettings.options(Settings.load(null, null, environment, none));
    }
}
