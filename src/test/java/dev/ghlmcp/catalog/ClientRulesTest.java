package dev.ghlmcp.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.catalog.api.ApiTools;
import dev.ghlmcp.index.ApiIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// Holds every listed tool to what is published of each client about the tools that it takes. What n8n, LangChain and
/// the other clients' own code makes of them is tried in [ConvertersIT].
class ClientRulesTest {
    private static final String NAME = "[a-zA-Z0-9_-]{1,64}";
    private static final int MAX_TOOLS = 128;

    private final List<String> wrong = new ArrayList<>();

    /// Each with where its rules were read in November 2026.
    enum Client {
        /// Name: the Messages API's `Tool`, as apis.io/schemas/claude transcribes it; the object: `Tool.InputSchema` in
        /// `@anthropic-ai/sdk` 1.14.0.
        CLAUDE,
        /// `FunctionDefinition` in `openai` 7.59.0; the number of tools: its `beta/assistants.d.ts`.
        OPENAI,
        /// "Structured Outputs: Supported schemas" of OpenAI's documentation, February 2026, as
        /// jsonschemaprofiles.unitvectorylabs.com/schemas/openai lists it.
        OPENAI_STRICT,
        /// `FunctionDeclaration` and `Schema` in `@google/genai` 3.3.0; the formats: `SchemaShared` of Firebase AI
        /// Logic, which says that the Gemini Developer API refuses others; the length of names: Vertex AI.
        GEMINI,
        /// `toolSchemaNormalizer.ts` in microsoft/vscode-copilot-chat, which throws, cuts or drops (bounds and defaults
        /// too, for GPT-4 only, which is not held against us); the number of tools: `HARD_TOOL_LIMIT` there.
        VS_CODE
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void everyToolIsTaken(Client client) {
        List<JsonNode> entries = entries();
        for (JsonNode entry : entries) {
            JsonNode schema = entry.path("inputSchema");
            String name = entry.path("name").asString();
            check(schema.path("type").asString().equals("object"), name, "takes no object");
            switch (client) {
                case CLAUDE, OPENAI -> check(name.matches(NAME), name, "has a name that is refused");
                case OPENAI_STRICT -> strict(name, schema);
                case GEMINI -> {
                    check(name.matches("[a-zA-Z_][a-zA-Z0-9_.-]{0,63}"), name, "has a name that is refused");
                    everywhere(schema, at -> gemini(name, at));
                }
                case VS_CODE -> {
                    check(!entry.path("description").asString().isEmpty(), name, "has no description");
                    check(schema.path("properties").isObject(), name, "has no properties");
                    everywhere(schema, at -> code(name, at));
                }
            }
        }
        System.out.printf("%s: %d tools, %d refused%n", client, entries.size(), wrong.size());
        assertEquals(List.of(), wrong);
    }

    /// What OpenAI and Visual Studio Code take in one request; the tools that find tools are listed instead of these.
    @Test
    void theListIsShortEnough() {
        int size = ToolView.load().entries().size();
        check(size <= MAX_TOOLS, "the list", "has " + size + " tools");
        assertEquals(List.of(), wrong);
    }

    /// The subset of our own that all of them take.
    @Test
    void everySchemaIsPlain() {
        for (JsonNode entry : entries()) {
            String name = entry.path("name").asString();
            everywhere(entry.path("inputSchema"), at -> {
                check(at.path("type").isString(), name, "has no single type at " + at);
                for (String keyword : List.of("anyOf", "oneOf", "allOf", "not", "$ref", "const", "additionalItems")) {
                    check(!at.has(keyword), name, "uses " + keyword);
                }
                // Of some objects HighLevel's documents say nothing.
                boolean known =
                        !at.path("properties").isEmpty() || ApiIndex.get().find(name) != null;
                check(!at.path("type").asString().equals("object") || known, name, "knows no member of " + at);
            });
        }
        assertEquals(List.of(), wrong);
    }

    private static List<JsonNode> entries() {
        List<JsonNode> entries = new ArrayList<>(ToolView.load().entries().values());
        entries.addAll(Discovery.entries());
        entries.addAll(EventTool.entries());
        // Those that a module of the API expands into.
        for (Generation generation : Generation.values()) {
            ApiTools api = new ApiTools(generation);
            api.names().stream().map(api::entry).filter(Objects::nonNull).forEach(entries::add);
        }
        return entries;
    }

    private void strict(String name, JsonNode schema) {
        List<JsonNode> all = new ArrayList<>();
        everywhere(schema, all::add);
        long properties =
                all.stream().mapToLong(at -> at.path("properties").size()).sum();
        long literals = all.stream().mapToLong(at -> at.path("enum").size()).sum();
        check(levels(schema) <= 10, name, "is nested too deeply");
        check(properties <= 5000, name, "has " + properties + " properties");
        check(literals <= 1000, name, "has " + literals + " literals");
        for (JsonNode at : all) {
            check(at.path("enum").size() <= 250, name, "has an enum whose letters count");
            for (String keyword : List.of("allOf", "not", "dependentRequired", "dependentSchemas", "if")) {
                check(!at.has(keyword), name, "uses " + keyword);
            }
        }
    }

    private static int levels(JsonNode schema) {
        int below = schema.path("properties")
                .valueStream()
                .mapToInt(ClientRulesTest::levels)
                .max()
                .orElse(0);
        int items = schema.has("items") ? levels(schema.path("items")) : 0;
        return Math.max(below, items) + (schema.has("properties") ? 1 : 0);
    }

    private void gemini(String name, JsonNode at) {
        Set<String> known = Set.of(
                "default",
                "description",
                "enum",
                "format",
                "items",
                "maxItems",
                "maxLength",
                "maximum",
                "minItems",
                "minLength",
                "minimum",
                "nullable",
                "pattern",
                "properties",
                "required",
                "title",
                "type");
        at.propertyNames().forEach(keyword -> check(known.contains(keyword), name, "uses " + keyword));
        check(at.path("enum").valueStream().allMatch(JsonNode::isString), name, "has other literals than texts");
        String format = at.path("format").asString("date-time");
        check(format.equals("date-time") || format.equals("enum"), name, "has the format " + format);
        at.path("properties")
                .propertyNames()
                .forEach(member ->
                        check(member.matches("[a-zA-Z_][a-zA-Z0-9_]{0,63}"), name, "has the argument name " + member));
    }

    private void code(String name, JsonNode at) {
        boolean array = at.path("type").asString().equals("array");
        check(!array || at.path("items").isObject(), name, "has an array without items");
        check(at.path("description").asString("").length() <= 1024, name, "has a description that is cut");
        at.path("required")
                .forEach(member -> check(
                        at.path("properties").has(member.asString()),
                        name,
                        "requires what it does not have: " + member));
        for (String keyword : List.of("oneOf", "anyOf", "allOf", "not", "if", "then", "else")) {
            check(!at.has(keyword), name, "uses " + keyword);
        }
    }

    private static void everywhere(JsonNode schema, Consumer<JsonNode> check) {
        check.accept(schema);
        schema.path("properties").forEach(member -> everywhere(member, check));
        if (schema.has("items")) {
            everywhere(schema.path("items"), check);
        }
    }

    private void check(boolean right, String place, String complaint) {
        if (!right) {
            wrong.add(place + " " + complaint);
        }
    }
}
