package dev.ghlmcp.bench;

import java.io.IOException;

/// One round of calls to one callee after a warm-up, and the peak memory of a server at its end.
record Load(Timing sequential, Timing inFlight, double peakMb) {

    static Load of(Callee callee, Options options, MockProcess mock) throws IOException {
        callee.inFlight(options.warmUp());
        callee.sequential(options.warmUp() / 10);
        long before = mock.answered();
        Timing sequential = callee.sequential(options.calls());
        Timing inFlight = callee.inFlight(options.inFlightCalls());
        long arrived = mock.answered() - before;
        if (arrived != options.calls() + options.inFlightCalls()) {
            throw new IOException("The mock saw %d requests for %d calls"
                    .formatted(arrived, options.calls() + options.inFlightCalls()));
        }
        double peakMb = callee instanceof StdioServer server ? server.usage().peakMb() : Double.NaN;
        return new Load(sequential, inFlight, peakMb);
    }
}
