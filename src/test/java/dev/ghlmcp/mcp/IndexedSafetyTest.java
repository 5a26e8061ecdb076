package dev.ghlmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.index.ApiIndex;
import dev.ghlmcp.index.ApiOperation;
import dev.ghlmcp.index.ApiRisk;
import dev.ghlmcp.index.Generated;
import dev.ghlmcp.mcp.call.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/// What holds for every operation of the index, all of which are switched on here.
class IndexedSafetyTest {
    private static final Set<ApiRisk> ASKED = Set.of(ApiRisk.IRREVERSIBLE, ApiRisk.OUTWARD, ApiRisk.MONEY);

    private final List<String> wrong = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void aDryRunSendsNothing(Generation generation) {
        try (IndexedUpstream upstream = new IndexedUpstream(generation, new AccountLocations("loc1"), "all")) {
            each(generation, operation -> {
                if (operation.risk() != ApiRisk.READ) {
                    ToolResult result = call(
                            upstream,
                            operation,
                            arguments(operation, generation).put("dryRun", true));
                    unless(!result.error(), operation, result);
                }
            });
            assertEquals(List.of(), writes(upstream));
        }
        assertEquals(List.of(), wrong);
    }

    @ParameterizedTest
    @EnumSource
    void whatWantsAPersonIsNotSentWithoutOne(Generation generation) {
        int[] asked = {0};
        try (IndexedUpstream upstream = new IndexedUpstream(generation, new AccountLocations("loc1"), "all")) {
            each(generation, operation -> {
                if (ASKED.contains(operation.risk())) {
                    asked[0]++;
                    ToolResult result = call(upstream, operation, arguments(operation, generation));
                    boolean code = operation.risk() == ApiRisk.IRREVERSIBLE;
                    unless(code ? !result.json().path("done").asBoolean(true) : result.error(), operation, result);
                }
            });
            assertEquals(List.of(), writes(upstream));
        }
        assertTrue(asked[0] > 90);
        assertEquals(List.of(), wrong);
    }

    /// Wherever in the arguments it is named.
    @ParameterizedTest
    @EnumSource
    void aCallerThatIsFencedInReachesNoOtherSubAccount(Generation generation) {
        AccountLocations fence = new AccountLocations("loc1", Map.of(), Set.of("loc1"));
        try (IndexedUpstream upstream = new IndexedUpstream(generation, fence, "all")) {
            each(generation, operation -> {
                ObjectNode arguments = Generated.arguments(
                        operation.in(generation == Generation.V3),
                        true,
                        Map.of("companyId", "comp1", "locationId", "loc2", "altId", "loc2"));
                if (arguments.toString().contains("loc2")) {
                    ToolResult result = call(upstream, operation, arguments);
                    unless(result.error(), operation, result);
                }
                ToolResult named = call(
                        upstream, operation, arguments(operation, generation).put("locationId", "loc2"));
                unless(named.error(), operation, named);
            });
            assertEquals(
                    List.of(),
                    upstream.urls().stream().filter(url -> url.contains("loc2")).toList());
        }
        assertEquals(List.of(), wrong);
    }

    private static void each(Generation generation, Consumer<ApiOperation> check) {
        ApiIndex.get().operations().stream()
                .filter(operation -> operation.risk() != ApiRisk.NEVER)
                .filter(operation -> operation.in(generation == Generation.V3) != null)
                .forEach(check);
    }

    private static ObjectNode arguments(ApiOperation operation, Generation generation) {
        return Generated.arguments(
                operation.in(generation == Generation.V3), true, Map.of("companyId", "comp1", "locationId", "loc1"));
    }

    private static ToolResult call(IndexedUpstream upstream, ApiOperation operation, ObjectNode arguments) {
        return upstream.call(operation.name(), arguments.toString());
    }

    private void unless(boolean right, ApiOperation operation, ToolResult result) {
        if (!right) {
            wrong.add(operation.name() + ": " + result.text());
        }
    }

    private static List<String> writes(IndexedUpstream upstream) {
        return upstream.server.getAllServeEvents().stream()
                .map(ServeEvent::getRequest)
                .filter(request -> !request.getMethod().getName().equals("GET"))
                .map(request -> request.getMethod() + " " + request.getUrl())
                .toList();
    }
}
