package dev.ghlmcp.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Holds every listed tool to the documented rules of each client that is known to refuse tools.
class ClientRulesTest {
    /// What OpenAI and Visual Studio Code take in one request.
    private static final int MAX_TOOLS = 128;

    private static final Set<String> GEMINI = Set.of(
            "type",
            "format",
            "description",
            "nullable",
            "enum",
            "items",
            "minItems",
            "maxItems",
            "properties",
            "required",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "default");

    private final List<String> wrong = new ArrayList<>();

    /// They refuse more than the others where it says so below.
    enum Client {
        CLAUDE,
        OPENAI,
        /// After the Agents SDK has made each schema strict: all members required, no others taken.
        OPENAI_STRICT,
        GEMINI,
        N8N,
        LANGCHAIN,
        VS_CODE
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void everyToolIsTaken(Client client) {
        List<JsonNode> entries = new ArrayList<>(ToolView.load().entries().values());
        check(entries.size() <= MAX_TOOLS, "the list", "is too long");
        entries.addAll(Discovery.entries());
        for (JsonNode entry : entries) {
            String name = entry.path("name").asString();
            check(name.matches("[a-zA-Z0-9_-]{1,64}"), name, "has a name that is refused");
            check(entry.path("description").asString().length() <= 1024, name, "has a long description");
            JsonNode schema = entry.path("inputSchema").deepCopy();
            check(schema.path("type").asString().equals("object"), name, "takes no object");
            if (client == Client.OPENAI_STRICT) {
                strict(schema);
            }
            check(client, name, schema, 1);
        }
        System.out.printf("%s: %d tools, %d refused%n", client, entries.size(), wrong.size());
        assertEquals(List.of(), wrong);
    }

    private void check(Client client, String at, JsonNode schema, int depth) {
        check(schema.path("type").isString(), at, "has no single type");
        for (String keyword : List.of("anyOf", "oneOf", "allOf", "not", "$ref", "const", "additionalItems")) {
            check(!schema.has(keyword), at, "uses " + keyword);
        }
        boolean object = schema.path("type").asString().equals("object");
        check(!object || !schema.path("properties").isEmpty(), at, "is an object of which nothing is known");
        check(
                !schema.path("type").asString().equals("array")
                        || schema.path("items").isObject(),
                at,
                "has no items");
        switch (client) {
            case OPENAI_STRICT -> {
                check(
                        !object
                                || schema.path("required").size()
                                        == schema.path("properties").size(),
                        at,
                        "is not strict");
                check(depth <= 10, at, "is nested too deeply");
            }
            case GEMINI -> {
                schema.propertyNames().forEach(word -> check(GEMINI.contains(word), at, "uses " + word));
                check(
                        schema.path("enum").valueStream().allMatch(JsonNode::isString),
                        at,
                        "has other literals than texts");
                check(
                        !schema.has("format")
                                || schema.path("format").asString().equals("date-time"),
                        at,
                        "has a format");
            }
            default -> check(schema.path("enum").size() <= 250, at, "has too many literals");
        }
        schema.path("properties").forEachEntry((name, member) -> check(client, at + "." + name, member, depth + 1));
        if (schema.has("items")) {
            check(client, at + "[]", schema.path("items"), depth + 1);
        }
    }

    private static void strict(JsonNode schema) {
        if (schema.path("type").asString().equals("object")) {
            ObjectNode object = (ObjectNode) schema;
            object.put("additionalProperties", false);
            ArrayNode required = object.putArray("required");
            object.path("properties").propertyNames().forEach(required::add);
        }
        schema.path("properties").forEach(ClientRulesTest::strict);
        if (schema.has("items")) {
            strict(schema.path("items"));
        }
    }

    private void check(boolean right, String place, String complaint) {
        if (!right) {
            wrong.add(place + " " + complaint);
        }
    }
}
