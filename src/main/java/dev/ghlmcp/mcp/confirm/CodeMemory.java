package dev.ghlmcp.mcp.confirm;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// What servers must share so that a code of one is known to the others and used once. Thread-safe.
public interface CodeMemory {
    /// The key of the codes.
    ///
    /// @throws IOException if it cannot be had now
    byte[] key() throws IOException;

    /// What was kept under a name; null if nothing, or no longer.
    ///
    /// @throws IOException if that cannot be known now
    String get(String name) throws IOException;

    /// Keeps a text under a name.
    ///
    /// @param life    how long
    /// @param replace what there is
    /// @return false if there is something, and it is not to be replaced
    /// @throws IOException if that cannot be done now
    boolean put(String name, String text, Duration life, boolean replace) throws IOException;

    /// Of this process alone.
    static CodeMemory local() {
        record Kept(String text, long end) {
            boolean over() {
                return end - System.nanoTime() < 0;
            }
        }
        return new CodeMemory() {
            private final Map<String, Kept> all = new HashMap<>();
            private byte[] key;

            @Override
            public synchronized byte[] key() {
                if (key == null) {
                    key = random();
                }
                return key;
            }

            @Override
            public synchronized String get(String name) {
                Kept kept = all.get(name);
                return kept == null || kept.over() ? null : kept.text();
            }

            @Override
            public synchronized boolean put(String name, String text, Duration life, boolean replace) {
                all.values().removeIf(Kept::over);
                if (!replace && all.containsKey(name)) {
                    return false;
                }
                all.put(name, new Kept(text, System.nanoTime() + life.toNanos()));
                return true;
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
