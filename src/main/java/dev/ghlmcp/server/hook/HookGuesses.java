package dev.ghlmcp.server.hook;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Makes guessing slow: an address that fails ten times is not looked at for the rest of the minute. One that has
/// succeeded is always looked at, as it may be the proxy that everybody comes through, but what fails there is answered
/// late. Thread-safe.
///
/// It holds addresses of a limited number, those used last.
final class HookGuesses {
    static final int FREE = 10;

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int MAX_ADDRESSES = 10_000;

    /// Of an IPv6 address, which is how much of it a customer of a provider has to choose from.
    private static final int NETWORK_BYTES = 8;

    private final Map<String, Tries> addresses = new LinkedHashMap<>(16, 0.75f, true);
    private final LongSupplier nanos;

    private static final class Tries {
        private long begin;
        private int failures;
        private boolean known;
    }

    /// @param nanos a clock
    HookGuesses(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// How many seconds an address has to wait before it is looked at; 0 for none.
    synchronized long wait(String hook, InetAddress address) {
        Tries tries = addresses.get(key(hook, address));
        long left = tries == null ? 0 : tries.begin + MINUTE - nanos.getAsLong();
        return tries == null || tries.known || tries.failures < FREE || left <= 0 ? 0 : 1 + left / 1_000_000_000;
    }

    /// Notes that a guess was wrong.
    ///
    /// @return whether it shall be answered late
    synchronized boolean failed(String hook, InetAddress address) {
        Tries tries = addresses.computeIfAbsent(key(hook, address), _ -> new Tries());
        if (tries.failures == 0 || nanos.getAsLong() - tries.begin >= MINUTE) {
            tries.begin = nanos.getAsLong();
            tries.failures = 0;
        }
        tries.failures++;
        if (addresses.size() > MAX_ADDRESSES) {
            addresses.remove(addresses.keySet().iterator().next());
        }
        return tries.failures > FREE;
    }

    /// Notes that an address has the secret.
    synchronized void passed(String hook, InetAddress address) {
        Tries tries = addresses.computeIfAbsent(key(hook, address), _ -> new Tries());
        tries.known = true;
        if (addresses.size() > MAX_ADDRESSES) {
            addresses.remove(addresses.keySet().iterator().next());
        }
    }

    private static String key(String hook, InetAddress address) {
        byte[] bytes = address.getAddress();
        return hook + " " + HexFormat.of().formatHex(bytes.length == 4 ? bytes : Arrays.copyOf(bytes, NETWORK_BYTES));
    }
}
