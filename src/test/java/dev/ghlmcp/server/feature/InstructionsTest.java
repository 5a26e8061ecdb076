package dev.ghlmcp.server.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.ToolList;
import dev.ghlmcp.catalog.selection.Surface;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class InstructionsTest {
    @Test
    void theyFitIntoTwoKilobytesOnEverySurface() {
        for (Surface surface : Surface.values()) {
            String text = ToolServer.instructions(surface.of(ToolList.load()));
            int bytes = text.getBytes(StandardCharsets.UTF_8).length;
            assertTrue(bytes < 2000, surface + ": " + bytes);
        }
    }

    @Test
    void theToolsThatTheyNameAreListed() {
        ToolList few = Surface.SEARCH.of(ToolList.load());
        long named = Pattern.compile("(?:search|call)_[a-z]+")
                .matcher(ToolServer.instructions(few))
                .results()
                .peek(word -> assertTrue(few.names().contains(word.group()), word.group()))
                .count();
        assertEquals(2, named);
    }
}
