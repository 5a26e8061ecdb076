package dev.ghlmcp.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ToolListTest {
    private final ToolList list = ToolList.load();

    @Test
    void namesEveryToolOfTheCatalogOnce() {
        List<String> declared =
                Catalog.load().tools().stream().map(Tool::name).sorted().toList();
        assertEquals(declared, list.names().stream().sorted().toList());
    }

    @Test
    void servesAnArrayInTheOrderOfItsNames() {
        JsonNode array = Json.MAPPER.readTree(list.json());
        assertEquals(
                list.names(),
                array.valueStream().map(entry -> entry.path("name").asString()).toList());
    }

    @Test
    void parsesOneEntryOnDemand() {
        assertEquals("Get contact", list.entry("get_contact").path("title").asString());
        assertEquals(
                Set.of("contactId"),
                Set.copyOf(list.inputSchema("get_contact").path("properties").propertyNames()));
        assertTrue(list.entry("get_contact")
                .path("annotations")
                .path("readOnlyHint")
                .asBoolean());
    }
}
