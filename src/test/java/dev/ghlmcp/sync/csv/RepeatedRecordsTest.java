package dev.ghlmcp.sync.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class RepeatedRecordsTest {
    @Test
    void linesOfOneRecordThatDifferAreNamed() {
        RepeatedRecords records = new RepeatedRecords(false, List.of("note"));
        assertFalse(records.add(2, "a", row("Rome", "x")));
        assertFalse(records.add(3, "b", row("Rome", "x")));
        assertTrue(records.add(4, "a", row("Rome", "y")), "the note is not read");
        assertEquals("", records.sentence());
        assertTrue(records.add(5, "a", row("Oslo", "x")));
        assertTrue(records.sentence().startsWith("these lines are about one record and differ: 4 and 5. "));
        for (int line = 6; line < 20; line++) {
            records.add(line, "a", row("town " + line, ""));
        }
        assertTrue(records.sentence().contains("13 and 14 and 5 more. "), records.sentence());
    }

    @Test
    void aVersionSaysWhichIsTheNewer() {
        RepeatedRecords records = new RepeatedRecords(true, List.of());
        records.add(2, "a", row("Rome", ""));
        assertTrue(records.add(3, "a", row("Oslo", "")));
        assertEquals("", records.sentence());
    }

    private static ObjectNode row(String city, String note) {
        return Json.MAPPER.createObjectNode().put("city", city).put("note", note);
    }
}
