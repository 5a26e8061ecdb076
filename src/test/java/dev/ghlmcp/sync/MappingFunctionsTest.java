package dev.ghlmcp.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class MappingFunctionsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "1,250.00"       | 1250
            "1.250,00"       | 1250
            "1 250,50 €"     | 1250.5
            "1'250.00"       | 1250
            "1.250.000"      | 1250000
            "1.250.000,5"    | 1250000.5
            "12,50"          | 12.5
            "1250.125"       | 1250.125
            "0.125"          | 0.125
            "$80"            | 80
            "US$ 80"         | 80
            "EUR 80"         | 80
            "(80.00)"        | -80
            "80.00-"         | -80
            "-$80"           | -80
            "0.00"           | 0
            "1,250", "."     | 1250
            "1,250", ","     | 1.25
            "1.250", "."     | 1.25
            1250.5           | 1250.5
            ["80"]           | 80
            """)
    void anAmountIsRead(String value, String expected) {
        assertEquals(expected, evaluate("$amount(" + value + ")").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "80 CR",
                "1e5",
                "$",
                "(80",
                "(-80)",
                "1,25,000.00",
                "12 50",
                "5USD0",
                "5.",
                "80%",
                "1,2,3",
                "11111111111111111111111111111111111111111111111111111111111111"
            })
    void whatIsNoAmountIsRefused(String text) {
        String said = refused("$amount('" + text + "')");
        assertTrue(said.contains("is no amount"), said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1,250   | 1.250
            1.250   | 1.250
            $12,500 | 12.500
            """)
    void anAmountThatCanBeReadInTwoWaysIsNoGuess(String text, String small) {
        String said = refused("$amount('" + text + "')");
        assertTrue(said.contains("can be read as " + small.replace(".", "") + " and as " + small), said);
        assertTrue(said.contains("$amount(..., \".\")"), said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 (207) 555-0142 ext 3   | +12075550142
            (207) 555-0142x3         | +12075550142
            207.555.0142;ext=3       | +12075550142
            207 555 0142 #12         | +12075550142
            +44 (0)20 7946 0000      | +442079460000
            0044 20 7946 0000        | +442079460000
            447700900123             | +447700900123
            """)
    void aTelephoneNumberIsRead(String text, String expected) {
        assertEquals(expected, evaluate("$phone('" + text + "')").asString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "555-0142",
                "07700 900123",
                "207-555-0142, 207-555-0199",
                "207-555-0142 cell",
                "+1234567890123456"
            })
    void aNumberThatCannotBeDialledFromEverywhereIsRefused(String text) {
        String said = refused("$phone('" + text + "')");
        assertTrue(said.contains("'" + text + "' is no telephone number"), said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            $list("VIP, album,,")                 | ["VIP","album"]
            $list(["VIP "])                       | ["VIP"]
            $list(["VIP", "a, b"])                | ["VIP","a","b"]
            {"t": [$list("VIP").$lowercase($)]}   | {"t":["vip"]}
            $count($list(absent))                 | 0
            $count($list(none))                   | 0
            """)
    void aListIsRead(String jsonata, String expected) {
        assertEquals(expected, evaluate(jsonata).toString());
    }

    @Test
    void whatIsEmptyIsNothing() {
        for (String value : new String[] {"absent", "none", "\"\"", "\" \""}) {
            assertTrue(evaluate("$amount(" + value + ")").isMissingNode(), value);
            assertTrue(evaluate("$phone(" + value + ")").isMissingNode(), value);
        }
        assertTrue(evaluate("$phone(\"n/a\")").isMissingNode());
        assertEquals("w: $amount takes a text or a number", refused("$amount({\"a\": 1})"));
    }

    private static String refused(String jsonata) {
        return assertThrows(MappingException.class, () -> evaluate(jsonata)).getMessage();
    }

    private static JsonNode evaluate(String jsonata) {
        return Expression.of("w", jsonata)
                .evaluate(
                        Json.MAPPER.readTree("{\"none\": null}"),
                        new SyncVariables("", true, Json.MAPPER.createObjectNode(), true, Map.of(), Map.of()));
    }
}
