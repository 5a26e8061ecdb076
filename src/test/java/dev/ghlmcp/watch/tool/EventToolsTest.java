package dev.ghlmcp.watch.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.mcp.call.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What the four tools answer.
class EventToolsTest extends EventToolsFixture {
    @Test
    void tellsWhatHappensAfterTheStartOnceAndInOrder() {
        Caller ada = own("ada");
        JsonNode started = call(ada, "watch", "{'operation':'search_contacts','arguments':{},'every':'1m'}");
        assertEquals("working", started.path("state").asString());
        assertEquals(
                call(ada, "search_contacts", "{}").at("/paging/total").asInt(),
                started.path("known").asInt(),
                started::toString);
        assertEquals("1m", started.path("every").asString());
        assertEquals(1440, started.path("requestsPerDay").asInt());
        String id = started.path("watch").asString();
        String first = contact("one@example.com");
        String second = contact("two@example.com");
        JsonNode read = afterAPoll(ada, id, started.path("cursor").asString(), 2);
        assertEquals(List.of("new " + first, "new " + second), changes(read));
        assertFalse(read.path("more").asBoolean());
        assertTrue(
                read.path("dataNotInstructions").toString().contains("\"events[].data.item.contactName\""),
                read::toString);
        JsonNode next = call(ada, "read_events", of(id, read.path("cursor").asString()));
        assertEquals(List.of(), changes(next));
        JsonNode listed = call(ada, "list_watches", "{}").path("watches").path(0);
        assertEquals(2, listed.path("count").asInt());
        assertTrue(listed.has("lastEvent") && listed.has("nextPoll"), listed::toString);
        assertEquals(
                "stopped", call(ada, "stop_watch", of(id, null)).path("state").asString());
        assertTrue(failure(ada, ALL, "read_events", of(id, null)).contains("is no watch of yours"));
        assertTrue(call(ada, "list_watches", "{}").path("watches").isEmpty());
        assertEquals("stopped", store.watch(id).state());
        call(ada, "watch", "{'operation':'search_contacts'}");
        assertEquals(2, changes(call(ada, "read_events", of(id, null))).size(), "it goes on from where it was");
    }

    @Test
    void whatDoesNotFitIntoAResultComesWithTheNextCursor() {
        Caller ada = own("ada");
        String id = call(ada, "watch", "{'operation':'search_contacts'}")
                .path("watch")
                .asString();
        List<String> made = new ArrayList<>();
        for (int index = 0; index < 30; index++) {
            made.add("new " + contact("fit" + index + "@example.com"));
        }
        now = now.plus(Duration.ofHours(1));
        List<String> read = new ArrayList<>();
        String[] cursor = {null};
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            JsonNode page = call(ada, "read_events", of(id, cursor[0]).replace("}", ",'limit':100}"));
            assertFalse(page.has("cut"), page::toString);
            assertTrue(changes(page).size() < 30, "not all fit");
            read.addAll(changes(page));
            cursor[0] = page.path("cursor").asString();
            return read.size() >= 30;
        });
        // Those of one millisecond come in any order.
        assertEquals(made.stream().sorted().toList(), read.stream().sorted().toList());
    }

    @Test
    void anEventThatIsTooLargeByItselfSaysWhichToolShowsTheRest() {
        Caller ada = own("ada");
        String id = call(ada, "watch", "{'operation':'search_contacts'}")
                .path("watch")
                .asString();
        String tags = IntStream.range(0, 500)
                .mapToObj(tag -> "'tag number " + tag + "'")
                .collect(Collectors.joining(","));
        run(own("ada"), ALL, "create_contact", "{'email':'many@example.com','tags':[" + tags + "]}");
        JsonNode read = afterAPoll(ada, id, null, 1);
        String advice = read.at("/events/0/cut").toString();
        assertTrue(advice.contains("Call search_contacts to see the rest"), read::toString);
        assertFalse(read.toString().contains("fields"), read::toString);
        assertTrue(read.has("cursor") && read.has("nextPoll"), read::toString);
    }

    @Test
    void badInputGetsASentenceAndNothingStarts() {
        Caller ada = own("ada");
        refused(ada, "watch", "{'operation':'list_calendar'}", "did you mean list_calendars?");
        refused(ada, "watch", "{'operation':'create_contact'}", "list_watches with operations true lists the 55");
        refused(
                ada,
                "watch",
                "{'operation':'nope'}",
                "'nope' cannot be watched; list_watches with operations true lists");
        refused(ada, "watch", "{'operation':'get_contact'}", "contactId is missing");
        refused(
                ada,
                "watch",
                "{'operation':'get_contact','arguments':{'contactId':'AAAAAAAAAAAAAAAAAAAA'}}",
                "first poll failed");
        refused(ada, "watch", "{'operation':'search_contacts','arguments':{'colour':'red'}}", "colour");
        refused(ada, "watch", "{'operation':'list_calendars','every':'5s'}", "from 1m to 1h");
        refused(ada, "watch", "{'operation':'list_calendars','every':'soon'}", "every is a time such as 90s");
        refused(ada, "watch", "{'operation':'list_calendars','locationId':'Nowhere at all'}", "Nowhere at all");
        assertEquals(List.of(), store.watches());
        String one = call(ada, "watch", "{'operation':'list_calendars'}")
                .path("watch")
                .asString();
        String cursor = call(ada, "watch", "{'operation':'list_pipelines'}")
                .path("cursor")
                .asString();
        refused(ada, "read_events", of(one, cursor), "is of the watch");
        refused(ada, "read_events", of(one, "guess"), "is no cursor");
        refused(ada, "read_events", of("nowatch", null), "is no watch of yours");
    }

    @Test
    void namesInTheArgumentsAreReadOnceAtTheStartAndItIsSaidWhoWasMeant() {
        Caller ada = own("ada");
        JsonNode started =
                call(ada, "watch", "{'operation':'list_contact_notes','arguments':{'contactId':'Priya Raman'}}");
        assertEquals("Priya Raman", started.at("/named/contactId/name").asString());
        assertEquals(PRIYA, started.at("/named/contactId/id").asString());
        assertEquals(PRIYA, started.at("/arguments/contactId").asString());
        JsonNode again =
                call(ada, "watch", "{'operation':'list_contact_notes','arguments':{'contactId':'" + PRIYA + "'}}");
        assertEquals(started.path("watch"), again.path("watch"));
        assertFalse(again.has("named"), again::toString);
        assertEquals(1, store.watches().size());
        refused(
                ada,
                "watch",
                "{'operation':'search_opportunities','arguments':{'assignedTo':'Nobody Here'}}",
                "assignedTo: ");
        assertEquals(1, store.watches().size());
    }
}
