package dev.ghlmcp.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.catalog.Complaints.Complaint;
import dev.ghlmcp.catalog.endpoint.Endpoint;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// Every tool is called once on the sandbox, with arguments made from nothing but the tool list.
class RoundTripTest {
    private static final Map<String, JsonNode> FACTS = Contract.facts();

    @ParameterizedTest
    @EnumSource
    void everyToolAnswers(Generation generation) {
        Catalog catalog = Catalog.load(generation);
        Map<String, String> failed = new TreeMap<>();
        List<Complaint> complaints = new ArrayList<>();
        for (ToolDefinition tool : catalog.tools()) {
            try (Trial trial = new Trial(catalog)) {
                ToolResult result = new Caller(trial, catalog).call(tool.name());
                if (result.error()) {
                    failed.put(tool.name(), result.text());
                } else if (!tool.composite() && FACTS.containsKey(tool.name())) {
                    complaints.addAll(complaints(tool, generation, result));
                }
            }
        }
        int all = catalog.tools().size();
        System.out.println("round trips, " + generation + ": " + (all - failed.size()) + " of " + all);
        assertEquals(Map.of(), failed);
        assertEquals(List.of(), Deviation.without(complaints, AnswerDeviations.of(generation)));
        assertEquals(List.of(), Deviation.idle(complaints, AnswerDeviations.of(generation)));
    }

    private static List<Complaint> complaints(ToolDefinition tool, Generation generation, ToolResult result) {
        JsonNode fact = FACTS.get(tool.name());
        OpenApi document = Contract.openApi((generation == Generation.V3 ? fact.path("v3") : fact)
                .path("spec_file")
                .asString());
        Endpoint at = tool.endpoint();
        JsonNode operation = document.operation(at.method(), at.path().toString());
        return new Answers(document)
                .of(tool.name(), Json.MAPPER.readTree(result.json().toString()), operation);
    }
}
