package dev.ghlmcp.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The answers of all tools can be quoted to a person.
class QuotableAnswersTest {
    private static final Pattern BARE = Pattern.compile("1[0-9]{12}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d.*");
    private static final Pattern OFFSET = Pattern.compile(".*T\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?[+-]\\d\\d:\\d\\d");

    /// Cursors and what was sent, which HighLevel gets back as they are.
    private static final Set<String> APART = Set.of("paging", "meta", "sent", "times");

    @Test
    void noTimeIsANumberOrWithoutTheOffsetOfAPlace() {
        Catalog catalog = Catalog.load();
        Set<String> wrong = new TreeSet<>();
        int times = 0;
        for (ToolDefinition tool : catalog.tools()) {
            try (Trial trial = new Trial(catalog)) {
                ToolResult result = new Caller(trial, catalog).call(tool.name());
                assertFalse(result.error(), () -> tool.name() + ": " + result.text());
                times += look(tool.name(), Json.MAPPER.readTree(result.json().toString()), wrong);
            }
        }
        System.out.println(
                "times in answers: " + times + " in " + catalog.tools().size() + " tools");
        assertEquals(Set.of(), wrong);
        assertTrue(times > 100, () -> "The sandbox hardly answers times");
    }

    @Test
    void theAppointmentsOfAContactSayHowTheyWereRead() {
        Catalog catalog = Catalog.load();
        try (Trial trial = new Trial(catalog)) {
            JsonNode booked = Json.MAPPER.readTree(trial.call(
                            "list_contact_appointments",
                            Json.MAPPER.createObjectNode().put("contactId", "ouXvz8AgsBOHRYQt5OJB"))
                    .text());
            Set<String> wrong = new TreeSet<>();
            assertTrue(look("list_contact_appointments", booked, wrong) > 3, booked::toString);
            assertEquals(Set.of(), wrong);
            assertTrue(booked.path("assumed").asString("").endsWith("America/New_York"), booked::toString);
        }
    }

    /// How many times there are.
    private static int look(String path, JsonNode node, Set<String> wrong) {
        if (node instanceof ObjectNode object) {
            int found = 0;
            for (String name : List.copyOf(object.propertyNames())) {
                found += APART.contains(name) ? 0 : look(path + "." + name, object.get(name), wrong);
            }
            return found;
        }
        if (node.isArray()) {
            List<Integer> found = new ArrayList<>();
            node.forEach(item -> found.add(look(path + "[]", item, wrong)));
            return found.stream().mapToInt(Integer::intValue).sum();
        }
        String text = node.asString("");
        if (BARE.matcher(text).matches()) {
            wrong.add(path + " " + text);
        }
        if (TIME.matcher(text).matches() && !OFFSET.matcher(text).matches()) {
            wrong.add(path + " " + text);
        }
        return OFFSET.matcher(text).matches() ? 1 : 0;
    }
}
