package dev.ghlmcp.catalog.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.endpoint.Endpoint;
import dev.ghlmcp.catalog.endpoint.PathTemplate.Segment;
import dev.ghlmcp.index.ApiIndex;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// No argument makes the path of one operation that of another, which may be of a class that is off.
class ApiPathsTest {
    /// Operations whose path takes some words alone, each of which HighLevel also describes by itself.
    private static final List<String> TWICE =
            List.of("attach_social_oauth_account", "list_social_oauth_accounts", "start_social_oauth");

    @ParameterizedTest
    @EnumSource(Generation.class)
    void noIdLeadsToAnotherOperation(Generation generation) {
        ApiTools api = new ApiTools(generation);
        List<ToolDefinition> all = new ArrayList<>(Catalog.load(generation).tools());
        ApiIndex.get().names().forEach(name -> all.add(api.tool(name)));
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (ToolDefinition tool : all) {
            for (ToolDefinition other : all) {
                for (Endpoint from : tool.endpoints()) {
                    for (Endpoint to : other.endpoints()) {
                        compared++;
                        if (becomes(from, to) && !sameByName(tool, other)) {
                            wrong.add(tool.name() + " -> " + other.name());
                        }
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(compared > 300_000, "compared " + compared);
    }

    private static boolean sameByName(ToolDefinition tool, ToolDefinition other) {
        return TWICE.contains(tool.name())
                && tool.hints().consent().equals(other.hints().consent())
                && tool.hints().readOnly() == other.hints().readOnly();
    }

    private static boolean becomes(Endpoint from, Endpoint to) {
        List<Segment> own = from.path().segments();
        List<Segment> others = to.path().segments();
        if (!from.method().equals(to.method()) || own.size() != others.size()) {
            return false;
        }
        boolean filled = false;
        for (int i = 0; i < own.size(); i++) {
            if (others.get(i) instanceof Segment.Literal(String word)) {
                switch (own.get(i)) {
                    case Segment.Literal(String text)
                    when !text.equals(word) -> {
                        return false;
                    }
                    case Segment.Hole hole
                    when hole.reserves(word) -> {
                        return false;
                    }
                    case Segment.Hole _ -> filled = true;
                    case Segment.Literal _ -> {}
                }
            }
        }
        return filled;
    }
}
