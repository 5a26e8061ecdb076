package dev.ghlmcp.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.watch.Trigger.Kind;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The table of triggers beside the records of the operations.
class TriggerTest {
    private static final int DAY_S = 86_400;
    private static final int DAILY_LIMIT = 200_000;

    private final Collection<Trigger> all = Trigger.load().values();
    private final Catalog catalog = Catalog.load();

    @Test
    void eachIsAnOperationThatOnlyReads() {
        assertEquals(55, all.size());
        for (Trigger trigger : all) {
            ToolDefinition tool = catalog.find(trigger.operation());
            assertTrue(tool != null && tool.hints().readOnly(), trigger::toString);
        }
    }

    @Test
    void whatIsComparedAsAListIsOneAndWhatIsARecordIsNot() {
        for (Trigger trigger : all) {
            boolean list = catalog.find(trigger.operation()).listing() != null;
            switch (trigger.kind()) {
                // The documents say of this one that it answers an object, and examples that there may be several.
                case FEED, SET ->
                    assertEquals(!trigger.operation().equals("get_association_by_object_key"), list, trigger::toString);
                case RECORD, MEDIA -> assertTrue(!list, trigger::toString);
                case WINDOW -> assertTrue(list || trigger.operation().equals("get_free_slots"), trigger::toString);
                case PROBE -> assertEquals(trigger.item().isEmpty(), list, trigger::toString);
            }
        }
    }

    @Test
    void theNamesOfEventsAreTheirOwnAndWhatCanHappenIsKnown() {
        assertEquals(55, new HashSet<>(all.stream().map(Trigger::event).toList()).size());
        for (Trigger trigger : all) {
            assertTrue(List.of("new", "changed", "removed").containsAll(trigger.emits()), trigger::toString);
            assertTrue(!trigger.emits().isEmpty() && !trigger.members().isEmpty(), trigger::toString);
            assertEquals(
                    trigger.kind() == Kind.FEED,
                    trigger.kind() == Kind.FEED && !trigger.key().isEmpty());
        }
    }

    @Test
    void allAtTheirStandardTakeATenthOfADaysRequests() {
        long requests = all.stream()
                .mapToLong(trigger -> DAY_S / trigger.every().toSeconds())
                .sum();
        assertTrue(requests <= DAILY_LIMIT / 10, () -> requests + " requests a day");
        for (Trigger trigger : all) {
            assertTrue(trigger.every().compareTo(Duration.ofMinutes(1)) >= 0, trigger::toString);
            assertTrue(trigger.every().compareTo(Duration.ofHours(1)) <= 0, trigger::toString);
        }
    }

    @Test
    void thereAreAsManyOfEachKindAsTheyWereCounted() {
        Map<Kind, Long> counts = all.stream().collect(Collectors.groupingBy(Trigger::kind, Collectors.counting()));
        assertEquals(
                Map.of(Kind.FEED, 5L, Kind.SET, 25L, Kind.RECORD, 16L, Kind.WINDOW, 3L, Kind.PROBE, 3L, Kind.MEDIA, 3L),
                counts);
    }

    @Test
    void anotherOperationIsRefusedWithTheNearestName() {
        String sentence = assertThrows(IllegalArgumentException.class, () -> Trigger.of("search_contact"))
                .getMessage();
        assertTrue(sentence.contains("did you mean search_contacts?"), sentence);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Trigger.of("upsert_invoice"))
                .getMessage()
                .startsWith("'upsert_invoice' cannot be watched"));
    }
}
