package dev.ghlmcp.sync.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.sync.Expression;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncCsv;
import dev.ghlmcp.sync.SyncStep;
import dev.ghlmcp.sync.SyncTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SyncTestRunTest {
    /// Two steps: `one` saves its record, and `two`, of what comes with tags, uses it.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"id": 1, "a": 2.0}      | [{"tool": "one", "with": {"a": 2}}]     | ~~
            {"id": 1, "a": 2}        | [{"tool": "one"}]                       | ~~
            {"id": 1, "a": 2}        | [{"tool": "one", "with": {"b": null}}]  | ~~
            {"id": 1, "a": 2}        | [{"tool": "one", "with": {"a": "2"}}]   | where, test 1, step 1 (one): a is 2, expected "2"
            {"id": 1, "a": [1, {"b": 2, "c": 3}]} | [{"tool": "one", "with": {"a": [1, {"b": 2}]}}] | ~~
            {"id": 1, "a": [1, {"b": 2}]} | [{"tool": "one", "with": {"a": [1, {"b": 4}]}}] | where, test 1, step 1 (one): a[1].b is 2, expected 4
            {"id": 1, "a": [1]}      | [{"tool": "one", "with": {"a": []}}]    | where, test 1, step 1 (one): a is [1], expected []
            {"id": 1}                | []                                      | where, test 1 calls one, which it does not expect
            {"id": 1}                | [{"tool": "one"}, {"tool": "two"}]      | where, test 1 expects a call of two that is not made
            {"id": 1, "tags": ["b"]} | [{"tool": "two"}]                       | where, test 1 calls one where it expects two
            {"id": 1, "tags": ["b"]} | [{"tool": "one"}, {"tool": "two", "with": {"of": "xxxxxxxxxxxxxxxxxxxx", "tags": ["b"]}}] | ~~
            {"skip": true}           | []                                      | ~~
            {"a": 2}                 | [{"tool": "one"}]                       | where, test 1: where, id gives nothing, so the message would not be taken
            {"id": {}}               | [{"tool": "one"}]                       | where, test 1: where, id must give a text or a number
            """)
    void whatAMessageBecomesIsHeldAgainstWhatIsExpected(String given, String expect, String difference) {
        Sync sync = sync(new SyncTest(json(given), null, json("{}"), json(expect)));

        assertEquals(
                difference == null || difference.isEmpty() ? List.of() : List.of(difference),
                SyncTestRun.differences(sync, 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"id": "known"} | {}                        | known
            {"id": "known"} | {"one": {"id": "said"}}   | said
            """)
    void theRecordOfAStepIsTheLedgersUnlessTheTestSaysMore(String linked, String saved, String of) {
        Sync sync = sync(new SyncTest(
                json("{\"id\": 1, \"tags\": []}"),
                json(linked),
                json(saved),
                json("[{\"tool\": \"one\"}, {\"tool\": \"two\", \"with\": {\"of\": \"" + of + "\"}}]")));

        assertEquals(List.of(), SyncTestRun.differences(sync, 0));
    }

    private static Sync sync(SyncTest test) {
        return new Sync(
                "a",
                null,
                null,
                SyncCsv.STANDARD,
                Expression.of("where, id", "id"),
                null,
                Expression.of("only-if", "$not(skip = true)"),
                null,
                List.of(
                        new SyncStep("one", null, Expression.of("with", "{\"a\": a}"), "one", Map.of(), Set.of()),
                        new SyncStep(
                                "two",
                                Expression.of("only-if", "$exists(tags)"),
                                Expression.of("with", "{\"of\": $one.id, \"tags\": tags}"),
                                null,
                                Map.of(),
                                Set.of())),
                List.of(test),
                false,
                false,
                Set.of());
    }

    private static JsonNode json(String text) {
        return Json.MAPPER.readTree(text);
    }
}
