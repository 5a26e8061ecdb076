package dev.ghlmcp.mcp;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Values that HighLevel would take and misread, or refuse without a word why, are refused with a sentence.
class RefusedValuesTest {
    private static final String BOOKING = "{'calendarId':'c1','contactId':'p1','startTime':'2030-01-31T09:00:00-05:00',"
            + "'ignoreFreeSlotValidation':true,'assignedUserId':'u1','rrule':'";

    private static Scripted scripted;

    @BeforeAll
    static void start() {
        scripted = Scripted.both(Generation.DATED);
        scripted.answer(any(anyUrl()), "{}");
    }

    @AfterAll
    static void stop() {
        scripted.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    bulk_update_contact_tags | {'operation':'add','contacts':['c1'],'tags':[]} | give at least one of tags, removeAllTags
                    bulk_update_contact_tags | {'operation':'remove','contacts':['c1'],'tags':[],'removeAllTags':false} | give at least one of tags, removeAllTags
                    remove_opportunity_followers | {'opportunityId':'o1','followers':[]} | give at least one of followers, isRemoveAllFollowers
                    create_calendar | {'name':'n','calendarType':'event','openHours':[{'daysOfTheWeek':[],'hours':[{'openHour':9,'openMinute':0,'closeHour':17,'closeMinute':0}]}]} | openHours[0].daysOfTheWeek must have at least one item
                    create_calendar | {'name':'n','calendarType':'event','openHours':[{'daysOfTheWeek':[1,2],'hours':[{'openHour':9,'openMinute':0,'closeHour':17,'closeMinute':0}]}]} | openHours[0].daysOfTheWeek must have at most one item, got 2
                    update_contact | {'contactId':'c1','customFields':[]} | nothing to change: customFields is empty
                    update_contact | {'contactId':'c1','dndSettings':{}} | dndSettings is empty: name it in clear to empty it
                    update_appointment | {'eventId':'e1','toNotify':false,'ignoreDateRange':true} | nothing to change: give at least one of calendarId, startTime, endTime, title
                    update_contact | {'contactId':'c1','clear':[]} | nothing to change: give at least one of firstName, lastName
                    update_contact | {'contactId':'c1','dndSettings':{'sms':{'status':'on'}}} | dndSettings.sms.status must be one of active, inactive, permanent, got "on"
                    create_contact | {'email':'a@example.com','dndSettings':{'email':{'status':'blocked'}}} | dndSettings.email.status must be one of
                    update_user | {'userId':'u1','permissions':{'contactEnabled':true}} | permissions.contactEnabled is not known; did you mean contactsEnabled?
                    create_user | {'firstName':'a','lastName':'b','email':'a@example.com','password':'Secret-123','type':'account','role':'user','locationIds':['l1'],'permissions':{'zzz':true}} | permissions.zzz is not known; known are campaignsEnabled
                    update_contact | {'contactId':'c1','timezone':'Mars/Base'} | timezone must be an IANA name such as America/New_York, got "Mars/Base"
                    update_contact | {'contactId':'c1','timezone':'America/New_Yrok'} | did you mean America/New_York?
                    create_location | {'name':'n','timezone':'EST-5'} | timezone must be an IANA name
                    get_free_slots | {'calendarId':'c1','startDate':'2030-01-31','endDate':'2030-02-01','timezone':'Mars'} | timezone must be an IANA name
                    search_contacts | {'filters':[{'field':'email','operator':'eq','value':''}]} | filters[0]: operator eq needs value
                    search_contacts | {'filters':[{'field':'email','operator':'eq','value':null}]} | filters[0]: operator eq needs value
                    search_contacts | {'filters':[{'field':'email','operator':'EQ'}]} | filters[0]: operator eq needs value
                    search_contacts | {'filters':[{'field':'email','value':'a'}]} | filters[0]: field needs operator
                    search_contacts | {'filters':[{'field':'email','operator':'equals','value':'a'}]} | filters[0].operator must be one of eq, not_eq
                    search_contacts | {'filters':[{'operator':'eq','value':'a'}]} | filters[0] needs at least one of field, group
                    search_contacts | {'filters':[{'group':'OR','filters':[]}]} | filters[0]: group needs filters
                    search_contacts | {'filters':[{'group':'OR','filters':[{'group':'AND','filters':[]}]}]} | filters[0].filters[0]: group needs filters
                    search_contacts | {'filters':[{'group':'OR','filters':[{'field':'email','operator':'eq'}]}]} | filters[0].filters[0]: operator eq needs value
                    search_contacts | {'filters':[{'group':'OR','filters':[{'group':'AND','filters':[{'field':'email','operator':'is','value':'x'}]}]}]} | filters[0].filters[0].filters[0].operator must be one of
                    update_contact | {'contactId':'c1','customFields':[{'id':'f1','fieldValue':true}]} | customFields[0].fieldValue must be a text, a number or a list of texts, got the boolean true
                    update_contact | {'contactId':'c1','customFields':[{'id':'f1','fieldValue':{'a':1}}]} | customFields[0].fieldValue must be a text, a number or a list of texts, got an object
                    update_contact | {'contactId':'c1','customFields':[{'id':'f1','fieldValue':[{'a':1}]}]} | customFields[0].fieldValue must be a text, a number or a list of texts, got a list
                    """)
    void whatCannotBeMeantIsNotSent(String tool, String arguments, String complaint) {
        refused(tool, arguments, complaint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    add_contact_tags | {'contactId':' c1','tags':[' x ','y']} | {"tags":["x","y"]}
                    update_contact | {'contactId':'c1','timezone':'us/central'} | {"timezone":"US/Central"}
                    update_contact | {'contactId':'c1','dndSettings':{'sms':{'status':'Active'}}} | {"dndSettings":{"SMS":{"status":"active"}}}
                    update_contact | {'contactId':'c1','city':'Bath','customFields':[]} | {"city":"Bath","customFields":[]}
                    update_contact | {'contactId':'c1','customFields':[{'id':'f1','fieldValue':{'f31175d4':{'url':'https://example.com/a'}}}]} | {"customFields":[{"id":"f1","field_value":{"f31175d4":{"url":"https://example.com/a"}}}]}
                    search_contacts | {'filters':[{'field':'dnd','operator':'eq','value':false}]} | {"filters":[{"field":"dnd","operator":"eq","value":false}],"pageLimit":20,"locationId":"loc1"}
                    search_contacts | {'filters':[{'field':'email','operator':'exists'}]} | {"filters":[{"field":"email","operator":"exists"}],"pageLimit":20,"locationId":"loc1"}
                    update_user | {'userId':'u1','permissions':{'contactsEnabled':'true'}} | {"permissions":{"contactsEnabled":true},"companyId":"comp1"}
                    """)
    void whatIsMeantIsSent(String tool, String arguments, String body) {
        ToolResult result = scripted.call(tool, arguments);
        assertFalse(result.error(), result::text);
        assertEquals(Json.MAPPER.readTree(body), scripted.body());
    }

    @Test
    void anUpdateThatNamesNothingToChangeIsRefused() {
        int updates = 0;
        for (ToolDefinition tool : Catalog.load().tools()) {
            if (!tool.name().startsWith("update_")) {
                continue;
            }
            ObjectNode arguments = Json.MAPPER.createObjectNode();
            tool.endpoint().path().holes().stream()
                    .filter(hole -> !hole.equals(Declaration.LOCATION_ID))
                    .forEach(hole -> arguments.put(hole, hole.equals("resourceType") ? "rooms" : "sample1"));
            int before = scripted.sent().size();
            ToolResult result = scripted.call(tool.name(), arguments);
            assertTrue(
                    result.text().matches("(?s)Nothing was sent\\. .*(is missing|give at least one of).*"),
                    result::text);
            assertEquals(before, scripted.sent().size(), tool.name());
            updates++;
        }
        assertTrue(updates >= 15, "only " + updates + " updates");
    }

    @Test
    void permissionsAreTakenAsTheyAreShown() {
        try (OnSandbox sandbox = new OnSandbox()) {
            String user =
                    sandbox.call("list_location_users", "{}").at("/users/0/id").asString();
            JsonNode permissions = sandbox.call("get_user", "{'userId':'" + user + "','fields':['permissions']}")
                    .path("permissions");
            assertTrue(permissions.size() > 20, permissions::toString);
            sandbox.call("update_user", "{'userId':'" + user + "','permissions':" + permissions + "}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "every day",
                "DAILY",
                "RRULE:FREQ=SOMETIMES",
                "RRULE:COUNT=3",
                "FREQ=DAILY;COUNT=many times",
                "FREQ=DAILY;KOUNT=3"
            })
    void aRuleThatIsNoneIsRefused(String rule) {
        refused("create_appointment", BOOKING + rule + "'}", "rrule must be a recurrence rule of RFC 5545 such as");
        refused(
                "update_appointment",
                "{'eventId':'e1','ignoreFreeSlotValidation':true,'rrule':'" + rule + "'}",
                "rrule must be a recurrence rule of RFC 5545 such as");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RRULE:FREQ=DAILY;INTERVAL=1;COUNT=5",
                "FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20310623T043000Z",
                "INTERVAL=2;FREQ=MONTHLY;BYDAY=-1FR",
                "RRULE:FREQ=DAILY;INTERVAL=1;UNTIL=20310623T043000Z\\nEXDATE:20301105T040000Z,20301106T040000Z"
            })
    void aRuleIsSent(String rule) {
        ToolResult result = scripted.call("create_appointment", BOOKING + rule + "'}");
        assertFalse(result.error(), result::text);
    }

    @Test
    void aRuleAsLongAsAMessageIsRefusedToo() {
        refused(
                "create_appointment",
                BOOKING + "RRULE:FREQ=DAILY" + ";BYDAY=MO".repeat(100_000) + "'}",
                "rrule must be a recurrence rule of RFC 5545 such as");
    }

    @Test
    void aSentenceHasOneMarkAtItsEnd() {
        ToolResult result = scripted.call("search_contacts", "{'pageLimt':5}");
        assertEquals(
                "Nothing was sent. search_contacts: pageLimt is not known; did you mean pageLimit?", result.text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    get_contact     | {'contactId':'a/b'}          | contactId must be an id (letters, digits, '_', '-', '.'), got 'a/b'.
                    search_contacts | {'pageLimit':0}              | pageLimit must be at least 1, got 0.
                    upsert_invoice  | {'name':'n','currency':'USD','items':[{'name':'i','amount':1,'qty':1,'currency':'USD'}],'issueDate':'2030-01-31'} | contactDetails is needed to create an invoice; businessDetails is needed to create an invoice.
                    """)
    void everyComplaintBeginsAndEndsAlike(String tool, String arguments, String complaint) {
        assertEquals(
                "Nothing was sent. " + tool + ": " + complaint,
                scripted.call(tool, arguments).text());
    }

    private static void refused(String tool, String arguments, String complaint) {
        List<String> before = scripted.sent();
        ToolResult result = scripted.call(tool, arguments);
        assertTrue(result.error() && result.outcome().equals("invalid"), result::text);
        assertTrue(result.text().contains(complaint), result::text);
        assertEquals(before, scripted.sent());
    }
}
