package dev.ghlmcp.mcp.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.mcp.OnSandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// An argument that takes an id takes the name of the record, too.
class NamedArgumentsTest {
    private final OnSandbox sandbox = new OnSandbox();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void aCallThatNamesItsRecordsNeedsNoOtherCalls() {
        JsonNode slots = sandbox.call(
                "get_free_slots", "{'calendarId':'whitening','startDate':'2030-02-04','endDate':'2030-02-04'}");
        assertEquals(
                "{'calendarId':{'id':'PgkcfcQY7iuYzDf9zEGw','name':'Whitening'}}".replace('\'', '"'),
                slots.path("named").toString());
        JsonNode booked = sandbox.call(
                "create_appointment",
                "{'calendarId':'Whitening','contactId':'Imani Fletcher','startTime':'2030-02-04T13:00:00-05:00'}");
        assertEquals("Hq6sDE0z5uTfLQYorssg", booked.path("contactId").asString());
        assertEquals("Imani Fletcher", booked.at("/named/contactId/name").asString());
    }

    @Test
    void whatMayBeSeveralIsRefusedWithAllThatItMayBe() {
        sandbox.call("create_contact", "{'firstName':'Theo','lastName':'Marsh','email':'marsh@example.com'}");
        String refused = sandbox.failure("create_contact_note", "{'contactId':'Theo','body':'x'}");
        assertTrue(
                refused.startsWith("Nothing was sent. create_contact_note: contactId: contact 'Theo' may be any of"),
                refused);
        assertTrue(refused.contains("Theo Lindqvist (MBGTVnqQITBKXUS7XoXo)"), refused);
        JsonNode note =
                sandbox.call("create_contact_note", "{'contactId':'Theo Lindqvist (MBGTVnqQITBKXUS7XoXo)','body':'x'}");
        assertEquals("MBGTVnqQITBKXUS7XoXo", note.at("/note/contactId").asString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            get_contact          | {'contactId':'Nobody Such'}          | contactId: there is no contact 'Nobody Such'
            get_calendar         | {'calendarId':'Root canals'}         | calendarId: there is no calendar 'Root canals'; there are "Checkups and cleanings", "Whitening", "New patient tour"
            get_contact          | {'contactId':'lindqvist@else.com'}   | contactId: there is no contact 'lindqvist@else.com'
            search_opportunities | {'pipelineStageId':'Nowhere'}        | pipelineStageId: there is no stage 'Nowhere'
            create_contact_note  | {'contactId':'Lindqv','body':'x'}    | contactId: there is no contact 'Lindqv'; there are "Theo Lindqvist"
            get_calendar         | {'calendarId':'..'}                  | calendarId: there is no calendar '..'
            """)
    void whatNobodyIsCalledIsSaid(String tool, String arguments, String said) {
        String refused = sandbox.failure(tool, arguments);
        assertTrue(refused.startsWith("Nothing was sent. " + tool + ": " + said), refused);
    }

    @Test
    void aNameAmongMoreRecordsThanCanBeReadIsNotTakenForTheOnlyOne() {
        sandbox.call("create_contact", "{'firstName':'Twin','email':'twin@example.com'}");
        for (int one = 0; one < 100; one++) {
            sandbox.call(
                    "create_contact",
                    "{'firstName':'Twin','lastName':'No" + one + "','email':'twin" + one + "@example.com'}");
        }
        String refused = sandbox.failure("create_contact_note", "{'contactId':'Twin','body':'x'}");
        assertTrue(
                refused.startsWith("Nothing was sent. create_contact_note: contactId: more contacts match 'Twin'"
                        + " than can be looked through: give the id, or the email address"),
                refused);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            get_contact               | {'contactId':'theo.lindqvist@example.com'}                | contactId
            list_contact_appointments | {'contactId':'maya castellanos'}                          | contactId
            get_contact_overview      | {'contactId':'Priya'}                                     | contactId
            get_pipeline_summary      | {'pipelineId':'invisalign'}                               | pipelineId
            search_opportunities      | {'pipelineId':'Invisalign','pipelineStageId':'Scan done'} | pipelineStageId
            search_opportunities      | {'assignedTo':'Nora'}                                     | assignedTo
            get_opportunity           | {'opportunityId':'Sofia'}                                 | opportunityId
            add_contact_to_workflow   | {'contactId':'Leo Vasquez','workflowId':'Six-month recall','dryRun':true} | workflowId
            add_contact_followers     | {'contactId':'Leo Vasquez','followers':['Nora Whitfield']}  | followers[0]
            """)
    void everyKindOfRecordHasItsName(String tool, String arguments, String named) {
        JsonNode answer = sandbox.call(tool, arguments);
        assertTrue(answer.path("named").path(named).has("name"), answer::toString);
        assertEquals("touched", answer.propertyNames().stream().toList().getLast(), answer::toString);
    }

    @Test
    void whatWritesTakesWholeNames() {
        String note = sandbox.failure("create_contact_note", "{'contactId':'Leo','body':'x'}");
        assertTrue(note.contains("contactId: 'Leo' is not the whole name of contact \"Leo Vasquez ("), note);
        String refused = sandbox.failure("delete_contact", "{'contactId':'Kenji'}");
        assertTrue(refused.contains("contactId: 'Kenji' is not the whole name of contact \"Kenji Sato ("), refused);
        JsonNode deleted = sandbox.call("delete_contact", "{'contactId':'kenji sato'}");
        assertTrue(deleted.path("succeded").asBoolean(), deleted::toString);
    }

    @Test
    void aWriteGoesToWhoeverBearsTheNameNow() {
        String first = created("Ana", "Diaz", "ana1@example.com");
        sandbox.call("create_contact_note", "{'contactId':'Ana Diaz','body':'x'}");
        sandbox.call("update_contact", "{'contactId':'" + first + "','firstName':'Bea'}");
        String second = created("Ana", "Diaz", "ana2@example.com");
        JsonNode note = sandbox.call("create_contact_note", "{'contactId':'Ana Diaz','body':'x'}");
        assertEquals(second, note.at("/note/contactId").asString());
        created("Ana", "Diaz", "ana3@example.com");
        String refused = sandbox.failure("create_contact_note", "{'contactId':'Ana Diaz','body':'x'}");
        assertTrue(refused.contains("may be any of"), refused);
        assertEquals(
                second,
                sandbox.call("create_contact_note", "{'contactId':'Ana Diaz (" + second + ")','body':'x'}")
                        .at("/note/contactId")
                        .asString());
    }

    @Test
    void aNameWithTheIdOfAnotherIsRefused() {
        String text = "{'contactId':'Theo Lindqvist (ouXvz8AgsBOHRYQt5OJB)','body':'x'}";
        String refused = sandbox.failure("create_contact_note", text);
        assertTrue(refused.contains("no contact of the id ouXvz8AgsBOHRYQt5OJB was found by the name"), refused);
    }

    @Test
    void anAddressIsNeverAName() {
        created("Hannah.Abrams@example.com", "", "impostor@example.com");
        assertEquals(
                "Hannah Abrams",
                sandbox.call("create_contact_note", "{'contactId':'HANNAH.Abrams@example.com','body':'x'}")
                        .at("/named/contactId/name")
                        .asString());
    }

    private String created(String firstName, String lastName, String email) {
        return sandbox.call(
                        "create_contact",
                        "{'firstName':'" + firstName + "','lastName':'" + lastName + "','email':'" + email + "'}")
                .at("/contact/id")
                .asString();
    }

    @Test
    void idsAreNotLookedUp() {
        sandbox.call("get_contact", "{'contactId':'MBGTVnqQITBKXUS7XoXo'}");
        assertEquals(1, sandbox.calls());
    }

    @Test
    void whatWasJustCreatedIsFoundByItsName() {
        sandbox.failure("get_calendar", "{'calendarId':'Root canals'}");
        sandbox.call("create_calendar", "{'name':'Root canals'}");
        assertEquals(
                "Root canals",
                sandbox.call("get_calendar", "{'calendarId':'Root canals'}")
                        .at("/calendar/name")
                        .asString());
    }
}
