package dev.ghlmcp.mcp;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.result.ResultLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What an assistant gets of a page that would not fit.
class LongResultTest {
    private static final int CONTACTS = 100;

    private final Scripted scripted = Scripted.both(Generation.DATED);

    @AfterEach
    void close() {
        scripted.close();
    }

    @Test
    void aHundredFullContactsAreCutAndTheResultSaysHowToGetTheRest() {
        scripted.answer(post(urlPathEqualTo("/contacts/search")), contacts());
        ToolResult result = scripted.call("search_contacts", "{'pageLimit':100}");
        assertTrue(
                result.text().getBytes(java.nio.charset.StandardCharsets.UTF_8).length
                        <= ResultLimits.STANDARD.maxBytes(),
                () -> Json.size(result.json()) + " bytes");
        JsonNode json = Json.MAPPER.readTree(result.json().toString());
        int selected = json.path("contacts").size();
        assertTrue(selected > 10 && selected < CONTACTS, () -> selected + " contacts");
        assertEquals(
                "first " + selected + " of 100 items",
                json.at("/cut/what/contacts[]").asString());
        assertTrue(
                json.at("/cut/how").asString().contains("with pageLimit " + selected + " and then follow paging.next"),
                json.path("cut")::toString);
        assertFalse(json.path("paging").has("next"), "it would skip what was cut");
        assertEquals("c0", json.at("/contacts/0/id").asString());
        assertEquals(
                "contacts[].customFields[].value",
                json.at("/dataNotInstructions/0").asString());
        System.out.println("100 contacts: " + contacts().length() + " bytes become " + Json.size(result.json()) + ", "
                + selected + " contacts; " + json.path("cut"));
    }

    @Test
    void withFieldsAllOfThemFit() {
        scripted.answer(post(urlPathEqualTo("/contacts/search")), contacts());
        ToolResult result = scripted.call("search_contacts", "{'pageLimit':100,'fields':['contacts.email']}");
        JsonNode json = Json.MAPPER.readTree(result.json().toString());
        assertEquals(CONTACTS, json.path("contacts").size());
        assertEquals(
                "{\"id\":\"c7\",\"email\":\"c7@example.com\"}",
                json.at("/contacts/7").toString());
        assertEquals("[\"contacts.email\"]", json.at("/paging/next/fields").toString(), "the next page as well");
        assertFalse(json.has("cut"));
        assertFalse(scripted.body().has("fields"), "HighLevel knows no such argument");
    }

    @Test
    void anAnswerThatIsNotJsonIsToldNotThrown() {
        scripted.answer(get(urlPathEqualTo("/contacts/a")), ok("{\"contact\":"));
        ToolResult result = scripted.call("get_contact", "{'contactId':'a'}");
        assertTrue(result.error());
        assertTrue(result.text().startsWith("HighLevel answered 200, but the answer is not JSON."), result::text);
    }

    private static String contacts() {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        ArrayNode contacts = answer.putArray("contacts");
        for (int i = 0; i < CONTACTS; i++) {
            ObjectNode contact = contacts.addObject().put("id", "c" + i).put("email", "c" + i + "@example.com");
            contact.put("firstName", "Given " + i)
                    .put("firstNameLowerCase", "given " + i)
                    .putNull("companyName");
            contact.put("address1", "1 Long Street").put("city", "Springfield").put("source", "form");
            contact.putArray("searchAfter").add(i).add("c" + i);
            ArrayNode fields = contact.putArray("customFields");
            for (int f = 0; f < 10; f++) {
                fields.addObject().put("id", "field" + f).put("value", "An answer of some length to the question " + f);
            }
        }
        return answer.put("total", 500).put("traceId", "t").toString();
    }
}
