package dev.ghlmcp.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.mcp.ToolResult;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every tool is called once on the sandbox, with arguments made from nothing but the tool list.
class RoundTripTest {
    @ParameterizedTest
    @EnumSource
    void everyToolAnswers(Generation generation) {
        Catalog catalog = Catalog.load(generation);
        Map<String, String> failed = new TreeMap<>();
        for (Tool tool : catalog.tools()) {
            try (Trial trial = new Trial(catalog)) {
                ToolResult result = new Caller(trial, catalog).call(tool.name());
                if (result.error()) {
                    failed.put(tool.name(), result.text());
                }
            }
        }
        int all = catalog.tools().size();
        System.out.println("round trips, " + generation + ": " + (all - failed.size()) + " of " + all);
        assertEquals(Map.of(), failed);
    }
}
