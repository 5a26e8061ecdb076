package dev.ghlmcp.bench;

import java.nio.file.Path;
import java.util.List;

/// How much to measure: each number can be given as `-Dbench.<name>=`, and `-Dbench.quick` asks for small ones.
record Options(
        int starts,
        int rounds,
        int warmUp,
        int calls,
        int inFlightCalls,
        int longCalls,
        int streams,
        String part,
        Path program,
        Path schemas) {

    static Options read() {
        boolean quick = !get("quick", "false").equals("false");
        return new Options(
                number("starts", quick ? 3 : 11),
                number("rounds", quick ? 1 : 5),
                number("warmUp", quick ? 5_000 : 30_000),
                number("calls", quick ? 1_000 : 5_000),
                number("inFlightCalls", quick ? 5_000 : 20_000),
                number("longCalls", quick ? 10_000 : 100_000),
                number("streams", quick ? 100 : 1_000),
                get("part", "stdio https call http growth eras"),
                Path.of(get("program", "target/ghl-mcp/bin/ghl-mcp")),
                Path.of(get("schemas", "tool-schemas")));
    }

    private static int number(String name, int otherwise) {
        return Integer.parseInt(get(name, Integer.toString(otherwise)));
    }

    /// Whether this part is asked for.
    boolean measures(String name) {
        return List.of(part.split(" ")).contains(name);
    }

    /// Maven passes what was not given as an empty text.
    private static String get(String name, String otherwise) {
        String value = System.getProperty("bench." + name, "");
        return value.isEmpty() ? otherwise : value;
    }
}
