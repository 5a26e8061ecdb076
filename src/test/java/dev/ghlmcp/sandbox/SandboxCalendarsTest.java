package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Calendars, their groups, and what belongs to them.
class SandboxCalendarsTest {
    private static final String CHECKUPS = "B5JNYkG8jl6v1YDssibJ";
    private static final String GROUP = "Ngyudec45ScIzVsCJy46";

    @AutoClose
    private final Wire wire = Wire.start();

    @Test
    void keepsCalendars() {
        Wire.Answer created = wire.send(
                "POST", "/calendars/", "{'locationId':'LOC','name':'Consultations (free!)','groupId':'" + GROUP + "'}");
        assertEquals(200, created.status());
        assertEquals("consultations-free", created.body().at("/calendar/slug").stringValue());
        String calendar = "/calendars/" + created.body().at("/calendar/id").stringValue();
        wire.send("PUT", calendar, "{'isActive':false,'slotDuration':45,'groupId':null}");
        JsonNode read = wire.get(calendar).body().get("calendar");
        assertEquals(45, read.get("slotDuration").asInt());
        assertFalse(read.has("groupId"));
        assertEquals(4, list("").size());
        assertEquals(3, list("&showDrafted=false").size());
        assertEquals(2, list("&groupId=" + GROUP).size());
        assertTrue(wire.send("DELETE", calendar, null).body().get("success").asBoolean());
        assertEquals(400, wire.get(calendar).status());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'slug':'harbor-dental-tour'                       | 400 | The slug is already taken.
            'openHours':[{'daysOfTheWeek':[1,2],'hours':[]}]  | 422 | openHours.0.daysOfTheWeek must contain no more than 1 elements
            'openHours':[{'daysOfTheWeek':[1],'hours':[{'openHour':25,'openMinute':0,'closeHour':17,'closeMinute':0}]}] | 422 | openHours.0.hours.0.openHour must not be greater than 23
            'calendarType':'personal'                         | 422 | teamMembers must contain exactly one member for a personal calendar
            'teamMembers':[{'userId':'nobody'}]               | 400 | User with id nobody not found
            'groupId':'none'                                  | 400 | Group with id none not found
            'colour':'red'                                    | 422 | property colour should not exist
            'widgetType':'modern'                             | 422 | widgetType must be one of the following values: default, classic
            """)
    void refusesCalendars(String fields, int status, String message) {
        Wire.Answer answer = wire.send("POST", "/calendars/", "{'locationId':'LOC','name':'New'," + fields + "}");
        assertEquals(status, answer.status());
        JsonNode said = answer.body().get("message");
        assertEquals(message, (said.isArray() ? said.get(0) : said).stringValue());
    }

    @Test
    void keepsGroups() {
        String body = "{'locationId':'LOC','name':'Doctors','description':'All','slug':'doctors'}";
        assertTrue(available("doctors"));
        Wire.Answer created = wire.send("POST", "/calendars/groups", body);
        assertEquals(201, created.status());
        assertFalse(available("doctors"));
        assertEquals(400, wire.send("POST", "/calendars/groups", body).status());
        String group = "/calendars/groups/" + created.body().at("/group/id").stringValue();
        assertEquals(422, wire.send("PUT", group, "{'name':'Dentists'}").status());
        wire.send("PUT", group, "{'name':'Dentists','description':'All','slug':'doctors'}");
        wire.send("PUT", group + "/status", "{'isActive':false}");
        JsonNode last = wire.get("/calendars/groups?locationId=LOC").body().at("/groups/1");
        assertEquals("Dentists", last.get("name").stringValue());
        assertFalse(last.get("isActive").asBoolean());
        assertTrue(wire.send("DELETE", group, null).body().get("success").asBoolean());

        wire.send("DELETE", "/calendars/groups/" + GROUP, null);
        assertFalse(wire.get("/calendars/" + CHECKUPS).body().get("calendar").has("groupId"));
    }

    @Test
    void keepsNotificationsAsBareLists() {
        String all = "/calendars/" + CHECKUPS + "/notifications";
        Wire.Answer created = wire.send(
                "POST", all, "[{'receiverType':'contact','channel':'email','notificationType':'confirmation'}]");
        assertEquals(200, created.status());
        String one = all + "/" + created.body().at("/0/_id").stringValue();
        assertEquals(422, wire.send("POST", all, "[{'receiverType':'contact'}]").status());
        assertEquals(400, wire.send("POST", all, "{}").status());
        assertEquals(4, wire.get(all).body().size());
        assertEquals(1, wire.get(all + "?isActive=false").body().size());
        assertEquals(2, wire.get(all + "?skip=1&limit=2").body().size());
        assertEquals(
                "Notification updated successfully",
                wire.send("PUT", one, "{'deleted':true}").message());
        assertEquals(3, wire.get(all).body().size());
        assertEquals(1, wire.get(all + "?deleted=true").body().size());
        assertEquals(200, wire.send("DELETE", one, null).status());
        assertEquals(400, wire.get(one).status());
    }

    @Test
    void keepsNotesOfAppointments() {
        String notes = "/calendars/appointments/a2zPOYzXpfgAzW659kOL/notes";
        assertEquals(422, wire.get(notes).status());
        assertEquals(422, wire.get(notes + "?limit=21&offset=0").status());
        Wire.Answer created = wire.send("POST", notes, "{'body':'On time','userId':'7KWyWfty6uEvcdZQoaZr'}");
        assertEquals(201, created.status());
        assertEquals("Nora Whitfield", created.body().at("/note/createdBy/name").stringValue());
        String note = notes + "/" + created.body().at("/note/id").stringValue();
        wire.send("PUT", note, "{'body':'Late'}");
        JsonNode first = wire.get(notes + "?limit=3&offset=0").body();
        assertEquals("Late", first.at("/notes/0/body").stringValue());
        assertTrue(first.get("hasMore").asBoolean());
        JsonNode second = wire.get(notes + "?limit=3&offset=3").body();
        assertEquals(1, second.get("notes").size());
        assertFalse(second.get("hasMore").asBoolean());
        assertTrue(wire.send("DELETE", note, null).body().get("success").asBoolean());
        assertEquals(400, wire.send("PUT", note, "{'body':'Gone'}").status());
    }

    @Test
    void keepsRoomsAndEquipmentApart() {
        String rooms = "/calendars/resources/rooms";
        String body = "{'locationId':'LOC','name':'X-ray','description':'','calendarIds':['" + CHECKUPS + "']%s}";
        assertEquals(422, wire.send("POST", rooms, body.formatted("")).status());
        assertEquals(
                422,
                wire.send("POST", "/calendars/resources/cars", body.formatted(""))
                        .status());
        Wire.Answer created = wire.send("POST", rooms, body.formatted(",'capacity':2"));
        assertEquals(201, created.status());
        String id = "/" + created.body().get("id").stringValue();
        assertFalse(wire.send("PUT", rooms + id, "{'isActive':false}").body().has("calendarIds"));
        assertFalse(wire.get(rooms + id).body().get("isActive").asBoolean());
        assertEquals(400, wire.get("/calendars/resources/equipments" + id).status());
        assertEquals(
                3, wire.get(rooms + "?locationId=LOC&limit=10&skip=0").body().size());
        assertEquals(
                2, wire.get(rooms + "?locationId=LOC&limit=10&skip=1").body().size());
        assertEquals(422, wire.get(rooms + "?locationId=LOC").status());
        assertTrue(wire.send("DELETE", rooms + id, null).body().get("success").asBoolean());
    }

    private List<JsonNode> list(String query) {
        return wire.get("/calendars/?locationId=LOC" + query)
                .body()
                .get("calendars")
                .valueStream()
                .toList();
    }

    private boolean available(String slug) {
        return wire.send("POST", "/calendars/groups/validate-slug", "{'locationId':'LOC','slug':'" + slug + "'}")
                .body()
                .get("available")
                .asBoolean();
    }
}
