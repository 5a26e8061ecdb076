package dev.ghlmcp.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What has been measured of one subject; a column of the report. The floor has no starts.
record Column(String name, Opening opening, List<Start> starts, List<Load> loads) {

    Column(String name, Opening opening) {
        this(name, opening, new ArrayList<>(), new ArrayList<>());
    }

    double start(ToDoubleFunction<Start> figure) {
        return Timing.median(starts, figure);
    }

    double load(ToDoubleFunction<Load> figure) {
        return Timing.median(loads, figure);
    }

    /// How to get the subject ready for calls.
    interface Opening {
        Callee open() throws IOException;
    }
}
