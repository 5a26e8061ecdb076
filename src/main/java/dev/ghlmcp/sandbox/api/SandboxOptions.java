package dev.ghlmcp.sandbox.api;

import java.time.Duration;
import java.time.InstantSource;

/// How a sandbox behaves where the real HighLevel depends on the account or on time.
///
/// @param port       to listen on; 0 for any free one
/// @param searchLag  how long searches, lists and the duplicate check do not see what is written
/// @param burstLimit requests per burst interval, ten seconds by default; 0 for no limit
/// @param burstInterval the time that the burst limit is for
/// @param dailyLimit requests per day; 0 for no limit
/// @param duplicates the location allows contacts that share an e-mail address or phone number
/// @param tokenLifetime how long an access token of OAuth serves
/// @param clock      what the sandbox takes for the time
public record SandboxOptions(
        int port,
        Duration searchLag,
        int burstLimit,
        Duration burstInterval,
        int dailyLimit,
        boolean duplicates,
        Duration tokenLifetime,
        InstantSource clock) {
    /// A paying account on any free port.
    public static SandboxOptions defaults() {
        return new SandboxOptions(
                0,
                Duration.ZERO,
                100,
                Duration.ofSeconds(10),
                200_000,
                false,
                Duration.ofSeconds(86_399),
                InstantSource.system());
    }

    /// The same on this port.
    public SandboxOptions withPort(int port) {
        return new SandboxOptions(
                port, searchLag, burstLimit, burstInterval, dailyLimit, duplicates, tokenLifetime, clock);
    }

    /// The same with a search index that lags behind.
    public SandboxOptions withSearchLag(Duration searchLag) {
        return new SandboxOptions(
                port, searchLag, burstLimit, burstInterval, dailyLimit, duplicates, tokenLifetime, clock);
    }

    /// The same with these limits.
    public SandboxOptions withLimits(int burstLimit, int dailyLimit) {
        return new SandboxOptions(
                port, searchLag, burstLimit, burstInterval, dailyLimit, duplicates, tokenLifetime, clock);
    }

    /// The same with the limits of a trial account.
    public SandboxOptions withTrialLimits() {
        return withLimits(25, 10_000);
    }

    /// The same, where the burst limit is for this time.
    public SandboxOptions withBurstInterval(Duration burstInterval) {
        return new SandboxOptions(
                port, searchLag, burstLimit, burstInterval, dailyLimit, duplicates, tokenLifetime, clock);
    }

    /// The same, allowing duplicate contacts or not.
    public SandboxOptions withDuplicates(boolean duplicates) {
        return new SandboxOptions(
                port, searchLag, burstLimit, burstInterval, dailyLimit, duplicates, tokenLifetime, clock);
    }

    /// The same with access tokens of OAuth that serve so long.
    public SandboxOptions withTokenLifetime(Duration tokenLifetime) {
        return new SandboxOptions(
                port, searchLag, burstLimit, burstInterval, dailyLimit, duplicates, tokenLifetime, clock);
    }

    /// The same at the time of this clock.
    public SandboxOptions withClock(InstantSource clock) {
        return new SandboxOptions(
                port, searchLag, burstLimit, burstInterval, dailyLimit, duplicates, tokenLifetime, clock);
    }
}
