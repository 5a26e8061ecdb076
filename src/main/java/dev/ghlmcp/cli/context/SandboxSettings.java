package dev.ghlmcp.cli.context;

import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/// Reads the sandbox's behaviour from the settings.
public final class SandboxSettings {
    private static final int HOUR = 3_600_000;
    private static final int MAX_SPEED = 3600;

    private static final Pattern LOCAL = Pattern.compile("localhost|127(\\.\\d+){3}|\\[::1]");

    private SandboxSettings() {}

    /// The sandbox that the settings lead to, if their address is on this machine: `--sandbox` means that one. Null
    /// if there is none, so that one is started.
    ///
    /// @throws dev.ghlmcp.config.SettingsException if the address cannot be used
    public static URI running(Settings settings) {
        URI named = settings.address(Setting.BASE_URL);
        return local(named) ? named : null;
    }

    /// Whether an address is on this machine.
    static boolean local(URI address) {
        return address.getHost() != null && LOCAL.matcher(address.getHost()).matches();
    }

    /// The options of the sandbox.
    ///
    /// @throws dev.ghlmcp.config.SettingsException if a setting cannot be used
    public static SandboxOptions options(Settings settings) {
        SandboxOptions options = SandboxOptions.defaults()
                .withSearchLag(Duration.ofMillis(settings.number(Setting.SANDBOX_SEARCH_LAG, 0, HOUR)))
                .withDuplicates(settings.flag(Setting.SANDBOX_DUPLICATES))
                .withBurstInterval(settings.millis(Setting.SANDBOX_RATE_INTERVAL))
                .withClock(clock(settings));
        return settings.flag(Setting.SANDBOX_TRIAL) ? options.withTrialLimits() : options;
    }

    private static InstantSource clock(Settings settings) {
        String start = settings.text(Setting.SANDBOX_CLOCK);
        int speed = settings.number(Setting.SANDBOX_CLOCK_SPEED, 1, MAX_SPEED);
        if (start == null && speed == 1) {
            return InstantSource.system();
        }
        try {
            Instant first =
                    start == null ? Instant.now() : OffsetDateTime.parse(start).toInstant();
            long began = System.nanoTime();
            return () -> first.plusNanos((System.nanoTime() - began) * speed);
        } catch (DateTimeParseException _) {
            throw new SettingsException(
                    Setting.SANDBOX_CLOCK.key() + " must be a time such as 2026-11-28T09:00:00Z, got '" + start + "'");
        }
    }
}
