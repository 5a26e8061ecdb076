package dev.ghlmcp.mcp.reading;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Scripted;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Ids have their names beside them, for few requests.
class AnswerNamesTest {
    private static final String CONTACT = "{'contactId':'c1'}";

    private final Scripted scripted = Scripted.both(Generation.DATED);

    @BeforeEach
    void answer() {
        answer(
                "/contacts/c1",
                "{'contact':{'id':'c1','assignedTo':'u1','customFields':[{'id':'f1','value':'Latex'},"
                        + "{'id':'f2','value':1797206400000},{'id':'f3','value':5}]}}");
        answer(
                "/locations/loc1/customFields",
                "{'customFields':[{'id':'f1','name':'Aller\u200Bgies','dataType':'TEXT'},"
                        + "{'id':'f2','name':'Next visit','dataType':'DATE'},{'id':'f3','name':'Size'}]}");
        answer("/users/", "{'users':[{'id':'u1','name':'Nora Whitfield'}]}");
        answer(
                "/opportunities/pipelines",
                "{'pipelines':[{'id':'p1','name':'New patients','stages':[{'id':'s1','name':'Enquiry'}]}]}");
        answer("/calendars/", "{'calendars':[{'id':'k1','name':'Checkups'}]}");
    }

    @AfterEach
    void close() {
        scripted.close();
    }

    @Test
    void customFieldsAndOwnersHaveNames() {
        JsonNode contact = call("get_contact", CONTACT).path("contact");
        assertEquals("Nora Whitfield", contact.path("assignedToName").asString());
        assertEquals(
                "[{'id':'f1','value':'Latex','name':'Allergies'},{'id':'f2','value':'2026-12-14','name':'Next visit'},"
                                .replace('\'', '"')
                        + "{'id':'f3','value':5,'name':'Size'}]".replace('\'', '"'),
                contact.path("customFields").toString());
    }

    @Test
    void pipelinesStagesAndCalendarsHaveNames() {
        answer("/opportunities/op1", "{'opportunity':{'id':'op1','pipelineId':'p1','pipelineStageId':'s1'}}");
        JsonNode opportunity =
                call("get_opportunity", "{'opportunityId':'op1'}").path("opportunity");
        assertEquals("New patients", opportunity.path("pipelineName").asString());
        assertEquals("Enquiry", opportunity.path("pipelineStageName").asString());
        answer("/calendars/events/appointments/e1", "{'event':{'id':'e1','calendarId':'k1','assignedUserId':'u1'}}");
        JsonNode event = call("get_appointment", "{'eventId':'e1'}").path("event");
        assertEquals("Checkups", event.path("calendarName").asString());
        assertEquals("Nora Whitfield", event.path("assignedUserName").asString());
    }

    @Test
    void aListingIsReadOnceForManyAnswers() {
        for (int i = 0; i < 3; i++) {
            call("get_contact", CONTACT);
        }
        assertEquals(1, sent("GET /locations/loc1/customFields"));
        assertEquals(1, sent("GET /users/"));
        assertEquals(5, scripted.sent().size(), () -> scripted.sent().toString());
    }

    @Test
    void whereNothingIsToBeNamedNothingIsAsked() {
        answer("/contacts/c1", "{'contact':{'id':'c1','customFields':[]}}");
        call("get_contact", CONTACT);
        call("get_contact", "{'contactId':'c1','fields':['email']}");
        assertEquals(2, scripted.sent().size(), () -> scripted.sent().toString());
    }

    @Test
    void aNewIdIsNotLookedForAgainAndAgain() {
        answer("/contacts/c1", "{'contact':{'id':'c1','customFields':[{'id':'unknown','value':'x'}]}}");
        JsonNode contact = call("get_contact", CONTACT);
        assertFalse(contact.at("/contact/customFields/0").has("name"), contact::toString);
        assertFalse(contact.has("unresolved"), contact::toString);
        call("get_contact", CONTACT);
        assertEquals(1, sent("GET /locations/loc1/customFields"));
    }

    @Test
    void aMissingScopeLeavesTheIdsAndIsSaid() {
        scripted.answer(
                get(urlPathEqualTo("/locations/loc1/customFields")),
                jsonResponse("{\"message\":\"The token is not authorized for this scope.\"}", 401));
        JsonNode answer = call("get_contact", CONTACT);
        assertEquals("f1", answer.at("/contact/customFields/0/id").asString());
        assertFalse(answer.at("/contact/customFields/0").has("name"), answer::toString);
        assertEquals("Nora Whitfield", answer.at("/contact/assignedToName").asString());
        assertEquals(
                "the token may not read them, which needs the scope locations/customFields.readonly",
                answer.at("/unresolved/customFields").asString());
        call("get_contact", CONTACT);
        assertEquals(1, sent("GET /locations/loc1/customFields"));
    }

    @Test
    void aChangeMadeHereIsSeenAtOnce() {
        answer("/calendars/events/appointments/e1", "{'event':{'id':'e1','calendarId':'k1'}}");
        call("get_appointment", "{'eventId':'e1'}");
        answer("/calendars/k1", "{'calendar':{'id':'k1','name':'Cleanings'}}");
        answer("/calendars/", "{'calendars':[{'id':'k1','name':'Cleanings'}]}");
        call("update_calendar", "{'calendarId':'k1','name':'Cleanings'}");
        assertEquals(
                "Cleanings",
                call("get_appointment", "{'eventId':'e1'}")
                        .at("/event/calendarName")
                        .asString());
    }

    @Test
    void aNameIsWrittenAsPeopleWriteIt() {
        answer(
                "/contacts/search",
                "{'contacts':[{'id':'c1','firstNameLowerCase':'ruth','lastNameLowerCase':'o’neil-bell'},"
                        + "{'id':'c2','firstName':'ada','firstNameRaw':'Ada','lastName':'mcdonald',"
                        + "'lastNameRaw':'McDonald','contactName':'ada mcdonald'}]}");
        JsonNode contacts = call("search_contacts", "{}").path("contacts");
        assertEquals("Ruth O’Neil-Bell", contacts.at("/0/name").asString());
        assertEquals(
                "{'id':'c2','contactName':'Ada McDonald','firstName':'Ada','lastName':'McDonald'}".replace('\'', '"'),
                Json.MAPPER
                        .createObjectNode()
                        .put("id", contacts.at("/1/id").asString())
                        .put("contactName", contacts.at("/1/contactName").asString())
                        .put("firstName", contacts.at("/1/firstName").asString())
                        .put("lastName", contacts.at("/1/lastName").asString())
                        .toString());
        assertFalse(contacts.at("/1").has("firstNameRaw"));
    }

    @Test
    void namesThatWereAddedCanBeAskedFor() {
        JsonNode answer =
                call("get_contact", "{'contactId':'c1','fields':['contact.assignedToName','customFields.name']}");
        assertEquals("Nora Whitfield", answer.at("/contact/assignedToName").asString());
        assertEquals("Allergies", answer.at("/contact/customFields/0/name").asString());
        assertFalse(answer.has("fieldsNotFound"), answer::toString);
    }

    @Test
    void whoComesHasAName() {
        answer(
                "/calendars/events",
                "{'events':[{'id':'e1','calendarId':'k1','contactId':'c1'},{'id':'e2','contactId':'c2'},"
                        + "{'id':'e3','calendarId':'k1','contactId':'c2'}]}");
        answer("/contacts/c1", "{'contact':{'id':'c1','firstName':'ada','firstNameRaw':'Ada','lastName':'Long'}}");
        scripted.answer(get(urlPathEqualTo("/contacts/c2")), jsonResponse("{}", 404));
        String day = "{'calendarId':'k1','startTime':'2030-01-31T09:00:00Z','endTime':'2030-02-01T09:00:00Z'}";
        JsonNode events = call("list_calendar_events", day);
        assertEquals("Ada Long", events.at("/events/0/contactName").asString());
        assertFalse(events.at("/events/2").has("contactName"), events::toString);
        assertFalse(events.has("unresolved"), "a contact that is deleted has no name");
        call("list_calendar_events", day);
        assertEquals(1, sent("GET /contacts/c1"));
        assertEquals(1, sent("GET /contacts/c2"));
        answer("/conversations/t1", "{'id':'t1','contactId':'c1','type':1,'unreadCount':0}");
        JsonNode conversation = call("get_conversation", "{'conversationId':'t1'}");
        assertEquals("Ada Long", conversation.path("contactName").asString());
        assertEquals("TYPE_PHONE", conversation.path("typeName").asString());
        call("update_contact", "{'contactId':'c1','lastName':'Short'}");
        call("list_calendar_events", day);
        assertEquals(3, sent("GET /contacts/c1") + sent("PUT /contacts/c1"), "what was changed is read again");
    }

    @Test
    void aMessageHasItsTypeInWordsAlone() {
        answer("/conversations/messages/m1", "{'message':{'id':'m1','type':2,'messageType':'TYPE_SMS'}}");
        JsonNode message = call("get_message", "{'messageId':'m1'}").path("message");
        assertEquals("TYPE_SMS", message.path("messageType").asString());
        assertFalse(message.has("type"), message::toString);
    }

    private void answer(String path, String json) {
        scripted.answer(any(urlPathEqualTo(path)), json.replace('\'', '"'));
    }

    private long sent(String request) {
        return scripted.sent().stream().filter(sent -> sent.startsWith(request)).count();
    }

    private JsonNode call(String tool, String arguments) {
        return Json.MAPPER.readTree(scripted.call(tool, arguments).json().toString());
    }
}
