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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
    void aLocationThatGivesNothingIsNeverTheSettingsOwn() {
        for (String location : List.of("Nowhere", "$nosuch", "branch", "''", "null")) {
            SyncMapping mapping = new SyncMapping(sync(location, "id", null, null, step("{}", null)));

            String problem = assertThrows(MappingException.class, () -> mapping.location(input("{\"id\": 1}")))
                    .getMessage();
            assertTrue(problem.startsWith("location: " + location + " gives nothing"), problem);
        }
        assertNull(new SyncMapping(sync("id", null, null, step("{}", null))).location(input("{}")));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-30, 2026-12-01",
        "2026-11-30T09:00:00Z, 2026-11-30T09:00:00.001Z",
        "2026-11-30T09:00:00+02:00, 2026-11-30T08:00:00Z",
        "2026-11-30T09:00:00+0200, 2026-11-30T08:00:00",
        "2026-11-30 09:00, 2026-11-30 10:00:00",
        "9, 10",
        "1.5, 1.50001",
        "1e3, 1001"
    })
    void versionsAreNumbersOrTimes(String version, String newer) {
        SyncMapping mapping = new SyncMapping(sync("id", "updated", null, step("{}", null)));
        for (String one : List.of(version, newer)) {
            assertEquals(one, mapping.version(input("{\"updated\": \"" + one + "\"}")));
        }
        assertTrue(RecordVersion.older(version, newer));
        assertFalse(RecordVersion.older(newer, version));
        assertFalse(RecordVersion.older(version, version));
        assertFalse(RecordVersion.older("", version) || RecordVersion.older(version, ""));
        assertFalse(RecordVersion.older("5", "2026-11-30") || RecordVersion.older("2026-11-30", "5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"11/30/2026", "1/2/2027", "v12", "2026-13-01", "2026-11-30 9 am", "Monday"})
    void aVersionThatIsNeitherIsNamedWithTheWayToANumber(String version) {
        SyncMapping mapping = new SyncMapping(sync("id", "updated", null, step("{}", null)));
        String problem = assertThrows(
                        MappingException.class, () -> mapping.version(input("{\"updated\": \"" + version + "\"}")))
                .getMessage();
        assertTrue(problem.startsWith("version gives '" + version + "', which is neither a number"), problem);
        assertTrue(problem.contains("$toMillis(updated, \"[M]/[D]/[Y]\")"), problem);
        SyncMapping advised =
                new SyncMapping(sync("id", "$toMillis(updated, \"[M]/[D]/[Y]\")", null, step("{}", null)));
        assertEquals("1795996800000", advised.version(input("{\"updated\": \"11/30/2026\"}")));
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
        return sync(null, id, version, onlyIf, step);
    }

    private static Sync sync(String location, String id, String version, String onlyIf, SyncStep step) {
        return new Sync(
                "a",
                null,
                expression("location", location),
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
