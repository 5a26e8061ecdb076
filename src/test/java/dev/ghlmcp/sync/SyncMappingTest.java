package dev.ghlmcp.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class SyncMappingTest {
    @Test
    void idAndVersionAreTextsWithoutSpaceAround() {
        SyncMapping mapping = new SyncMapping(sync("id", "updated", "email", step("{}", null)));

        assertEquals("77", mapping.externalId(input("{\"id\": 77}")));
        assertEquals("a b", mapping.externalId(input("{\"id\": \" a b \"}")));
        assertEquals("", mapping.externalId(input("{}")));
        assertEquals("", mapping.externalId(input("{\"id\": null}")));
        assertEquals("3", mapping.version(input("{\"updated\": 3}")));
        assertEquals(
                "id must give a text or a number",
                assertThrows(MappingException.class, () -> mapping.externalId(input("{\"id\": {}}")))
                        .getMessage());
        assertTrue(mapping.wanted(input("{\"email\": \"a\"}")));
        assertFalse(mapping.wanted(input("{\"email\": \"\"}")));
    }

    @Test
    void nullIsLeftOutAtEveryDepthUnlessItShallClear() {
        SyncStep step =
                step("{\"a\": null, \"website\": null, \"c\": {\"d\": null, \"e\": [{\"f\": null, \"g\": 1}]}}", null);

        assertEquals(
                "{\"website\":null,\"c\":{\"e\":[{\"g\":1}]}}", arguments(step).toString());
    }

    @Test
    void whatShallClearIsNamedWhereAToolTakesNames() {
        ObjectNode arguments = Json.MAPPER.createObjectNode().put("email", "a");
        arguments.putNull("website");

        assertEquals(
                "{\"email\":\"a\",\"locationId\":\"loc\",\"clear\":[\"website\"]}",
                SyncMapping.completed(arguments.deepCopy(), "loc", _ -> true).toString());
        assertEquals(arguments, SyncMapping.completed(arguments.deepCopy(), "loc", _ -> false));
    }

    @Test
    void aStepThatIsNotWantedHasNoArguments() {
        assertNull(arguments(step("{}", "absent")));
        assertEquals("{}", arguments(step("{}", "true")).toString());
    }

    @Test
    void aMappingGivesAnObject() {
        assertEquals(
                "with must give an object with the arguments of the tool",
                assertThrows(MappingException.class, () -> arguments(step("[1]", null)))
                        .getMessage());
    }

    @Test
    void whatIsUndefinedIsNotRemembered() {
        SyncStep step = new SyncStep(
                "t",
                null,
                expression("with", "{}"),
                null,
                Map.of("a", expression("a", "1"), "b", expression("b", "absent")),
                Set.of());

        assertEquals(
                Set.of("a"),
                new SyncMapping(sync("id", null, null, step))
                        .remembered(step, input("{}"), SyncVariables.before(input("{}")))
                        .keySet());
    }

    private static ObjectNode arguments(SyncStep step) {
        return new SyncMapping(sync("id", null, null, step))
                .arguments(step, input("{}"), SyncVariables.before(input("{}")));
    }

    private static SyncStep step(String with, String onlyIf) {
        return new SyncStep(
                "t", expression("only-if", onlyIf), expression("with", with), null, Map.of(), Set.of("website"));
    }

    private static Sync sync(String id, String version, String onlyIf, SyncStep step) {
        return new Sync(
                "a",
                null,
                null,
                SyncCsv.STANDARD,
                expression("id", id),
                expression("version", version),
                expression("only-if", onlyIf),
                null,
                List.of(step),
                List.of(),
                false,
                false,
                Set.of());
    }

    private static Expression expression(String where, String jsonata) {
        return jsonata == null ? null : Expression.of(where, jsonata);
    }

    private static SyncInput input(String json) {
        return new SyncInput(Json.MAPPER.readTree(json), Map.of());
    }
}
