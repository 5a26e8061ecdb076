package dev.ghlmcp.highlevel.limit;

import java.util.Arrays;
import java.util.List;

/// Counts what arrived in any stretch of time, wherever it begins: HighLevel's rule in its strictest reading.
public final class Window {
    private Window() {}

    /// The most arrivals in any stretch of this length.
    public static int busiest(List<Long> arrivals, long length) {
        long[] times = arrivals.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(times);
        int max = 0;
        for (int first = 0, last = 0; last < times.length; last++) {
            while (times[last] - times[first] >= length) {
                first++;
            }
            max = Math.max(max, last - first + 1);
        }
        return max;
    }
}
