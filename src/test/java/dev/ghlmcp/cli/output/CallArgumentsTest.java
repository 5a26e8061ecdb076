package dev.ghlmcp.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.ArgumentTraits;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.input.ArgumentSchema;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A tool's arguments as people type them.
class CallArgumentsTest {
    private static final JsonNode KNOWN =
            ToolView.load().entries().get("search_contacts").at("/inputSchema/properties");

    @Test
    void bothSpellingsAreTheSameArgument() throws UsageException {
        for (String word : List.of("pageLimit=5", "page-limit=5", "--page-limit=5", "--pageLimit=5")) {
            ObjectNode arguments = Json.MAPPER.createObjectNode();
            arguments("search_contacts").addTo(arguments, List.of(word));
            assertEquals("{\"pageLimit\":\"5\"}", arguments.toString(), word);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    page-limt=5   | page-limt is not an argument of search_contacts; did you mean page-limit?
                    pageLimt=5    | pageLimt is not an argument of search_contacts; did you mean pageLimit?
                    nosuchthing=1 | nosuchthing is not an argument of search_contacts; `ghl-mcp tools search_contacts` lists them
                    --page-limt   | --page-limt is neither an option of call nor an argument of search_contacts; did you mean --page-limit?
                    foo           | Arguments are written name=value or --name value, got 'foo'
                    """)
    void whatIsMistypedIsSaidWithWhatWasMeant(String word, String sentence) {
        UsageException e = assertThrows(
                UsageException.class,
                () -> arguments("search_contacts").addTo(Json.MAPPER.createObjectNode(), List.of(word)));
        assertEquals(sentence, e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"query=a query=b", "--query a --query=b", "pageLimit=1 --page-limit 2"})
    void anArgumentThatIsNoListIsGivenOnce(String words) {
        UsageException e = assertThrows(
                UsageException.class,
                () -> arguments("search_contacts").addTo(Json.MAPPER.createObjectNode(), List.of(words.split(" "))));
        assertTrue(e.getMessage().endsWith(" is given twice: leave one of them out"), e.getMessage());
    }

    /// As over MCP: a bare text with commas is several items, and inside a list a comma is part of a name.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    --tags vip,gold                     | ["vip","gold"]
                    tags=vip,gold                       | ["vip","gold"]
                    --tags=vip,                         | ["vip"]
                    --tags vip --tags gold              | ["vip","gold"]
                    --tags vip,gold tags=new            | ["vip,gold","new"]
                    tags=["vip,gold"]                   | ["vip,gold"]
                    --city Bath,ME --tags new           | ["new"]
                    """)
    void aListTakesCommas(String words, String tags) throws UsageException {
        JsonNode schema = ToolView.load().entries().get("create_contact").path("inputSchema");
        ObjectNode arguments = Json.MAPPER.createObjectNode();
        new CallArguments("create_contact", schema.path("properties"), List.of())
                .addTo(arguments, List.of(words.split(" ")));
        ArgumentSchema.Arguments read = new ArgumentSchema(schema, ArgumentTraits.NONE, false).read(arguments);
        assertEquals(List.of(), read.complaints().sentences());
        assertEquals(tags, read.values().path("tags").toString());
        assertEquals(
                words.contains("Bath") ? "Bath,ME" : "",
                read.values().path("city").asString(""),
                "a text");
    }

    private static CallArguments arguments(String tool) {
        return new CallArguments(tool, KNOWN, List.of("--format"));
    }
}
