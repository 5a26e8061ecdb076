package dev.ghlmcp.watch.bell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.watch.Trigger;
import dev.ghlmcp.watch.WatchSpec;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/// Which watches a webhook concerns. The webhooks are those of HighLevel's documents.
class BellTest {
    private static final String HERE = "https://services.leadconnectorhq.com";

    private static final String CONTACT = "{\"type\":\"ContactUpdate\",\"locationId\":\"loc\",\"id\":\"ada\","
            + "\"assignedTo\":\"nora\",\"firstName\":\"Ada\",\"email\":\"ada@example.com\",\"customFields\":[{\"id\":\"f\"}]}";
    private static final String NOTE =
            "{\"type\":\"NoteUpdate\",\"locationId\":\"loc\",\"id\":\"n1\",\"body\":\"Secret\","
                    + "\"contactId\":\"ada\"}";
    private static final String APPOINTMENT = "{\"type\":\"AppointmentUpdate\",\"locationId\":\"loc\",\"appointment\":{"
            + "\"id\":\"a1\",\"calendarId\":\"cal\",\"contactId\":\"ada\",\"assignedUserId\":\"nora\"}}";
    private static final String MESSAGE = "{\"type\":\"InboundMessage\",\"locationId\":\"loc\",\"contactId\":\"ada\","
            + "\"conversationId\":\"c1\",\"messageId\":\"m1\",\"body\":\"Hello\"}";
    private static final String RELATION = "{\"id\":\"r\",\"firstObjectKey\":\"custom_objects.mad\",\"firstRecordId\":"
            + "\"one\",\"secondRecordId\":\"ada\",\"associationId\":\"as\",\"locationId\":\"loc\"}";
    private static final String INVOICE =
            "{\"_id\":\"i1\",\"altId\":\"loc\",\"altType\":\"location\",\"invoiceNumber\":\"19\",\"status\":\"paid\"}";
    private static final String USER =
            "{\"type\":\"UserCreate\",\"companyId\":\"agency\",\"id\":\"u1\"," + "\"locations\":[\"loc\",\"other\"]}";
    private static final String LOCATION = "{\"type\":\"LocationUpdate\",\"id\":\"loc\",\"companyId\":\"agency\"}";
    private static final String PLAN =
            "{\"type\":\"PLAN_CHANGE\",\"locationId\":\"loc\",\"companyId\":\"agency\",\"newPlanId\":\"p\"}";

    private static final Map<String, String> WEBHOOKS = Map.of(
            "contact", CONTACT,
            "note", NOTE,
            "appointment", APPOINTMENT,
            "message", MESSAGE,
            "relation", RELATION,
            "invoice", INVOICE,
            "user", USER,
            "location", LOCATION,
            "plan", PLAN);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            contact     | loc    | search_contacts            | {}                                    | true
            contact     | loc    | search_contacts            | {"query":"ada"}                       | true
            contact     | other  | search_contacts            | {}                                    | false
            contact     | the token's | search_contacts       | {}                                    | false
            contact     | loc    | list_contacts              | {}                                    | false
            contact     | loc    | get_contact                | {"contactId":"ada"}                   | true
            contact     | loc    | get_contact                | {"contactId":"ben"}                   | false
            contact     | loc    | list_business_contacts     | {"businessId":"b"}                    | true
            contact     | loc    | search_opportunities       | {}                                    | false
            contact     | loc    | list_pipelines             | {}                                    | false
            note        | loc    | list_contact_notes         | {"contactId":"ada"}                   | true
            note        | loc    | list_contact_notes         | {"contactId":"ben"}                   | false
            note        | loc    | get_contact_note           | {"contactId":"ada","noteId":"n1"}     | true
            note        | loc    | get_contact_note           | {"contactId":"ada","noteId":"n2"}     | false
            appointment | loc    | get_appointment            | {"eventId":"a1"}                      | true
            appointment | loc    | get_appointment            | {"eventId":"a2"}                      | false
            appointment | loc    | list_calendar_events       | {"calendarId":"cal"}                  | true
            appointment | loc    | list_calendar_events       | {"calendarId":"another"}              | false
            appointment | loc    | list_calendar_events       | {"userId":"nora"}                     | true
            appointment | loc    | list_contact_appointments  | {"contactId":"ada"}                   | true
            appointment | loc    | get_free_slots             | {"calendarId":"cal"}                  | true
            message     | loc    | list_conversation_messages | {"conversationId":"c1"}               | true
            message     | loc    | list_conversation_messages | {"conversationId":"c2"}               | false
            message     | loc    | get_message                | {"id":"m1"}                           | true
            message     | loc    | search_conversations       | {"locationId":"loc"}                  | true
            relation    | loc    | list_record_relations      | {"recordId":"ada"}                    | true
            invoice     | loc    | list_invoices              | {}                                    | true
            invoice     | loc    | list_products              | {}                                    | false
            user        | loc    | list_location_users        | {}                                    | true
            user        | agency | search_users               | {"companyId":"agency"}                | true
            user        | third  | list_location_users        | {}                                    | false
            location    | agency | list_locations             | {}                                    | true
            plan        | agency | get_company                | {"companyId":"agency"}                | true
            """)
    void awebhookConcernsWhatWatchesSuchThingsThereAndNoOtherRecord(
            String webhook, String account, String operation, String arguments, boolean concerns) {
        Bell bell = Bell.of(HERE, Json.MAPPER.readTree(WEBHOOKS.get(webhook)));
        assertEquals(concerns, bell.concerns(spec(HERE, account, operation, arguments), Trigger.of(operation)));
        assertFalse(bell.concerns(spec("http://127.0.0.1:1", account, operation, arguments), Trigger.of(operation)));
    }

    @Test
    void noMoreIsKeptThanWhatAndWhereAndWhich() {
        Bell bell = Bell.of(HERE, Json.MAPPER.readTree(CONTACT));
        assertEquals(
                "{\"address\":\"" + HERE + "\",\"type\":\"ContactUpdate\",\"accounts\":[\"loc\"],"
                        + "\"ids\":{\"locationId\":\"loc\",\"id\":\"ada\"}}",
                bell.json().toString());
        assertEquals(bell, Bell.stored(bell.json()));
        assertFalse(Bell.of(HERE, Json.MAPPER.readTree(NOTE)).json().toString().contains("Secret"));
    }

    @Test
    void whatIsNoKnownWebhookConcernsNothing() {
        for (String body : Set.of("{}", "[]", "{\"type\":7}", "{\"type\":\"INSTALL\",\"locationId\":\"loc\"}")) {
            Bell bell = Bell.of(HERE, Json.MAPPER.readTree(body));
            for (Trigger trigger : Trigger.load().values()) {
                assertFalse(bell.concerns(spec(HERE, "loc", trigger.operation(), "{}"), trigger), body);
            }
        }
    }

    @Test
    void allWebhooksOfTheTableAreHighLevels() {
        assertEquals(
                36,
                Trigger.load().values().stream()
                        .filter(trigger -> !trigger.bells().isEmpty())
                        .count());
        for (Trigger trigger : Trigger.load().values()) {
            for (String bell : trigger.bells()) {
                assertTrue(
                        bell.matches("(Contact|Appointment|Task|Note|Opportunity|User|Conversation|Record|Location|"
                                + "Association|Relation)[A-Z][A-Za-z]+|(In|Out)boundMessage|LCEmailStats|VoiceAiCallEnd"
                                + "|PlanChange"),
                        bell);
            }
        }
    }

    private static WatchSpec spec(String address, String account, String operation, String arguments) {
        return new WatchSpec(address, "", account, null, operation, (ObjectNode) Json.MAPPER.readTree(arguments));
    }
}
