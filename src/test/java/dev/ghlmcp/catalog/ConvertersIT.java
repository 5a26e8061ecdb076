package dev.ghlmcp.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghlmcp.NodePackage;
import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the clients' own code, from npm, makes of every entry of `tools/list`: what a model reads of a tool there
/// must be what we wrote.
class ConvertersIT {
    private static final String STRICT = "openai-agents-strict";
    private static final Set<String> BOUNDS = Set.of("minimum", "maximum", "minLength", "maxLength");
    private static final Set<String> SAME = Set.of(
            "type",
            "description",
            "enum",
            "default",
            "minItems",
            "maxItems",
            "minimum",
            "maximum",
            "minLength",
            "maxLength");

    private static ArrayNode entries;
    private static ObjectNode converted;

    @BeforeAll
    static void convert() throws IOException, InterruptedException {
        NodePackage converters = NodePackage.of("converters");
        NodePackage n8n = NodePackage.of("n8n");
        for (NodePackage one : List.of(converters, n8n)) {
            String trouble = one.install();
            assumeTrue(trouble == null, trouble);
        }
        entries = Json.MAPPER.createArrayNode();
        ToolView.load().entries().values().forEach(entries::add);
        Discovery.entries().forEach(entries::add);
        Path tools = converters.home().resolve("tools.json").toAbsolutePath();
        Files.write(tools, Json.MAPPER.writeValueAsBytes(entries));
        Path node = converters.home().resolve("node_modules/.bin/node").toAbsolutePath();
        converted = run(converters, node, "convert.mjs", tools);
        converted.setAll(run(n8n, node, "convert.cjs", tools));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anthropic-sdk",
                "openai-agents",
                STRICT,
                "google-genai",
                "google-genai-schema",
                "langchain-openai",
                "langchain-gemini",
                "n8n",
                "zod-from-json-schema"
            })
    void everyToolKeepsItsMeaning(String converter) {
        JsonNode answer = converted.path(converter);
        assertEquals("", answer.path("error").asString(), "the converter failed");
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            JsonNode tool = answer.path("tools").path(i);
            for (String member : List.of("name", "description")) {
                compare(entries.get(i).path(member), tool.path(member), entries.get(i), wrong);
            }
            compare(
                    meaning(entries.get(i).path("inputSchema"), converter),
                    meaning(tool.path("schema"), converter),
                    entries.get(i),
                    wrong);
        }
        System.out.printf(
                "%s: %d tools of %d, %d changed%n",
                converter, answer.path("tools").size(), entries.size(), wrong.size());
        assertEquals(List.of(), wrong);
        assertEquals(entries.size(), answer.path("tools").size());
    }

    /// The SDK leaves a tool as it is, instead of failing, where it cannot make its schema strict.
    @Test
    void everyToolIsMadeStrict() {
        List<String> wrong = new ArrayList<>();
        for (JsonNode tool : converted.path(STRICT).path("tools")) {
            if (!tool.path("strict").asBoolean() || !closed(tool.path("schema"))) {
                wrong.add(tool.path("name").asString());
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static boolean closed(JsonNode schema) {
        boolean here = !schema.has("properties")
                || (schema.path("additionalProperties").isBoolean()
                        && !schema.path("additionalProperties").asBoolean()
                        && schema.path("required").size()
                                == schema.path("properties").size());
        return here
                && schema.path("properties").valueStream().allMatch(ConvertersIT::closed)
                && schema.path("anyOf").valueStream().allMatch(ConvertersIT::closed)
                && (!schema.has("items") || closed(schema.path("items")));
    }

    private static void compare(JsonNode expected, JsonNode actual, JsonNode entry, List<String> wrong) {
        if (!expected.equals(actual)) {
            wrong.add("%s: %s became %s".formatted(entry.path("name").asString(), expected, actual));
        }
    }

    /// A schema without what differs in form only: null for a left-out argument, letter case, a list or object that is
    /// left empty.
    private static ObjectNode meaning(JsonNode schema, String converter) {
        JsonNode source = schema;
        JsonNode choices = schema.path("anyOf");
        if (choices.size() == 2 && choices.path(1).path("type").asString().equals("null")) {
            source = choices.path(0);
        }
        ObjectNode meaning = Json.MAPPER.createObjectNode();
        source.forEachEntry((keyword, value) -> {
            // As zod prints them: lengths are left out, and each whole number has the bounds that JavaScript has.
            boolean printed = !converter.equals("zod-from-json-schema") || !BOUNDS.contains(keyword);
            if (keyword.equals("type") && value.isString()) {
                meaning.put(keyword, value.asString().toLowerCase(Locale.ROOT));
            } else if (SAME.contains(keyword) && printed) {
                meaning.set(keyword, value);
            }
        });
        if (!converter.equals(STRICT)) {
            ArrayNode required = meaning.putArray("required");
            source.path("required")
                    .valueStream()
                    .map(JsonNode::asString)
                    .sorted()
                    .forEach(required::add);
        }
        ObjectNode properties = meaning.putObject("properties");
        source.path("properties").forEachEntry((name, member) -> properties.set(name, meaning(member, converter)));
        if (source.has("items")) {
            meaning.set("items", meaning(source.path("items"), converter));
        }
        // What none of our schemas has: a converter that brings one of them has changed the meaning.
        for (String keyword : List.of("anyOf", "oneOf", "allOf", "not", "$ref", "const")) {
            if (source.has(keyword)) {
                meaning.set(keyword, source.path(keyword));
            }
        }
        return meaning;
    }

    private static ObjectNode run(NodePackage home, Path node, String script, Path tools)
            throws IOException, InterruptedException {
        Path out = home.home().resolve("out.json");
        Path err = home.home().resolve("err.log");
        Process process = new ProcessBuilder(node.toString(), script, tools.toString())
                .directory(home.home().toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertTrue(process.waitFor(2, TimeUnit.MINUTES), "the converters did not end");
            assertEquals(0, process.exitValue(), () -> "see " + err);
            return (ObjectNode) Json.MAPPER.readTree(Files.readString(out, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }
}
