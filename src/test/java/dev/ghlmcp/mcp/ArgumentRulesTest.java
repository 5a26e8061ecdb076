package dev.ghlmcp.mcp;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.ArgumentRule;
import dev.ghlmcp.catalog.ArgumentRule.Dependency;
import dev.ghlmcp.catalog.ArgumentRule.Exclusion;
import dev.ghlmcp.catalog.ArgumentRule.Order;
import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.WholeSchemas;
import dev.ghlmcp.mcp.call.ToolResult;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Rules between arguments that the texts of the tools state are held before anything is sent.
class ArgumentRulesTest {
    private static final String BOOKING = "'calendarId':'c1','contactId':'p1','startTime':'2030-01-31T09:00:00-05:00'";
    private static final String BLOCK = "'startTime':'2030-01-31T09:00:00Z','endTime':'2030-01-31T10:00:00Z'";

    private final Scripted scripted = Scripted.both(Generation.DATED);

    @BeforeEach
    void answer() {
        scripted.answer(any(anyUrl()), "{}");
    }

    @AfterEach
    void close() {
        scripted.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            create_appointment | BOOKING,'rrule':'RRULE:FREQ=DAILY;COUNT=3' | rrule needs ignoreFreeSlotValidation true
            create_appointment | BOOKING,'rrule':'RRULE:FREQ=DAILY;COUNT=3','ignoreFreeSlotValidation':false | rrule needs ignoreFreeSlotValidation true
            create_appointment | BOOKING,'ignoreFreeSlotValidation':true | ignoreFreeSlotValidation needs assignedUserId
            create_appointment | BOOKING,'endTime':'2030-01-31T08:00:00-05:00' | endTime 2030-01-31T08:00:00-05:00 is not after startTime
            create_appointment | BOOKING,'meetingLocationType':'zoom' | meetingLocationType needs overrideLocationConfig true
            update_appointment | 'eventId':'e1','rrule':'RRULE:FREQ=DAILY' | rrule needs ignoreFreeSlotValidation true
            update_appointment | 'eventId':'e1','startTime':'2030-01-31T09:00:00Z','endTime':'2030-01-31T09:00:00Z' | is not after startTime
            create_block_slot | BLOCK,'calendarId':'c1','assignedUserId':'u1' | give only one of calendarId and assignedUserId
            create_block_slot | BLOCK | give at least one of calendarId, assignedUserId
            create_block_slot | 'calendarId':'c1','startTime':'2030-01-31T09:00:00Z','endTime':'2030-01-30T09:00:00Z' | is not after startTime
            update_block_slot | 'eventId':'e1','calendarId':'c1','assignedUserId':'u1' | give only one of calendarId and assignedUserId
            update_block_slot | 'eventId':'e1','title':'t' | give at least one of calendarId, assignedUserId
            get_free_slots | 'calendarId':'c1','startDate':'2030-01-01T00:00:00Z','endDate':'2030-02-01T00:00:01Z' | endDate is more than 31 days after startDate
            get_free_slots | 'calendarId':'c1','startDate':'2030-02-01T00:00:00Z','endDate':'2030-01-01T00:00:00Z' | is not after startDate
            list_calendar_events | 'calendarId':'c1','startTime':'2030-02-01T00:00:00Z','endTime':'2030-01-01T00:00:00Z' | is not after startTime
            list_blocked_slots | 'calendarId':'c1','startTime':'2030-02-01T00:00:00Z','endTime':'2030-01-01T00:00:00Z' | is not after startTime
            search_conversations | 'startDate':'2030-02-01T00:00:00Z','endDate':'2030-01-01T00:00:00Z' | is not after startDate
            search_opportunities | 'date':'2030-02-01','endDate':'2030-01-01' | endDate 2030-01-01 is before date 2030-02-01
            search_opportunities | 'page':2,'startAfter':1,'startAfterId':'o1' | give only one of page and startAfter
            search_contacts | 'page':2,'searchAfter':[1,'c1'] | give only one of page and searchAfter
            bulk_update_contact_tags | 'operation':'add','contacts':['c1'],'tags':[],'removeAllTags':true | removeAllTags needs operation remove
            bulk_update_contact_tags | 'operation':'remove','contacts':['c1'],'tags':['vip'],'removeAllTags':true | give only one of tags and removeAllTags
            remove_opportunity_followers | 'opportunityId':'o1','followers':['u1'],'isRemoveAllFollowers':true | give only one of followers and isRemoveAllFollowers
            update_opportunity_status | 'opportunityId':'o1','status':'won','lostReasonId':'r1' | lostReasonId needs status lost
            upsert_opportunity | 'id':'o1','pipelineId':'p1','status':'won','lostReasonId':'r1' | lostReasonId needs status lost
            upsert_opportunity | 'pipelineId':'p1','name':'n' | give at least one of id, contactId
            create_calendar | 'name':'n','calendarType':'round_robin' | calendarType round_robin needs teamMembers
            create_calendar | 'name':'n','calendarType':'personal','teamMembers':[{'userId':'u1'},{'userId':'u2'}] | calendarType personal takes 1 of teamMembers, got 2
            create_calendar | 'name':'n','enableRecurring':true,'teamMembers':[{'userId':'u1'},{'userId':'u2'}] | enableRecurring takes 1 of teamMembers, got 2
            create_calendar_resource | 'resourceType':'equipments','name':'n','description':'d','calendarIds':['c1'],'quantity':1 | resourceType equipments needs outOfService
            create_calendar_resource | 'resourceType':'equipments','name':'n','description':'d','calendarIds':['c1','c2'],'quantity':1,'outOfService':0 | resourceType equipments takes 1 of calendarIds, got 2
            create_calendar_resource | 'resourceType':'rooms','name':'n','description':'d','calendarIds':['c1'] | resourceType rooms needs capacity
            """)
    void aCallThatBreaksARuleSendsNothingAndNamesTheFix(String tool, String arguments, String reported) {
        ToolResult result = scripted.call(tool, json(arguments));
        assertTrue(result.error(), result::text);
        assertTrue(result.text().startsWith("Nothing was sent. " + tool), result::text);
        assertTrue(result.text().contains(reported), result::text);
        assertEquals(List.of(), scripted.sent());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            create_appointment | BOOKING,'rrule':'RRULE:FREQ=DAILY;COUNT=3','ignoreFreeSlotValidation':true,'assignedUserId':'u1'
            create_appointment | BOOKING,'ignoreFreeSlotValidation':false
            create_appointment | BOOKING,'meetingLocationType':'zoom','overrideLocationConfig':true
            create_appointment | BOOKING,'meetingLocationType':'zoom','meetingLocationId':'zoom_0'
            update_appointment | 'eventId':'e1','ignoreFreeSlotValidation':true,'startTime':'2030-01-31T09:00:00Z'
            create_block_slot | BLOCK,'assignedUserId':'u1','calendarId':null
            get_free_slots | 'calendarId':'c1','startDate':'2030-01-01T00:00:00Z','endDate':'2030-02-01T00:00:00Z'
            search_opportunities | 'date':'2030-01-01','endDate':'2030-01-01'
            search_contacts | 'page':2,'searchAfter':[]
            bulk_update_contact_tags | 'operation':'remove','contacts':['c1'],'tags':[],'removeAllTags':true
            remove_opportunity_followers | 'opportunityId':'o1','followers':[],'isRemoveAllFollowers':true
            remove_opportunity_followers | 'opportunityId':'o1','followers':['u1'],'isRemoveAllFollowers':false
            upsert_opportunity | 'id':'o1','pipelineId':'p1','lostReasonId':'r1'
            create_calendar | 'name':'n','calendarType':'event','teamMembers':[{'userId':'u1'},{'userId':'u2'}]
            """)
    void aCallThatKeepsThemIsSent(String tool, String arguments) {
        ToolResult result = scripted.call(tool, json(arguments));
        assertFalse(result.error(), result::text);
        assertEquals(1, scripted.sent().size());
    }

    /// HighLevel answers nothing but 400 to a start with an offset and an end in UTC.
    @Test
    void theEndOfAnAppointmentIsSentWithTheOffsetOfItsStart() {
        scripted.call("create_appointment", json("BOOKING,'endTime':'2030-01-31T15:00:00Z'"));
        assertEquals(
                "2030-01-31T10:00:00-05:00", scripted.body().path("endTime").asString());
    }

    @Test
    void everyRuleIsAboutArgumentsThatThereAre() {
        Set<String> wrong = new TreeSet<>();
        var entries = WholeSchemas.entries();
        for (ToolDefinition tool : Catalog.load().tools()) {
            JsonNode properties = entries.get(tool.name()).at("/inputSchema/properties");
            for (ArgumentRule rule : tool.rules()) {
                Stream<String> names = switch (rule) {
                    case Dependency dependency -> Stream.of(dependency.argument(), dependency.needs());
                    case Exclusion exclusion -> exclusion.arguments().stream();
                    case Order order -> Stream.of(order.start(), order.end());
                };
                names.filter(name -> !properties.has(name)).forEach(name -> wrong.add(tool.name() + " " + name));
            }
        }
        assertEquals(Set.of(), wrong);
    }

    private static String json(String arguments) {
        return "{" + arguments.replace("BOOKING", BOOKING).replace("BLOCK", BLOCK) + "}";
    }
}
