package dev.ghlmcp.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.highlevel.account.TargetAccount;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Callers;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.mcp.call.CompletedCall;
import dev.ghlmcp.mcp.call.ToolResult;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

class RecentCallsTest {
    private static final Caller ANNA = Callers.named("anna");
    private static final Caller BERT = Callers.named("bert");

    private final RecentCalls calls = new RecentCalls();

    @Test
    void nobodySeesAnothersCalls() {
        call(ANNA, "get_contact");
        call(BERT, "delete_contact");
        assertEquals("[\"get_contact\"]", tools(ANNA));
        assertEquals("[\"delete_contact\"]", tools(BERT));
        assertEquals("[]", tools(Callers.named("local")));
    }

    @Test
    void theLastComeFirstAndOnlySoManyStay() {
        for (int i = 0; i < 100; i++) {
            call(ANNA, "get_contact");
        }
        call(ANNA, "search_contacts");
        ArrayNode selected = calls.of(ANNA);
        assertEquals(30, selected.size());
        assertEquals("search_contacts", selected.path(0).path("tool").asString());
    }

    @Test
    void theyHoldNeitherArgumentsNorResults() {
        call(ANNA, "get_contact");
        JsonNode shown = calls.of(ANNA).path(0);
        assertFalse(shown.toString().contains("Jane"), shown.toString());
        assertEquals("404", shown.path("outcome").asString());
        assertEquals(12, shown.path("ms").asInt());
    }

    private void call(Caller caller, String tool) {
        calls.ended(new CompletedCall(
                caller,
                Catalog.load().find(tool),
                Json.MAPPER.createObjectNode().put("name", "Jane"),
                TargetAccount.NONE,
                null,
                new ToolResult("There is no Jane", null, null, true, "404"),
                12_345_678));
    }

    private String tools(Caller caller) {
        ArrayNode names = Json.MAPPER.createArrayNode();
        calls.of(caller).forEach(call -> names.add(call.path("tool").asString()));
        return names.toString();
    }
}
