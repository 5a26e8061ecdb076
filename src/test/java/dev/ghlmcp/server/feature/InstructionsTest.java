package dev.ghlmcp.server.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.catalog.selection.Surface;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class InstructionsTest {
    @Test
    void theyFitIntoTwoKilobytesOnEverySurface() {
        for (Surface surface : Surface.values()) {
            String text = ToolServer.instructions(surface.of(ToolView.load()));
            int bytes = text.getBytes(StandardCharsets.UTF_8).length;
            assertTrue(bytes < 2000, surface + ": " + bytes);
        }
    }

    @Test
    void theToolsThatTheyNameAreListed() {
        ToolView few = Surface.SEARCH.of(ToolView.load());
        long named = Pattern.compile("(?:search|describe|call)_[a-z]+")
                .matcher(ToolServer.instructions(few))
                .results()
                .peek(word -> assertTrue(few.listed().contains(word.group()), word.group()))
                .count();
        assertEquals(3, named);
    }
}
