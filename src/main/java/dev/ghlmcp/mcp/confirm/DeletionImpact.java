package dev.ghlmcp.mcp.confirm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What goes with a record that is about to be deleted and what stays behind, by name. Only what HighLevel's own pages
/// say is stated: of a contact that its conversations, notes and tasks are lost and the contact itself can be restored
/// for 60 days (help.gohighlevel.com, article 155000000583). Of the rest no page says whether it goes.
///
/// @param reads around the record
/// @param tool  that deletes it
/// @param id    of the record
/// @param parts of the sentences
record DeletionImpact(TimedReads reads, String tool, String id, ImpactParts parts) {
    private static final Duration AHEAD = Duration.ofDays(365);
    private static final String EVENTS = "list_calendar_events";
    private static final String CALENDARS = "list_calendars";
    private static final String OPPORTUNITIES = "search_opportunities";

    /// The argument that holds the record's id, by the tools that delete one on which others hang.
    private static final Map<String, String> IDS = Map.of(
            "delete_contact", "contactId",
            "delete_calendar", "calendarId",
            "delete_calendar_group", "groupId",
            "delete_user", "userId",
            "delete_business", "businessId",
            "delete_opportunity", "opportunityId",
            "delete_calendar_event", "eventId");

    /// Begins to read what hangs on the record of a call, if the tool deletes one.
    static DeletionImpact begin(TimedReads reads, String tool, ObjectNode arguments) {
        String id = arguments.path(IDS.getOrDefault(tool, "")).asString("");
        DeletionImpact impact =
                new DeletionImpact(reads, tool, id, new ImpactParts(reads, Instant.now(), new ArrayList<>()));
        impact.start();
        return impact;
    }

    private void start() {
        switch (tool) {
            case "delete_contact" ->
                reads.start("get_location")
                        .start("get_contact", "contactId", id)
                        .start("list_contact_notes", "contactId", id)
                        .start("list_contact_tasks", "contactId", id)
                        .start("search_conversations", "contactId", id, "limit", 1)
                        .start("list_contact_appointments", "contactId", id)
                        .start(OPPORTUNITIES, "contactId", id, "limit", 20);
            case "delete_calendar" -> booked().start("list_calendar_notifications", "calendarId", id);
            case "delete_calendar_group" -> booked().start(CALENDARS, "groupId", id);
            case "delete_user" ->
                booked().start(OPPORTUNITIES, "assignedTo", id, "status", "open")
                        .start("get_user", "userId", id)
                        .start(CALENDARS)
                        .start(
                                "search_contacts",
                                "filters",
                                List.of(Map.of("field", "assignedTo", "operator", "eq", "value", id)),
                                "pageLimit",
                                3);
            case "delete_business" -> reads.start("list_business_contacts", "businessId", id);
            case "delete_opportunity" ->
                reads.start("get_opportunity", "opportunityId", id).start("list_pipelines");
            case "delete_calendar_event" ->
                reads.start("get_location")
                        .start("get_appointment", "eventId", id)
                        .start("list_appointment_notes", "appointmentId", id);
            default -> {}
        }
    }

    private TimedReads booked() {
        return reads.start("get_location")
                .start(
                        EVENTS,
                        IDS.get(tool),
                        id,
                        "startTime",
                        parts.now().toString(),
                        "endTime",
                        parts.now().plus(AHEAD).toString());
    }

    /// Sentences; empty for a tool that deletes nothing on which others hang.
    ///
    /// @param unread what the call in words could not say
    String text(List<String> unread) {
        parts.unread().addAll(unread);
        String text = switch (tool) {
            case "delete_contact" -> contact();
            case "delete_calendar" ->
                ImpactParts.lost(
                                "its settings",
                                parts.list("list_calendar_notifications", "", "notification", "notificationType"))
                        + ImpactParts.open(parts.appointments(EVENTS));
            case "delete_calendar_group" ->
                ImpactParts.open(parts.list(CALENDARS, "calendars", "calendar", "name"), parts.appointments(EVENTS));
            case "delete_user" -> user();
            case "delete_business" -> {
                String contacts = parts.list("list_business_contacts", "contacts", "contact", "");
                yield contacts == null
                        ? ""
                        : contacts + " belong to it; HighLevel does not say what becomes of their link to it. ";
            }
            case "delete_opportunity" -> opportunity();
            case "delete_calendar_event" -> event();
            case "delete_location" ->
                "Takes along everything in the sub-account: its contacts, conversations, calendars, opportunities,"
                        + " invoices and the rest. ";
            default -> "";
        };
        return text
                + (parts.unread().isEmpty()
                        ? ""
                        : "Not known, because it could not be read in time or at all: "
                                + String.join(", ", parts.unread()) + ".");
    }

    private String contact() {
        JsonNode talks = parts.read("search_conversations", "conversations").path("conversations");
        String last = talks.path(0).path("lastMessageBody").asString("");
        return ImpactParts.lost(
                        parts.list("list_contact_notes", "notes", "note", "title"),
                        parts.list("list_contact_tasks", "tasks", "task", "title"),
                        talks.isEmpty()
                                ? null
                                : "the conversation"
                                        + (last.isEmpty() ? "" : " (last message " + ImpactParts.quoted(last) + ")"))
                + ImpactParts.open(
                        parts.appointments("list_contact_appointments"),
                        parts.list(OPPORTUNITIES, "opportunities", "opportunity", "name"))
                + (reads.of("get_contact") == null
                        ? ""
                        : "The contact itself can be restored in HighLevel for 60 days, without what is lost. ");
    }

    private String user() {
        JsonNode calendars = parts.read(CALENDARS, "the teams of calendars").path("calendars");
        List<JsonNode> teams = calendars
                .valueStream()
                .filter(calendar -> calendar.path("teamMembers")
                        .valueStream()
                        .anyMatch(member -> member.path("userId").asString("").equals(id)))
                .toList();
        List<JsonNode> alone = teams.stream()
                .filter(calendar -> calendar.path("teamMembers").size() == 1)
                .toList();
        int places = parts.read("get_user", "whether they work in other sub-accounts")
                .at("/roles/locationIds")
                .size();
        parts.unread().add("tasks of theirs, which HighLevel lists by contact alone");
        if (places > 1) {
            parts.unread().add("what is theirs in the " + places + " sub-accounts that they work in, this one apart");
        }
        return ImpactParts.open(
                        parts.list(OPPORTUNITIES, "opportunities", "open opportunity", "name"),
                        parts.list("search_contacts", "contacts", "assigned contact", ""),
                        parts.appointments(EVENTS))
                + (teams.isEmpty()
                        ? ""
                        : "In the team of " + ImpactParts.count(teams.size(), "calendar") + ImpactParts.names(teams)
                                + ". ")
                + (alone.isEmpty()
                        ? ""
                        : "SOLE MEMBER of the team of " + ImpactParts.count(alone.size(), "calendar")
                                + ImpactParts.names(alone) + ", which would have nobody to book. ");
    }

    private String opportunity() {
        JsonNode one = parts.read("get_opportunity", "its value and stage").path("opportunity");
        String stage = one.path("pipelineStageId").asString("");
        String place = parts.read("list_pipelines", "the name of its stage")
                .path("pipelines")
                .valueStream()
                .flatMap(pipeline -> pipeline.path("stages")
                        .valueStream()
                        .filter(each -> each.path("id").asString("").equals(stage))
                        .map(each -> pipeline.path("name").asString("") + " / "
                                + each.path("name").asString("")))
                .findFirst()
                .orElse("");
        String contact = one.at("/contact/name").asString("");
        return ImpactParts.lost(
                        one.has("monetaryValue")
                                ? "its value " + one.path("monetaryValue").asString()
                                : null,
                        place.isEmpty() ? null : "its place in " + ImpactParts.quoted(place))
                + (contact.isEmpty() ? "" : "Stays: the contact " + ImpactParts.quoted(contact) + ". ");
    }

    private String event() {
        JsonNode event = parts.read("get_appointment", "its time, and whether it is an appointment or a blocked time")
                .path("event");
        String at = parts.time(event.path("startTime"));
        String lost = ImpactParts.lost(
                at.isEmpty()
                        ? null
                        : event.path("isRecurring").asBoolean(false) || event.has("rrule")
                                ? "ALL dates of the series that begins at " + at
                                : (event.hasNonNull("contactId") ? "the booking at " : "the blocked time at ") + at,
                parts.list("list_appointment_notes", "notes", "note", "body"));
        return event.hasNonNull("contactId")
                ? lost
                        + "Stays: the contact. To call it off and keep it on record, set its status to cancelled instead. "
                : lost;
    }
}
