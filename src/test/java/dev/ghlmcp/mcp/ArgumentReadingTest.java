package dev.ghlmcp.mcp;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What becomes of arguments between a client and HighLevel, tool by tool.
class ArgumentReadingTest {
    private static Scripted scripted;

    @BeforeAll
    static void start() {
        scripted = Scripted.both(Generation.DATED);
        scripted.answer(any(anyUrl()), "{\"contact\":{\"id\":\"c1\"}}");
    }

    @AfterAll
    static void stop() {
        scripted.close();
    }

    /// Some clients send null for all that a model leaves out.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    update_contact | {'contactId':'c1','city':'Bath'} | {"city":"Bath"}
                    update_opportunity | {'opportunityId':'c1','name':'Deal'} | {"name":"Deal"}
                    create_business | {'name':'Acme'} | {"name":"Acme","locationId":"loc1"}
                    update_calendar | {'calendarId':'c1','name':'Day'} | {"name":"Day"}
                    """)
    void nullForAllTheRestChangesNothing(String tool, String arguments, String body) {
        for (String nothing : List.of("null", "\"\"")) {
            ObjectNode given = json(arguments);
            ToolView.load()
                    .entries()
                    .get(tool)
                    .at("/inputSchema/properties")
                    .propertyNames()
                    .forEach(name -> {
                        if (!given.has(name)) {
                            given.set(name, Json.MAPPER.readTree(nothing));
                        }
                    });
            assertFalse(scripted.call(tool, given).error());
            assertEquals(body, scripted.body().toString());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    list_associations | {'limit':null} | GET /associations/?locationId=loc1&skip=0&limit=20
                    search_opportunities | {'limit':5.0} | GET /opportunities/search?limit=5&location_id=loc1
                    search_conversations | {'assignedTo':[],'lastMessageType':'SMS'} | GET /conversations/search?limit=20&lastMessageType=TYPE_SMS&locationId=loc1
                    search_conversations | {'assignedTo':'u1, u2'} | GET /conversations/search?assignedTo=u1%2Cu2&limit=20&locationId=loc1
                    get_contact | {'contactId':'c1','toolCallId':'x','sessionId':'y','action':'sendMessage','chatInput':'z'} | GET /contacts/c1
                    """)
    void whatSaysNothingIsNotSent(String tool, String arguments, String sent) {
        ToolResult result = scripted.call(tool, json(arguments));
        assertFalse(result.error(), result::text);
        assertEquals(sorted(sent), sorted(scripted.sent().getLast()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    update_contact | {'contactId':'c1','clear':['email','tags'],'city':'Bath'} | {"city":"Bath","email":null,"tags":[]}
                    update_user | {'userId':'u1','clear':'twilioPhone, scopes'} | {"twilioPhone":{},"scopes":[],"companyId":"comp1"}
                    bulk_update_contact_business | {'ids':['c1'],'businessId':null} | {"ids":["c1"],"businessId":null,"locationId":"loc1"}
                    bulk_update_contact_business | {'ids':['c1'],'businessId':'none'} | {"ids":["c1"],"businessId":null,"locationId":"loc1"}
                    bulk_update_contact_tags | {'operation':'remove','contacts':['c1'],'tags':[],'removeAllTags':'True'} | {"contacts":["c1"],"tags":[],"removeAllTags":true,"locationId":"loc1"}
                    add_contact_tags | {'contactId':'c1','tags':'vip, gold'} | {"tags":["vip","gold"]}
                    add_contact_tags | {'contactId':'c1','tags':['vip, gold']} | {"tags":["vip, gold"]}
                    update_contact | {'contactId':'c1','customFields':[{'id':'f1','key':null,'fieldValue':'[\\"A\\",\\"B\\"]'},{'id':'f2','fieldValue':''}]} | {"customFields":[{"id":"f1","field_value":["A","B"]},{"id":"f2","field_value":""}]}
                    update_contact | {'contactId':'c1','customFields':[{'id':'f1','fieldValue':42}]} | {"customFields":[{"id":"f1","field_value":42}]}
                    update_contact | {'contactId':'c1','dndSettings':{'call':{'status':'active','code':null},'sms':null}} | {"dndSettings":{"Call":{"status":"active"}}}
                    update_calendar | {'calendarId':'c1','openHours':['{\\"daysOfTheWeek\\":[1]}']} | {"openHours":[{"daysOfTheWeek":[1]}]}
                    search_contacts | {'filters':[{'field':'tags','operator':'eq','value':'[\\"vip\\"]'}]} | {"filters":[{"field":"tags","operator":"eq","value":["vip"]}],"pageLimit":20,"locationId":"loc1"}
                    search_contacts | {'page':1,'filters':[{'group':'OR','filters':[{'field':'dateAdded','operator':'range','value':'{\\"gte\\":\\"2030-01-31T09:00:00Z\\"}'},{'group':'AND','filters':[{'field':'tags','operator':'eq','value':'vip'}]}]}]} | {"filters":[{"group":"OR","filters":[{"field":"dateAdded","operator":"range","value":{"gte":"2030-01-31T09:00:00Z"}},{"group":"AND","filters":[{"field":"tags","operator":"eq","value":"vip"}]}]}],"pageLimit":20,"page":1,"locationId":"loc1"}
                    """)
    void theBodyIsWhatWasMeant(String tool, String arguments, String body) {
        ToolResult result = scripted.call(tool, json(arguments));
        assertFalse(result.error(), result::text);
        assertEquals(Json.MAPPER.readTree(body), scripted.body());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    update_contact | {'contactId':'c1','email':'null'} | email is the word
                    update_contact | {'contactId':'c1','tags':'null'} | tags[0] is the word
                    update_contact | {'contactId':'c1','tags':['undefined']} | tags[0] is the word
                    update_contact | {'contactId':'c1','clear':[{'a':1}]} | clear
                    update_contact | {'contactId':'c1','customFields':[{'id':'f1','fieldValue':[null]}]} | customFields[0].fieldValue is missing
                    update_contact | {'contactId':'c1','clear':{'source':true}} | clear
                    add_contact_tags | {'contactId':'c1','tags':'[\\"a\\",\\"b'} | tags must be a list
                    bulk_update_contact_business | {'ids':['c1'],'businessId':'undefined'} | businessId must be an id
                    bulk_update_contact_business | {'ids':['c1'],'businessId':''} | businessId is missing
                    create_contact_note | {'contactId':'c1','body':' '} | body is missing
                    create_block_slot | {'calendarId':'c1','startTime':0,'endTime':'2030-01-31T09:00:00Z'} | startTime is 0
                    update_contact | {'contactId':'c1','dateOfBirth':'0'} | dateOfBirth is 0
                    create_contact | {} | give at least one of firstName, lastName, name, email, phone, companyName
                    create_contact | {'tags':['a'],'email':''} | give at least one of
                    upsert_opportunity | {'pipelineId':'p1'} | give at least one of id, contactId
                    add_contact_tags | {'contactId':'c1','tags':[]} | tags must have at least one item
                    update_contact | {'contactId':'c1','email':''} | nothing to change: email is empty
                    update_contact | {'contactId':'c1','tags':[]} | tags is empty: name it in clear
                    update_contact | {'contactId':'c1','tags':['a'],'clear':['tags']} | tags is given and named in clear
                    update_contact | {'contactId':'c1','clear':['customFields']} | clear[0] must be one of
                    update_contact | {'contactId':'c1','customFields':[{'fieldValue':'X'}]} | customFields[0] needs at least one of id, key
                    create_opportunity | {'pipelineId':'p','name':'n','status':'open','contactId':'c','customFields':[{'id':'f','fieldValue':null}]} | customFields[0].fieldValue is missing
                    search_contacts | {'clear':['query']} | clear is not known
                    search_contacts | {'pageLimit':1e999} | pageLimit must be an integer
                    search_opportunities | {'pipelineId':'null'} | pipelineId must be an id, got "null" (Name, or id from list_pipelines)
                    get_contact | {'contactId':'undefined'} | contactId must be an id, got "undefined" (Name, or id from search_contacts)
                    search_conversations | {'lastMessageType':'TYPE_SMSS'} | did you mean TYPE_SMS?
                    list_conversation_messages | {'conversationId':'a','type':['voicemail']} | type[0] must be one of TYPE_CALL
                    update_opportunity | {'opportunityId':'o','monetaryValue':1e999} | monetaryValue must be a number
                    """)
    void whatCannotBeMeantIsRefusedBeforeItIsSent(String tool, String arguments, String complaint) {
        int before = scripted.sent().size();
        ToolResult result = scripted.call(tool, json(arguments));
        assertTrue(result.error() && result.outcome().equals("invalid"), result::text);
        assertTrue(result.text().contains(complaint), result::text);
        assertEquals(before, scripted.sent().size());
    }

    @Test
    void theDryRunShowsWhatIsCleared() {
        ToolResult result = scripted.call("update_contact", json("{'contactId':'c1','clear':['email'],'dryRun':true}"));
        assertEquals(
                "{\"email\":null}",
                Json.MAPPER
                        .readTree(result.json().toString())
                        .at("/request/body")
                        .toString());
    }

    @Test
    void onlyChangesOfRecordsClear() {
        for (ToolDefinition tool : Catalog.load().tools()) {
            Map<String, JsonNode> clear = tool.traits().clear();
            boolean changes = tool.name().matches("(update|upsert)_.*");
            assertTrue(clear.isEmpty() || (changes && !tool.hints().readOnly()), tool.name());
        }
        assertEquals(
                Set.of("endTime", "title", "assignedUserId", "description", "meetingLocationId", "address", "rrule"),
                Catalog.load().find("update_appointment").traits().clear().keySet());
    }

    @Test
    void fieldsThatNameNothingKeepEverything() {
        ToolResult result = scripted.call("get_contact", json("{'contactId':'c1','fields':['null']}"));
        assertEquals(
                "c1",
                Json.MAPPER.readTree(result.json().toString()).at("/contact/id").asString());
        assertFalse(result.text().contains("fieldsNotFound"), result::text);
    }

    @Test
    void tensOfThousandsOfMistakesMakeAShortAnswer() {
        ObjectNode wide = Json.MAPPER.createObjectNode();
        for (int i = 0; i < 100_000; i++) {
            wide.put("u" + i, "x");
        }
        assertTrue(scripted.call("search_contacts", wide).text().length() < 500);
        ObjectNode deep = Json.MAPPER.createObjectNode();
        for (int i = 0; i < 10_000; i++) {
            deep.withArray("filters").addObject().put("valeu", i);
        }
        String text = scripted.call("search_contacts", deep).text();
        assertTrue(text.length() < 5_000, text);
        assertTrue(text.endsWith("and 19990 more complaints."), text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    update_contact | {'contactId':'hu7hNtWhxGOIyqM3ljRu','customFields':[{'id':'nosuch','fieldValue':'X'},{'id':'t7RWpmtcuVPwXGsQaxUW','fieldValue':'Evening'}]} | custom field nosuch:
                    create_contact | {'name':'Ada Byron','customFields':[{'key':'nosuch','fieldValue':'X'}]} | custom field nosuch:
                    update_contact | {'contactId':'hu7hNtWhxGOIyqM3ljRu','customFields':[{'id':'t7RWpmtcuVPwXGsQaxUW','fieldValue':'Evening'}]} |
                    update_contact | {'contactId':'hu7hNtWhxGOIyqM3ljRu','customFields':[{'id':'t7RWpmtcuVPwXGsQaxUW','fieldValue':''}]} |
                    """)
    void aCustomFieldThatTheAnswerLacksIsSaid(String tool, String arguments, String notice) {
        try (OnSandbox sandbox = new OnSandbox()) {
            JsonNode result = sandbox.call(tool, arguments);
            String said = result.path("notice").asString("");
            assertTrue(notice == null ? said.isEmpty() : said.contains(notice), result::toString);
        }
    }

    @Test
    void aListInATextHasTheLimitOfAList() {
        String many = "ab,".repeat(100_000);
        for (String text : List.of(many, "[" + "1,".repeat(100_000) + "1]")) {
            ToolResult result = scripted.call("add_contact_tags", "{'contactId':'c1','tags':'" + text + "'}");
            assertEquals("Nothing was sent. add_contact_tags: tags must have at most 10000 items.", result.text());
        }
    }

    private static String sorted(String sent) {
        String[] parts = sent.split("[?]", -1);
        return parts.length == 1
                ? sent
                : parts[0] + "?"
                        + String.join(
                                "&",
                                List.of(parts[1].split("&")).stream().sorted().toList());
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.MAPPER.readTree(text.replace('\'', '"'));
    }
}
