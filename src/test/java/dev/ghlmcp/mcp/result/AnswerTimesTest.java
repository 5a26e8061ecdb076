package dev.ghlmcp.mcp.result;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Scripted;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Dates that HighLevel answers as numbers can be read.
class AnswerTimesTest {
    @Test
    void aBirthdayIsADay() {
        JsonNode found = answer(
                "search_contacts",
                "{'pageLimit':1}",
                "{'contacts':[{'id':'c1','dateOfBirth':653184000000,'searchAfter':[1795196530000,'c1']},"
                        + "{'id':'c2','dateOfBirth':-86400000},{'id':'c3','dateOfBirth':653184000001},"
                        + "{'id':'c4','dateOfBirth':'1990-09-13T00:00:00.000Z'}],'total':9}");
        assertEquals("1990-09-13", found.at("/contacts/0/dateOfBirth").asString());
        assertEquals("1969-12-31", found.at("/contacts/1/dateOfBirth").asString());
        assertEquals("653184000001", found.at("/contacts/2/dateOfBirth").toString());
        assertEquals(
                "1990-09-13T00:00:00.000Z", found.at("/contacts/3/dateOfBirth").asString());
    }

    @Test
    void theTimesOfAConversationAreTimesAndItsCursorIsANumber() {
        String conversation = "{'id':'v1','lastMessageDate':1795196530000,'dateAdded':1795196530123,'unreadCount':3,"
                + "'sort':[1795196530000]}";
        JsonNode found =
                answer("search_conversations", "{'limit':1}", "{'conversations':[" + conversation + "],'total':9}");
        assertEquals(
                "2026-11-20T17:42:10Z",
                found.at("/conversations/0/lastMessageDate").asString());
        assertEquals(
                "2026-11-20T17:42:10.123Z",
                found.at("/conversations/0/dateAdded").asString());
        assertEquals("1795196530000", found.at("/paging/next/startAfterDate").toString());
        assertEquals(
                "2026-11-20T17:42:10Z",
                answer("get_conversation", "{'conversationId':'v1'}", conversation)
                        .path("lastMessageDate")
                        .asString());
    }

    private static JsonNode answer(String tool, String arguments, String answer) {
        try (Scripted scripted = Scripted.both(Generation.DATED)) {
            scripted.answer(any(anyUrl()), answer.replace('\'', '"'));
            return Json.MAPPER.readTree(scripted.call(tool, arguments).json().toString());
        }
    }
}
