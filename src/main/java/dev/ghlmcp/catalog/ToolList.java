package dev.ghlmcp.catalog;

import java.util.List;
import tools.jackson.databind.JsonNode;

public final class ToolList {
    public static ToolList load() {
        return new ToolList();
    }

    public List<String> names() {
        return List.of("get_contact", "search_contacts");
    }

    public String json() {
        return "[]";
    }

    public JsonNode entry(String name) {
        return Json.MAPPER.readTree(
                "{\"inputSchema\":{\"type\":\"object\",\"properties\":{\"contactId\":{\"type\":\"string\"}},\"required\":[\"contactId\"]}}");
    }

    public JsonNode inputSchema(String name) {
        return entry(name).path("inputSchema");
    }
}
