package dev.ghlmcp.highlevel.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// What names sub-accounts go by, and which may be touched.
class AccountLocationsTest {
    private static final String MAIN = "MainStreetLocation00";
    private static final String AIRPORT = "AirportLocation00000";
    private static final String OTHER = "ve9EPM428h8vShlRW1KT";
    private static final Map<String, String> NAMES = names();

    private final AccountLocations all = AccountLocations.of("main street", NAMES, List.of());
    private final AccountLocations some = AccountLocations.of(MAIN, NAMES, List.of("Main Street", OTHER));

    @ParameterizedTest
    @ValueSource(strings = {"Main Street", "main street", "  MAIN Street\t", MAIN})
    void aNameIsKnownHoweverItIsCasedAndSurrounded(String written) {
        assertEquals(MAIN, resolved(all, written));
        assertEquals(MAIN, all.standard());
        assertEquals("Main Street", all.name(MAIN));
    }

    @Test
    void anIdNeedsNoName() {
        assertEquals("xK2EPM428h8vShlRW1KT", resolved(all, "xK2EPM428h8vShlRW1KT"));
        assertNull(all.name("xK2EPM428h8vShlRW1KT"));
        assertEquals("loc7", resolved(new AccountLocations(null), "loc7"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    Mian Street | did you mean Main Street? The names are Main Street, Airport, AIRPORT
                    Harbor      | 'Harbor' is neither an id nor a configured name: The names are Main Street,
                    airport     | may be any of Airport, AIRPORT: write it as configured, or give the id
                    """)
    void aNameThatNamesNothingOrTooMuchIsExplained(String written, String sentence) {
        String said = refusal(all, written);
        assertTrue(said.contains(sentence), said);
    }

    @Test
    void anAmbiguousNameIsTheOneThatIsWrittenJustSo() {
        assertEquals(AIRPORT, resolved(all, "Airport"));
        assertEquals(OTHER, resolved(all, "AIRPORT"));
    }

    @Test
    void aNameWithoutConfiguredNamesSaysWhereTheyAreGiven() {
        assertTrue(refusal(new AccountLocations(MAIN), "Main Street").contains("`locations:`"));
    }

    @Test
    void whatIsNotAllowedIsRefusedWithWhatIs() {
        assertEquals(OTHER, resolved(some, "AIRPORT"));
        assertEquals(
                "locationId 'Airport' may not be touched: allowed are Main Street, AIRPORT", refusal(some, "Airport"));
        assertTrue(refusal(some, "unknownLocation00000").contains("allowed are Main Street"));
    }

    @Test
    void aStandardLocationOutsideTheAllowedIsAMistakeInTheConfiguration() {
        assertThrows(IllegalArgumentException.class, () -> AccountLocations.of(MAIN, NAMES, List.of("Airport")));
        assertThrows(IllegalArgumentException.class, () -> AccountLocations.of(MAIN, NAMES, List.of("Airprot")));
    }

    @Test
    void theCallsOfOthersSeeFewerAndOnlyTheirNames() {
        AccountLocations theirs = some.narrowed(List.of("Main Street"));
        assertEquals(Map.of("Main Street", MAIN), theirs.names());
        assertEquals(Set.of(MAIN), theirs.allowed());
        assertEquals(MAIN, theirs.standard());
        assertEquals("locationId '" + OTHER + "' may not be touched: allowed is Main Street", refusal(theirs, OTHER));
        assertNull(some.narrowed(List.of(OTHER)).standard(), "the standard location is not theirs");
        assertThrows(IllegalArgumentException.class, () -> some.narrowed(List.of("Airport")), "nobody gets more");
        assertTrue(refusal(some.narrowed(List.of()), MAIN).contains("allowed is none"));
    }

    @Test
    void listsAndMembersNamedAfterLocationsAreResolvedToo() {
        ObjectNode arguments =
                json("{'locationIds':['main street','" + OTHER + "'],'twilioPhone':{'Main Street':'+1'}}");
        some.resolve(arguments);
        assertEquals(
                json("{'locationIds':['" + MAIN + "','" + OTHER + "'],'twilioPhone':{'" + MAIN + "':'+1'}}"),
                arguments);
        for (String outside :
                List.of("{'locationIds':['main street','Airport']}", "{'twilioPhone':{'Airport':'+1'}}")) {
            String said = assertThrows(IllegalArgumentException.class, () -> some.resolve(json(outside)))
                    .getMessage();
            assertTrue(said.contains("'Airport' may not be touched"), said);
        }
    }

    @Test
    void aBlankIsNone() {
        ObjectNode arguments = json("{'locationId':' '}");
        all.resolve(arguments);
        assertEquals(json("{}"), arguments);
    }

    private static String resolved(AccountLocations locations, String written) {
        ObjectNode arguments = Json.MAPPER.createObjectNode().put("locationId", written);
        locations.resolve(arguments);
        return arguments.path("locationId").asString();
    }

    private static String refusal(AccountLocations locations, String written) {
        return assertThrows(IllegalArgumentException.class, () -> resolved(locations, written))
                .getMessage();
    }

    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("Main Street", MAIN);
        names.put("Airport", AIRPORT);
        names.put("AIRPORT", OTHER);
        return names;
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.MAPPER.readTree(text.replace('\'', '"'));
    }
}
