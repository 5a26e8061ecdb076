package dev.ghlmcp.sandbox.http;

import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// What came in, counted by its owner and by its answer.
public final class TrafficCounter {
    private final SandboxOptions options;
    private final Map<String, RateQuota> quotas = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();

    public TrafficCounter(SandboxOptions options) {
        this.options = options;
    }

    /// The quota of one owner.
    ///
    /// @param owner the id of a sub-account or of the agency
    public RateQuota quota(String owner) {
        return quotas.computeIfAbsent(owner, _ -> new RateQuota(options));
    }

    void answered(int status) {
        statuses.merge(status, 1, Integer::sum);
    }

    public Map<Integer, Integer> statuses() {
        return new TreeMap<>(statuses);
    }
}
