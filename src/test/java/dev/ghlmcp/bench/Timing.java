package dev.ghlmcp.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// How long calls took one by one, and how many were answered in a second.
record Timing(double p50Micros, double p99Micros, double perSecond) {

    /// Sorts `nanos`, one duration a call.
    static Timing of(long[] nanos, long elapsedNanos) {
        Arrays.sort(nanos);
        return new Timing(percentile(nanos, 0.50), percentile(nanos, 0.99), nanos.length * 1e9 / elapsedNanos);
    }

    private static double percentile(long[] sorted, double part) {
        return sorted[(int) Math.round(part * (sorted.length - 1))] / 1e3;
    }

    /// The median of one figure over several runs, or NaN where nothing was measured.
    static <T> double median(List<T> runs, ToDoubleFunction<T> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
}
