package dev.ghlmcp.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.json.Json;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ToolViewTest {
    private final ToolView list = ToolView.load();

    @Test
    void namesEveryToolOfTheCatalogOnce() {
        List<String> declared = Stream.concat(Catalog.load().tools().stream(), Overview.tools(list.entries()).stream())
                .map(ToolDefinition::name)
                .sorted()
                .toList();
        assertEquals(declared, list.listed().stream().sorted().toList());
    }

    @Test
    void servesAnArrayInTheOrderOfItsNames() {
        JsonNode array = Json.MAPPER.readTree(list.json());
        assertEquals(
                list.listed(),
                array.valueStream().map(entry -> entry.path("name").asString()).toList());
    }

    @Test
    void parsesTheEntriesOnDemand() {
        JsonNode entry = list.entries().get("get_contact");
        assertEquals(new TreeSet<>(list.listed()), new TreeSet<>(list.entries().keySet()));
        assertEquals("Get contact", entry.path("title").asString());
        assertEquals(
                Set.of("contactId", "locationId", "fields"),
                Set.copyOf(entry.path("inputSchema").path("properties").propertyNames()));
    }

    @Test
    void aNameAsLongAsAMessageIsShownInPart() {
        assertEquals("Unknown tool: " + "m".repeat(60) + "...", ToolView.load().refusal("m".repeat(3_800_000)));
    }
}
