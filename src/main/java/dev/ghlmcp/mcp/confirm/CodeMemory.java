package dev.ghlmcp.mcp.confirm;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What servers must share so that a code of one is known to the others and used once. Thread-safe.
public interface CodeMemory {
    /// The key of the codes.
    ///
    /// @throws IOException if it cannot be had now
    byte[] key() throws IOException;

    /// Takes note that a code is used.
    ///
    /// @param left until it expires
    /// @return false if it was used before
    /// @throws IOException if that cannot be known now
    boolean use(String code, Duration left) throws IOException;

    /// Of this process alone.
    static CodeMemory local() {
        return new CodeMemory() {
            private final Map<String, Long> used = new ConcurrentHashMap<>();
            private byte[] key;

            @Override
            public synchronized byte[] key() {
                if (key == null) {
                    key = random();
                }
                return key;
            }

            @Override
            public boolean use(String code, Duration left) {
                long now = System.nanoTime();
                used.values().removeIf(end -> end - now < 0);
                return used.putIfAbsent(code, now + left.toNanos()) == null;
            }
        };
    }

    /// A new key.
    static byte[] random() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return key;
    }
}
