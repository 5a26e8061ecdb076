package dev.ghlmcp.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// The same call with a session and without one (MCP 2026-07-28), by turns in one process of ours.
record Eras(Options options, int apiPort) {
    static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private static final int ROUNDS = 5;

    /// One round of one era.
    private record Round(Timing alone, Timing crowd) {
        static Round of(Callee callee, Options options) throws IOException {
            return new Round(callee.sequential(options.calls()), callee.inFlight(options.inFlightCalls()));
        }
    }

    String text(Subject stdio, Subject http) throws IOException, InterruptedException {
        List<Round> older = new ArrayList<>();
        List<Round> newer = new ArrayList<>();
        String pipe;
        try (StdioServer server = Start.ready(stdio.start(apiPort))) {
            server.inFlight(options.warmUp());
            for (int i = 0; i <= ROUNDS; i++) {
                server.stateless(false);
                older.add(Round.of(server, options));
                server.stateless(true);
                newer.add(Round.of(server, options));
            }
            pipe = line("stdio", older, newer);
        }
        older.clear();
        newer.clear();
        try (HttpServed server = http.serve(apiPort);
                Wire stateless = server.stateless()) {
            server.inFlight(options.warmUp());
            for (int i = 0; i <= ROUNDS; i++) {
                older.add(Round.of(server, options));
                newer.add(Round.of(stateless, options));
            }
        }
        return "A call of MCP 2026-07-28 beside one of a session, the same process, medians of " + ROUNDS + " rounds:\n"
                + pipe + line("HTTP", older, newer);
    }

    /// The first round of each era compiles.
    private static String line(String transport, List<Round> older, List<Round> newer) {
        return String.format(
                Locale.ROOT,
                "  %-5s  p50 %.0f us (session %.0f us), %,.0f calls/s with %d in flight (session %,.0f)%n",
                transport,
                median(newer, round -> round.alone().p50Micros()),
                median(older, round -> round.alone().p50Micros()),
                median(newer, round -> round.crowd().perSecond()),
                Callee.IN_FLIGHT,
                median(older, round -> round.crowd().perSecond()));
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return Timing.median(rounds.subList(1, rounds.size()), figure);
    }
}
