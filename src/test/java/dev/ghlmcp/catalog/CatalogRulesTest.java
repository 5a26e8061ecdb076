package dev.ghlmcp.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The rules of the house for what an assistant reads, held to every tool.
class CatalogRulesTest {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)+");

    /// Starts with an imperative: no article, no third person.
    private static final Pattern SENTENCE = Pattern.compile("(?!(An?|The|This|\\w*[^s]s)\\b)[A-Z][a-z]+\\b.*[^.]\\.");

    private static final Pattern MARKETING = Pattern.compile(
            "(?i)\\b(best|comprehensive|easily|effortless\\w*|easy|leverage|powerful|robust|seamless\\w*|simply)\\b");
    private static final Pattern ID = Pattern.compile("(.*I|i)ds?|assignedTo|followers|contacts");

    /// The configuration fills the first two; the next are cursors of the previous page; the rest are ids of things
    /// that no tool lists.
    private static final Set<String> IDS_WITHOUT_TOOL = Set.of(
            Declaration.LOCATION_ID,
            Declaration.COMPANY_ID,
            "startAfterId",
            "lastMessageId",
            "googlePlacesId",
            "attachments[].id",
            "validOnProductIds",
            "automaticTaxCategoryId",
            "priceId",
            "productId",
            "taxes[].id",
            "taxId");

    /// What Claude, OpenAI, Gemini and n8n all take. One word more, and some refuse the tool or the whole list.
    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "description",
            "properties",
            "required",
            "items",
            "enum",
            "default",
            "format",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems");

    private static final Set<String> TYPES = Set.of("string", "integer", "number", "boolean", "array", "object");

    private final Map<ToolDefinition, JsonNode> entries = new LinkedHashMap<>();
    private final Set<String> wrong = new TreeSet<>();

    CatalogRulesTest() {
        ToolSchemas schemas = new ToolSchemas();
        Catalog.load().tools().forEach(tool -> entries.put(tool, schemas.entry(tool)));
    }

    @Test
    void namesAreShortSnakeCase() {
        Set<String> seen = new HashSet<>();
        for (ToolDefinition tool : entries.keySet()) {
            String name = tool.name();
            check(NAME.matcher(name).matches() && name.length() <= 40, name, "is no snake_case name of 40 characters");
            check(seen.add(name), name, "is there twice");
        }
        assertNoneWrong();
    }

    @Test
    void descriptionsAreOneSentenceThatStartsWithAVerb() {
        Set<String> seen = new HashSet<>();
        for (ToolDefinition tool : entries.keySet()) {
            String text = tool.text();
            check(SENTENCE.matcher(text).matches(), tool.name(), "must start with an imperative and end with one stop");
            check(!text.contains(". "), tool.name(), "says more than one sentence");
            check(text.length() >= 20 && text.length() <= 200, tool.name(), "has " + text.length() + " characters");
            check(seen.add(text), tool.name(), "says the same as another tool");
            check(!MARKETING.matcher(text).find(), tool.name(), "praises itself");
        }
        assertNoneWrong();
    }

    @Test
    void hintsAreAllGivenAndAgree() {
        entries.forEach((tool, entry) -> {
            JsonNode hints = entry.path("annotations");
            check(hints.has("readOnlyHint") != hints.has("destructiveHint"), tool.name(), "does not say what it does");
            check(hints.path("readOnlyHint").asBoolean(false) == tool.hints().readOnly(), tool.name(), "hides a read");
            if (!tool.hints().readOnly()) {
                // MCP 2025-11-25: "If false, the tool performs only additive updates."
                boolean adds = tool.name().matches("(add|create|send)_.*");
                boolean destructive = hints.path("destructiveHint").asBoolean(true);
                check(destructive != adds, tool.name(), "adds alone, or changes what is there");
                boolean idempotent = hints.path("idempotentHint").asBoolean(false);
                check(idempotent == tool.hints().idempotent(), tool.name(), "may be repeated or not");
            }
            check(hints.path("openWorldHint").asBoolean(true), tool.name(), "reaches HighLevel");
            check(!tool.hints().readOnly() || !tool.hints().destructive(), tool.name(), "reads and destroys");
            check(!tool.hints().readOnly() || tool.hints().idempotent(), tool.name(), "reads, so may be repeated");
        });
        assertNoneWrong();
    }

    @Test
    void schemasArePlain() {
        entries.forEach((tool, entry) -> {
            JsonNode schema = entry.path("inputSchema");
            check(schema.path("type").asString().equals("object"), tool.name(), "takes no object");
            check(schema.path("properties").size() <= 60, tool.name(), "takes too many arguments");
            checkPlain(tool.name(), schema);
        });
        for (Class<? extends Discovery> record : Discovery.RECORDS) {
            JsonNode entry = new ToolSchemas().entry(record);
            checkPlain(entry.path("name").asString(), entry.path("inputSchema"));
        }
        for (JsonNode entry : EventTool.entries()) {
            checkPlain(entry.path("name").asString(), entry.path("inputSchema"));
        }
        assertNoneWrong();
    }

    @Test
    void anIdNamesTheToolThatYieldsIt() {
        Set<String> names = toolNames();
        Set<String> verbs = new HashSet<>();
        names.forEach(name -> verbs.add(name.substring(0, name.indexOf('_') + 1)));
        entries.forEach((tool, entry) -> {
            checkMentions(tool.name(), tool.text(), names, verbs);
            checkIds(tool.name(), entry.path("inputSchema"), names, verbs);
        });
        assertNoneWrong();
    }

    private void checkPlain(String place, JsonNode schema) {
        schema.propertyNames().forEach(key -> check(KEYWORDS.contains(key), place, "uses " + key));
        String type = schema.path("type").asString("");
        check(TYPES.contains(type), place, "is of no type, or of many: " + schema.path("type"));
        boolean members = schema.path("properties").size() > 0;
        check(members == type.equals("object"), place, "has no members");
        check(schema.path("items").isObject() == type.equals("array"), place, "has items or has none");
        check(!schema.has("enum") || type.equals("string"), place, "has literals that are no texts");
        check(!schema.has("format") || schema.path("format").asString().equals("date-time"), place, "has a format");
        String description = schema.path("description").asString("");
        int max = place.endsWith("." + RareArguments.ARGUMENT) ? 600 : 200;
        check(description.length() <= max, place, "has a description of " + description.length() + " characters");
        check(!description.endsWith("."), place, "is described by a phrase, without a stop");
        check(!MARKETING.matcher(description).find(), place, "praises itself");
        for (JsonNode name : schema.path("required")) {
            check(schema.path("properties").has(name.asString()), place, "requires the unknown " + name);
        }
        schema.path("properties").forEachEntry((name, property) -> checkPlain(place + "." + name, property));
        if (schema.path("items").isObject()) {
            checkPlain(place + "[]", schema.path("items"));
        }
    }

    private void checkIds(String place, JsonNode schema, Set<String> names, Set<String> verbs) {
        schema.path("properties").forEachEntry((name, property) -> {
            String description = property.path("description").asString("");
            checkMentions(place + "." + name, description, names, verbs);
            if (ID.matcher(name).matches() && !hasNoTool(place + "." + name) && isText(property)) {
                boolean reported = NAME.matcher(description).results().anyMatch(word -> names.contains(word.group()));
                check(reported, place + "." + name, "does not name the tool that yields it");
            }
            checkIds(place + "." + name, property, names, verbs);
        });
        if (schema.path("items").isObject()) {
            checkIds(place + "[]", schema.path("items"), names, verbs);
        }
    }

    private void checkMentions(String place, String text, Set<String> names, Set<String> verbs) {
        NAME.matcher(text)
                .results()
                .map(word -> word.group())
                .filter(word -> verbs.contains(word.substring(0, word.indexOf('_') + 1)))
                .forEach(word -> check(names.contains(word), place, "names " + word + ", which is no tool"));
    }

    private static boolean hasNoTool(String place) {
        return IDS_WITHOUT_TOOL.stream().anyMatch(id -> place.endsWith("." + id));
    }

    /// Ids are texts, alone or in a list.
    private static boolean isText(JsonNode property) {
        JsonNode schema = property.path("items").isObject() ? property.path("items") : property;
        return schema.path("type").toString().contains("\"string\"");
    }

    private Set<String> toolNames() {
        return entries.keySet().stream().map(ToolDefinition::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private void check(boolean right, String place, String complaint) {
        if (!right) {
            wrong.add(place + " " + complaint);
        }
    }

    private void assertNoneWrong() {
        assertEquals(Set.of(), wrong);
    }
}
