package dev.ghlmcp.catalog.search;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Overview;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Whether plain words lead to the right tool. Lines of `questions.txt` with an odd number may be looked at when the
/// words of the search are chosen; those with an even number are kept out of that, and so is all of `strangers.txt`.
class ToolSearchTest {
    private static final int ASKED = 120;
    private static final int THREE = 3;

    private final Map<String, JsonNode> entries = ToolView.load().entries();

    /// How many of the questions have the right tool first, and among the first three.
    private record Hits(String name, int asked, int first, int three, List<String> missed) {
        void atLeast(double firstShare, double threeShare) {
            System.out.printf(
                    "search_tools, %s: %d of %d questions answered by the first hit, %d by the first three%n",
                    name, first, asked, three);
            assertTrue(first >= firstShare * asked && three >= threeShare * asked, this::toString);
        }
    }

    @Test
    void theRightToolIsFirstForMostQuestionsAndAmongThreeForNearlyAll() throws IOException {
        List<String> questions = Files.readAllLines(Path.of("src/test/resources/questions.txt"));
        assertEquals(ASKED, questions.size());
        Hits tuned = hits("tuned", every(questions, 0));
        Hits held = hits("kept out of tuning", every(questions, 1));
        assertAll(() -> tuned.atLeast(0.85, 0.97), () -> held.atLeast(0.83, 0.95));
    }

    /// As they were before anything was chosen for them.
    @Test
    void questionsInTheWordsOfStrangersFindTheirTool() throws IOException {
        hits("strangers", Files.readAllLines(Path.of("src/test/resources/strangers.txt")))
                .atLeast(0.35, 0.55);
    }

    @Test
    void everyToolHasWordsOfPeople() {
        assertEquals(Set.copyOf(ToolView.load().listed()), SearchTerms.said().keySet());
    }

    private static List<String> every(List<String> questions, int from) {
        return IntStream.range(0, questions.size())
                .filter(line -> line % 2 == from)
                .mapToObj(questions::get)
                .toList();
    }

    private Hits hits(String name, List<String> questions) {
        List<ToolDefinition> tools = new ArrayList<>(Catalog.load().tools());
        tools.addAll(Overview.tools(entries));
        ToolSearch search = new ToolSearch(tools, entries::get);
        List<String> missed = new ArrayList<>();
        int first = 0;
        int three = 0;
        for (String line : questions) {
            int bar = line.indexOf(" | ");
            List<String> found = search.find(line.substring(0, bar));
            int place = found.indexOf(line.substring(bar + 3));
            first += place == 0 ? 1 : 0;
            three += place >= 0 && place < THREE ? 1 : 0;
            if (place != 0) {
                missed.add(line + " at " + place + ", not "
                        + found.stream().limit(THREE).toList());
            }
        }
        return new Hits(name, questions.size(), first, three, missed);
    }
}
