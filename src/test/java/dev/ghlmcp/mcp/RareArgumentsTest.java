package dev.ghlmcp.mcp;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// Arguments that the list only names are taken and checked like those that it has.
class RareArgumentsTest {
    private final Scripted scripted = Scripted.both(Generation.DATED);

    @AfterEach
    void close() throws Exception {
        scripted.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'more':{'eventColor':'#fff','lookBusyConfig':{'enabled':true,'lookBusyPercentage':'20'}}",
                "'more':'{\\\"eventColor\\\":\\\"#fff\\\",\\\"lookBusyConfig\\\":{\\\"enabled\\\":true,\\\"lookBusyPercentage\\\":20}}'",
                "'eventColor':'#fff','lookBusyConfig':{'enabled':true,'lookBusyPercentage':20},'more':''"
            })
    void theyAreSentLikeAllOthers(String rare) {
        scripted.answer(any(anyUrl()), "{}");
        ToolResult result = scripted.call("update_calendar", json("'calendarId':'c1'," + rare));
        assertEquals(
                "{\"eventColor\":\"#fff\",\"lookBusyConfig\":{\"enabled\":true,\"LookBusyPercentage\":20}}",
                scripted.body().toString(),
                result.text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            'more':{'eventColour':'#fff'}                    | eventColour is not known; did you mean eventColor?
            'more':{'guestType':'some'}                      | guestType must be one of count_only, collect_detail
            'more':{'eventColor':'#fff'},'eventColor':'#000' | eventColor is given twice: leave it out of more
            'more':'blue'                                    | more must be an object
            """)
    void theyAreCheckedLikeAllOthers(String given, String complaint) {
        ToolResult result = scripted.call("update_calendar", json("'calendarId':'c1'," + given));
        assertTrue(result.error());
        assertTrue(result.text().contains(complaint), result.text());
        assertEquals(List.of(), scripted.sent());
    }

    @Test
    void theListNamesThemOnce() {
        ToolView list = ToolView.load();
        String creates = list.entry("create_calendar")
                .at("/inputSchema/properties/more/description")
                .asString();
        assertTrue(creates.contains("eventColor, "), creates);
        assertEquals(
                "JSON, as in create_calendar",
                list.entry("update_calendar")
                        .at("/inputSchema/properties/more/description")
                        .asString());
        assertTrue(list.entry("create_calendar")
                .at("/inputSchema/properties/eventColor")
                .isMissingNode());
    }

    private static ObjectNode json(String members) {
        return (ObjectNode) Json.MAPPER.readTree("{" + members.replace('\'', '"') + "}");
    }
}
