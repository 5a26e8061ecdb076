package dev.ghlmcp.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ExpressionTest {
    private static final JsonNode MESSAGE = Json.MAPPER.readTree("""
            {"name": "Ada", "First Name": "Ada", "none": null, "tags": ["a", null, "b"], "empty": "", "zero": 0,
             "one": {"rate": 2.50}, "lines": [{"rate": 1}, {"rate": 2}], "big": 12345678901234567890,
             "id": 9007199254740993}""");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a": name, "b": absent, "c": none}        | {"a":"Ada","c":null}
            `First Name`                               | "Ada"
            tags                                       | ["a",null,"b"]
            [one.{"r": rate}]                          | [{"r":2.5}]
            [lines.{"r": rate, "n": $$.name}]          | [{"r":1,"n":"Ada"},{"r":2,"n":"Ada"}]
            0.1 + 0.2                                  | 0.3
            1250.10 - 1000                             | 250.1
            100000 * 100000 * 100000                   | 1000000000000000
            big                                        | "12345678901234567890"
            $string(big)                               | "12345678901234567890"
            $string(id)                                | "9007199254740993"
            id                                         | 9007199254740993
            $count($split(absent, ","))                | 0
            $fromMillis($toMillis("09/25/1990", "[M01]/[D01]/[Y0001]"), "[Y0001]-[M01]-[D01]") | "1990-09-25"
            $pad("7", -3, "0")                         | "007"
            $headers.`x-source`                        | "zap"
            [$new, $changed, $externalId, $linked.paid, $contact.id] | [false,true,"77",5,"c1"]
            """)
    void aMessageIsMapped(String jsonata, String expected) {
        assertEquals(expected, evaluate(jsonata).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775807",
                "9223372036854775806",
                "18446744073709551617",
                "-18446744073709551617",
                "123456789012345678901234567890",
                "9007199254740993.0",
                "1.8446744073709551617e19"
            })
    void anIdThatIsALongNumberIsKept(String id) {
        JsonNode message = Json.MAPPER.readTree("{\"id\": " + id + "}");
        for (String jsonata : List.of("id", "$string(id)", "id & ''", "'a-' & id", "$join([$string(id)])")) {
            String value = Expression.of("id", jsonata)
                    .evaluate(message, variables())
                    .asString()
                    .replace("a-", "");
            assertEquals(new BigDecimal(id).toBigIntegerExact().toString(), value, jsonata);
        }
    }

    @Test
    void whatIsUndefinedIsMissing() {
        assertTrue(evaluate("absent").isMissingNode());
        assertTrue(evaluate("$linked.absent").isMissingNode());
    }

    @ParameterizedTest
    @CsvSource({"absent, false", "empty, false", "zero, false", "none, false", "name, true", "tags, true", "$new, false"
    })
    void aConditionIsTrueAsJsonataHasIt(String jsonata, boolean holds) {
        assertEquals(holds, Expression.of("w", jsonata).holds(MESSAGE, variables()));
    }

    /// By the number of its steps, not by the clock: a busy machine ends no mapping that would end.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ($f := function($x) { $f($x) }; $f(1))                   | the expression does not end
            $map([1..999999], function($x) { $x + $x })              | the expression does not end
            ($f := function($x) { 1 + $f($x) }; $f(1))               | the expression calls itself without end, or nests too deeply
            [1, ($f := function($x) { [1, $f($x)] }; $f(1))]         | the expression calls itself without end, or nests too deeply
            ($f := function($s) { $f($s & $s) }; $f("aaaaaaaa"))     | the expression makes more than 4000000 characters or items
            [1..9999999]                                             | the expression makes more than 4000000 characters or items
            $pad("a", 2000000000)                                    | $pad makes 10000 characters at most
            """)
    void whatWouldNotEndEndsWithASentence(String jsonata, String sentence) {
        assertEquals(
                "syncs.a, with: " + sentence,
                assertThrows(MappingException.class, () -> evaluate(jsonata)).getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            $number("1,2")             | syncs.a, with: a text is no number
            $lowercase(zero)           | syncs.a, with: Argument "1" of function "lowercase" does not match function signature
            1 / 0                      | syncs.a, with: Number out of range: "Infinity"
            $error("no email")         | syncs.a, with: no email
            $sort(tags, function($a, $b) { $error("in a loop") }) | syncs.a, with: in a loop
            function($x) { $x }        | syncs.a, with gives a function where a value belongs
            """)
    void whatCannotBeEvaluatedSaysWhy(String jsonata, String sentence) {
        assertEquals(
                sentence,
                assertThrows(MappingException.class, () -> evaluate(jsonata)).getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a": }      | at character
            $f(          | at character
            ~~           | is no JSONata
            "open        | is no JSONata
            """)
    void whatIsNoJsonataIsRefused(String jsonata, String sentence) {
        String said = assertThrows(IllegalArgumentException.class, () -> Expression.of("syncs.a, with", jsonata))
                .getMessage();
        assertTrue(said.startsWith("syncs.a, with is no JSONata") && said.contains(sentence), said);
    }

    @Test
    void whatNestsWithoutEndIsRefused() {
        String deep = "(".repeat(100_000) + "1" + ")".repeat(100_000);
        assertThrows(IllegalArgumentException.class, () -> Expression.of("w", deep));
    }

    @ParameterizedTest
    @ValueSource(strings = {"$now()", "$millis() > 1700000000000"})
    void itKnowsTheTimeOfItsEvaluation(String jsonata) {
        assertFalse(evaluate(jsonata).isMissingNode());
    }

    @Test
    void theTimeGoesOnWithinOneThread() {
        Expression millis = Expression.of("w", "$millis()");
        long first = millis.evaluate(MESSAGE, variables()).asLong();
        while (System.currentTimeMillis() == first) {
            Thread.onSpinWait();
        }
        assertTrue(millis.evaluate(MESSAGE, variables()).asLong() > first);
    }

    @Test
    void manyThreadsEvaluateOneExpressionEachWithItsOwnMessage() {
        Expression doubled = Expression.of("w", "($x := n; [1..20].($x := n; $$.n + $x); $x & '-' & $externalId)");
        List<String> results = IntStream.range(0, 400)
                .parallel()
                .mapToObj(i -> doubled.evaluate(
                                Json.MAPPER.createObjectNode().put("n", i),
                                new SyncVariables(
                                        "e" + i, true, Json.MAPPER.createObjectNode(), true, Map.of(), Map.of()))
                        .asString())
                .toList();
        assertEquals(IntStream.range(0, 400).mapToObj(i -> i + "-e" + i).toList(), results);
    }

    @Test
    void aValueThatAFunctionCannotTakeIsNotQuoted() {
        for (String born : List.of("13/45/1990", "2/30/1990")) {
            String jsonata = "{\"born\": $fromMillis($toMillis(\"" + born + "\", \"[M]/[D]/[Y0001]\"))}";
            String said = assertThrows(MappingException.class, () -> evaluate(jsonata))
                    .getMessage();
            assertEquals("syncs.a, with: $toMillis cannot take a value of this message", said);
        }
    }

    @Test
    void aNumberThatIsTooLargeIsNamed() {
        Expression total = Expression.of("w", "total");
        JsonNode message = Json.MAPPER.readTree("{\"total\": 1e400}");
        assertEquals(
                "w: the number total of the message is too large",
                assertThrows(MappingException.class, () -> total.evaluate(message, variables()))
                        .getMessage());
    }

    private static JsonNode evaluate(String jsonata) {
        return Expression.of("syncs.a, with", jsonata).evaluate(MESSAGE, variables());
    }

    private static SyncVariables variables() {
        return new SyncVariables(
                "77",
                false,
                Json.MAPPER.readTree("{\"id\": \"c1\", \"paid\": 5}"),
                true,
                Map.of("x-source", "zap"),
                Map.of("contact", Json.MAPPER.readTree("{\"id\": \"c1\"}")));
    }
}
