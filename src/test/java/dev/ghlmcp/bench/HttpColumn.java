package dev.ghlmcp.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What has been measured of one server over HTTP.
///
/// @param loads one a round
/// @param longs of a process that lived longer
record HttpColumn(Subject subject, List<Load> loads, List<LongRun> longs) {
    HttpColumn(Subject subject) {
        this(subject, new ArrayList<>(), new ArrayList<>());
    }

    double load(ToDoubleFunction<Load> figure) {
        return Timing.median(loads, figure);
    }

    double longRun(ToDoubleFunction<LongRun> figure) {
        return Timing.median(longs, figure);
    }

    /// A process that lives longer.
    ///
    /// @param halfMb   resident after half of the calls
    /// @param endMb    resident after all of them
    /// @param alone    p99 in us without idle streams
    /// @param crowded  p99 in us with them
    record LongRun(double halfMb, double endMb, double alone, double crowded) {}
}
