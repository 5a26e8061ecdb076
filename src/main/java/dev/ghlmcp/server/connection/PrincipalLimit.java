package dev.ghlmcp.server.connection;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// How much of something each principal may have at once, so that none takes the share of others. Thread-safe.
public final class PrincipalLimit {
    private final ConcurrentMap<String, Integer> taken = new ConcurrentHashMap<>();
    private final int max;

    /// @param max of one principal
    public PrincipalLimit(int max) {
        this.max = max;
    }

    /// The most that one may have.
    public int max() {
        return max;
    }

    /// Takes one.
    ///
    /// @return false if the principal has all that it may have
    public boolean take(String principal) {
        boolean[] given = {false};
        taken.compute(principal, (_, before) -> {
            int had = before == null ? 0 : before;
            given[0] = had < max;
            return given[0] ? (Integer) (had + 1) : before;
        });
        return given[0];
    }

    /// Gives one back.
    public void give(String principal) {
        taken.computeIfPresent(principal, (_, had) -> had == 1 ? null : had - 1);
    }
}
