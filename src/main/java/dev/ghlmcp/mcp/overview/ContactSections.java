package dev.ghlmcp.mcp.overview;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.time.BookedTimes;
import dev.ghlmcp.mcp.time.LocalTimes;
import dev.ghlmcp.text.Excerpt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The sections of an overview, each with what people ask for, and with the names that answers have beside ids.
///
/// @param times in the zone of the sub-account
/// @param reads takes note of names that are missing
record ContactSections(LocalTimes times, PartialReads reads) {
    private static final int MAX = 5;
    private static final int MAX_TEXT = 280;

    ObjectNode contact(JsonNode contact) {
        ObjectNode person = pick(contact, "id", "name", "email", "phone", "companyName", "type", "source");
        if (!person.has("name")) {
            String name = (contact.path("firstName").asString("") + " "
                            + contact.path("lastName").asString(""))
                    .strip();
            if (!name.isEmpty()) {
                person.put("name", name);
            }
        }
        String born = contact.path("dateOfBirth").asString("");
        if (!born.isEmpty()) {
            person.put("dateOfBirth", born.substring(0, Math.min(10, born.length())));
        }
        if (contact.path("dnd").asBoolean(false)) {
            person.put("doNotDisturb", true);
        }
        if (!contact.path("dndSettings").isEmpty()) {
            person.set("dndSettings", contact.path("dndSettings"));
        }
        name(person, "owner", contact, "assignedTo");
        time(person, "since", contact.path("dateAdded"));
        person.set("tags", contact.has("tags") ? contact.path("tags") : Json.MAPPER.createArrayNode());
        if (!contact.path("customFields").isEmpty()) {
            ObjectNode fields = person.putObject("customFields");
            contact.path("customFields").forEach(field -> custom(fields, field));
        }
        return person;
    }

    private void custom(ObjectNode fields, JsonNode field) {
        String name = field.path("name").asString("");
        if (name.isEmpty()) {
            unnamed();
        }
        fields.set(name.isEmpty() ? field.path("id").asString("") : name, field.path("value"));
    }

    void tasks(ObjectNode overview, JsonNode tasks) {
        List<JsonNode> open = tasks.valueStream()
                .filter(task -> !task.path("completed").asBoolean(false))
                .sorted(Comparator.comparing(
                        task -> times.instant(task.path("dueDate")), Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
        for (JsonNode task : open.subList(0, Math.min(MAX, open.size()))) {
            ObjectNode row = overview.withArray("openTasks").addObject();
            row.setAll(pick(task, "id", "title"));
            text(row, task.path("body"));
            time(row, "dueDate", task.path("dueDate"));
            name(row, "assignedTo", task, "assignedTo");
        }
        more(overview, "openTasks", open.size() - MAX);
    }

    /// @param onAppointments notes by the id of the appointment that they are on
    void notes(ObjectNode overview, JsonNode notes, Map<String, JsonNode> onAppointments) {
        record Dated(JsonNode note, String appointment, Instant date) {}
        List<Dated> all = new ArrayList<>();
        notes.forEach(note -> all.add(new Dated(note, null, times.instant(note.path("dateAdded")))));
        onAppointments.forEach((id, some) ->
                some.forEach(note -> all.add(new Dated(note, id, times.instant(note.path("dateAdded"))))));
        all.sort(Comparator.comparing(Dated::date, Comparator.nullsFirst(Comparator.naturalOrder()))
                .reversed());
        for (Dated one : all.subList(0, Math.min(MAX, all.size()))) {
            ObjectNode row = overview.withArray("notes").addObject();
            row.setAll(pick(one.note(), "id", "title", "pinned"));
            if (!row.path("pinned").asBoolean(false)) {
                row.remove("pinned");
            }
            text(row, one.note().path("body"));
            time(row, "date", one.note().path("dateAdded"));
            name(row, "by", one.note(), "userId");
            if (one.appointment() != null) {
                row.put("onAppointment", one.appointment());
            }
        }
        more(overview, "notes", all.size() - MAX);
    }

    void appointments(ObjectNode overview, BookedTimes booked) {
        booked.next()
                .forEach(one ->
                        appointment(overview.withArray("nextAppointments").addObject(), one));
        more(overview, "nextAppointments", booked.more());
        if (booked.last() != null) {
            appointment(overview.putObject("lastAppointment"), booked.last());
        }
    }

    private void appointment(ObjectNode row, JsonNode event) {
        row.setAll(pick(event, "id", "title"));
        time(row, "startTime", event.path("startTime"));
        time(row, "endTime", event.path("endTime"));
        name(row, "calendar", event, "calendarId");
        name(row, "with", event, "assignedUserId");
        row.setAll(pick(event, "appointmentStatus", "notes"));
    }

    void opportunities(ObjectNode overview, JsonNode open) {
        for (JsonNode one : open) {
            ObjectNode row = overview.withArray("openOpportunities").addObject();
            row.setAll(pick(one, "id", "name", "monetaryValue"));
            name(row, "pipeline", one, "pipelineId");
            name(row, "stage", one, "pipelineStageId");
            time(row, "inStageSince", one.path("lastStageChangeAt"));
        }
    }

    void lastMessage(ObjectNode overview, JsonNode conversation) {
        if (conversation.has("lastMessageDate")) {
            ObjectNode row = overview.putObject("lastMessage");
            row.put("conversationId", conversation.path("id").asString(""));
            time(row, "date", conversation.path("lastMessageDate"));
            row.setAll(pick(conversation, "lastMessageType", "lastMessageDirection", "unreadCount"));
            text(row, conversation.path("lastMessageBody"));
        }
    }

    private static ObjectNode pick(JsonNode from, String... names) {
        ObjectNode picked = Json.MAPPER.createObjectNode();
        for (String name : names) {
            if (from.hasNonNull(name)) {
                picked.set(name, from.get(name));
            }
        }
        return picked;
    }

    private static void more(ObjectNode overview, String list, int more) {
        if (more > 0) {
            overview.put(list + "LeftOut", more);
        }
    }

    private static void text(ObjectNode row, JsonNode text) {
        if (!text.asString("").isBlank()) {
            row.put("body", Excerpt.of(text.asString().strip(), MAX_TEXT));
        }
    }

    private void time(ObjectNode row, String name, JsonNode value) {
        String text = times.text(value);
        if (text != null) {
            row.put(name, text);
        }
    }

    /// The name beside an id, or the id.
    private void name(ObjectNode row, String name, JsonNode record, String id) {
        String value = record.path(id).asString("");
        if (!value.isEmpty()) {
            String beside = id.replaceFirst("Id$", "") + "Name";
            if (!record.has(beside)) {
                unnamed();
            }
            row.put(name, record.path(beside).asString(value));
        }
    }

    private void unnamed() {
        reads.miss("names", "some could not be read, so that ids stand in their place");
    }
}
