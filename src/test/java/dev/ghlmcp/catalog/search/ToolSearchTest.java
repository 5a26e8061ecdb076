package dev.ghlmcp.catalog.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.ToolView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whether plain words lead to the right tool.
class ToolSearchTest {
    private static final int ASKED = 60;
    private static final int ANSWERED = 57;
    private static final int FIRST = 3;

    private final ToolSearch search =
            new ToolSearch(Catalog.load().tools(), ToolView.load().entries()::get);

    @Test
    void theRightToolIsAmongTheFirstThreeForNearlyEveryQuestion() throws IOException {
        List<String> questions = Files.readAllLines(Path.of("src/test/resources/questions.txt"));
        assertEquals(ASKED, questions.size());
        List<String> missed = new ArrayList<>();
        int first = 0;
        for (String line : questions) {
            int bar = line.indexOf(" | ");
            List<String> found = search.find(line.substring(0, bar));
            int place = found.indexOf(line.substring(bar + 3));
            first += place == 0 ? 1 : 0;
            if (place < 0 || place >= FIRST) {
                missed.add(line + " at " + place + ", not "
                        + found.stream().limit(FIRST).toList());
            }
        }
        System.out.println("search_tools: " + first + " of " + ASKED + " questions answered by the first hit, "
                + (ASKED - missed.size()) + " by the first three");
        assertTrue(ASKED - missed.size() >= ANSWERED, () -> String.join("\n", missed));
    }
}
