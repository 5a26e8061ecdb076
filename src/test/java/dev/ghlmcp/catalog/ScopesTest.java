package dev.ghlmcp.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a token must be allowed to use for a tool.
class ScopesTest {
    private static final List<ToolDefinition> TOOLS = Catalog.load().tools();

    @Test
    void areTheCatalogues() {
        Map<String, JsonNode> facts = Contract.facts();
        Map<String, List<String>> wrong = new TreeMap<>();
        for (ToolDefinition tool : TOOLS) {
            List<String> wanted = facts.getOrDefault(tool.name(), Json.MAPPER.missingNode())
                    .path("scopes")
                    .valueStream()
                    .map(JsonNode::asString)
                    .toList();
            // HighLevel documents none for four of them; ours then follow the rule.
            if (!wanted.isEmpty() && !wanted.equals(tool.scopes())) {
                wrong.put(tool.name() + " " + tool.scopes(), wanted);
            }
        }
        assertEquals(Map.of(), wrong);
    }

    @Test
    void followTheToolsetUnlessTheRecordSaysOtherwise() {
        assertEquals(List.of("contacts.readonly"), scopes("search_contacts"));
        assertEquals(List.of("contacts.write"), scopes("bulk_update_contact_tags"));
        assertEquals(List.of("calendars/events.write"), scopes("create_appointment"));
        assertEquals(List.of("calendars/groups.write"), scopes("validate_calendar_group_slug"));
        assertEquals(List.of("snapshots.readonly"), scopes("list_snapshots"));
    }

    private static List<String> scopes(String name) {
        return TOOLS.stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElseThrow()
                .scopes();
    }
}
