package dev.ghlmcp.catalog.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Overview;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.index.ApiIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Whether plain words lead to the right operation of the whole API, among all tools and operations. Words were chosen
/// after `api-questions.txt`; `api-questions-kept-out.txt` was written by somebody who had not seen the search, and its
/// misses are not looked at.
class ApiSearchTest {
    private static final Path QUESTIONS = Path.of("src/test/resources/dev/ghlmcp/catalog/search");
    private static final int FIVE = 5;

    private static final Map<String, JsonNode> ENTRIES = ToolView.load().entries();
    private static final ToolSearch BOTH = search(true);
    private static final ToolSearch TOOLS = search(false);

    /// How many questions have a right answer first, among the first three, and among the first five.
    private record Hits(int asked, int first, int three, int five) {
        static Hits of(ToolSearch search, List<String> questions) {
            int[] hits = new int[FIVE];
            for (String line : questions) {
                int bar = line.indexOf(" | ");
                Set<String> right = Set.of(line.substring(bar + 3).split(" "));
                List<String> found = search.find(line.substring(0, bar));
                found.stream()
                        .limit(FIVE)
                        .filter(right::contains)
                        .findFirst()
                        .ifPresent(name -> hits[found.indexOf(name)]++);
            }
            return new Hits(
                    questions.size(),
                    hits[0],
                    hits[0] + hits[1] + hits[2],
                    Arrays.stream(hits).sum());
        }
    }

    @ParameterizedTest
    @CsvSource({"api-questions.txt, 0.8, 0.95", "api-questions-kept-out.txt, 0.65, 0.9"})
    void theRightOperationIsFirstOrAmongFive(String file, double first, double five) throws IOException {
        Hits hits = Hits.of(BOTH, lines(QUESTIONS.resolve(file)));
        System.out.println("search_tools over the whole API, " + file + ": " + hits);
        assertTrue(
                hits.asked() >= 60 && hits.first() >= first * hits.asked() && hits.five() >= five * hits.asked(),
                hits::toString);
    }

    /// Words were chosen after the lines that begin with a plus, and after them alone.
    @ParameterizedTest
    @CsvSource({"true, 0.7, 0.95", "false, 0.35, 0.8"})
    void whatATesterMissedIsFound(boolean tuned, double first, double five) throws IOException {
        List<String> questions = lines(QUESTIONS.resolve("api-questions-2.txt")).stream()
                .filter(line -> line.startsWith("+ ") == tuned)
                .map(line -> line.replaceFirst("^\\+ ", ""))
                .toList();
        Hits hits = Hits.of(BOTH, questions);
        assertTrue(
                hits.asked() == 21 && hits.first() >= first * hits.asked() && hits.five() >= five * hits.asked(),
                hits::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"questions.txt", "everyday.txt", "strangers.txt", "unseen.txt"})
    void questionsForToolsLoseNothing(String file) throws IOException {
        List<String> questions = lines(Path.of("src/test/resources", file));
        Hits alone = Hits.of(TOOLS, questions);
        Hits beside = Hits.of(BOTH, questions);
        assertTrue(
                beside.first() >= alone.first() && beside.three() >= alone.three() - 1,
                () -> beside + " and not " + alone);
    }

    @ParameterizedTest
    @CsvSource({
        "Which invoices are overdue?, list_invoices",
        "What tags are there?, list_location_tags",
        "Who filled in the survey?, list_survey_submissions",
        "send a text message, send_message"
    })
    void whatTheApiDoesIsNotSaidToBeMissing(String query, String operation) {
        assertNull(BOTH.absent(query, _ -> true));
        assertTrue(BOTH.absent(query, ENTRIES::containsKey).startsWith("No tool "), query);
        assertTrue(
                BOTH.find(query).subList(0, FIVE).contains(operation),
                () -> BOTH.find(query).toString());
    }

    @Test
    void anOperationIsFoundByItsName() {
        for (String name : ApiIndex.get().names()) {
            assertTrue(BOTH.find("call " + name + " please").subList(0, 3).contains(name), name);
        }
    }

    /// Words for what is not there are left over from a name that changed.
    @Test
    void wordsOfPeopleAreForOperationsAndGroups() {
        Set<String> unknown = new TreeSet<>(SearchDocuments.saidOfOperations().keySet());
        unknown.removeAll(ApiIndex.get().names());
        ApiIndex.get().groups().forEach(unknown::remove);
        assertEquals(Set.of(), unknown);
        Set<String> silent = new HashSet<>(ApiIndex.get().names());
        silent.removeAll(SearchDocuments.saidOfOperations().keySet());
        assertEquals(Set.of(), silent);
    }

    private static ToolSearch search(boolean api) {
        List<ToolDefinition> tools = new ArrayList<>(Catalog.load().tools());
        tools.addAll(Overview.tools(ENTRIES));
        return new ToolSearch(tools, ENTRIES::get, api ? ApiIndex.get().operations() : List.of());
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#") && line.contains(" | "))
                .toList();
    }
}
