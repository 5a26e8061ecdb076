package dev.ghlmcp.mcp.confirm;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.HighLevelClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What goes with a record that is about to be deleted and what stays behind, by name. Only what HighLevel's own pages
/// say is stated: of a contact that its conversations, notes and tasks are lost and the contact itself can be restored
/// for 60 days (help.gohighlevel.com, article 155000000583). Of the rest no page says whether it goes.
final class DeletionImpact implements AutoCloseable {
    private static final Duration AHEAD = Duration.ofDays(365);
    private static final int MAX = 900;

    private final TimedReads reads;
    private final String tool;
    private final ImpactParts parts;

    private DeletionImpact(TimedReads reads, String tool) {
        this.reads = reads;
        this.tool = tool;
        this.parts = new ImpactParts(reads, Instant.now(), new ArrayList<>());
    }

    /// Begins to read what hangs on the record of a call, if the tool deletes one.
    ///
    /// @param callable the tools that may be called
    static DeletionImpact begin(
            HighLevelClient client, List<ToolDefinition> callable, ToolDefinition tool, ObjectNode arguments) {
        TimedReads reads = new TimedReads(client, callable, arguments);
        DeletionImpact impact = new DeletionImpact(reads, tool.name());
        impact.start(arguments);
        return impact;
    }

    private void start(ObjectNode arguments) {
        switch (tool) {
            case "delete_contact" -> {
                String id = arguments.path("contactId").asString();
                reads.start("get_location")
                        .start("list_contact_notes", "contactId", id)
                        .start("list_contact_tasks", "contactId", id)
                        .start("search_conversations", "contactId", id, "limit", 1)
                        .start("list_contact_appointments", "contactId", id)
                        .start("search_opportunities", "contactId", id, "limit", 20);
            }
            case "delete_calendar" ->
                booked("calendarId", arguments)
                        .start("list_calendar_notifications", "calendarId", arguments.path("calendarId"));
            case "delete_calendar_group" ->
                booked("groupId", arguments).start("list_calendars", "groupId", arguments.path("groupId"));
            case "delete_user" ->
                booked("userId", arguments)
                        .start("search_opportunities", "assignedTo", arguments.path("userId"), "status", "open");
            case "delete_business" -> reads.start("list_business_contacts", "businessId", arguments.path("businessId"));
            case "delete_opportunity" ->
                reads.start("get_opportunity", "opportunityId", arguments.path("opportunityId"))
                        .start("list_pipelines");
            case "delete_calendar_event" ->
                reads.start("get_location")
                        .start("get_appointment", "eventId", arguments.path("eventId"))
                        .start("list_appointment_notes", "appointmentId", arguments.path("eventId"));
            default -> {}
        }
    }

    private TimedReads booked(String by, ObjectNode arguments) {
        return reads.start("get_location")
                .start(
                        "list_calendar_events",
                        by,
                        arguments.path(by),
                        "startTime",
                        parts.now().toString(),
                        "endTime",
                        parts.now().plus(AHEAD).toString());
    }

    /// Sentences; empty for a tool that deletes nothing on which others hang.
    public String text() {
        String text = switch (tool) {
            case "delete_contact" -> contact();
            case "delete_calendar" ->
                ImpactParts.lost(
                                "its settings",
                                parts.list("list_calendar_notifications", "", "notification", "notificationType"))
                        + ImpactParts.open(parts.appointments("list_calendar_events"));
            case "delete_calendar_group" ->
                ImpactParts.open(
                        parts.list("list_calendars", "calendars", "calendar", "name"),
                        parts.appointments("list_calendar_events"));
            case "delete_user" ->
                ImpactParts.open(
                        parts.list("search_opportunities", "opportunities", "open opportunity", "name"),
                        parts.appointments("list_calendar_events"));
            case "delete_business" -> {
                String contacts = parts.list("list_business_contacts", "contacts", "contact", "");
                yield contacts == null
                        ? ""
                        : contacts + " belong to it; HighLevel does not say what becomes of their link to it. ";
            }
            case "delete_opportunity" -> opportunity();
            case "delete_calendar_event" -> event();
            default -> "";
        };
        if (!parts.unread().isEmpty()) {
            text += "Not known, because it could not be read in time or at all: " + String.join(", ", parts.unread())
                    + ".";
        }
        return SafeText.of(text, MAX);
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
                        parts.list("search_opportunities", "opportunities", "opportunity", "name"))
                + "The contact itself can be restored in HighLevel for 60 days, without what is lost. ";
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
                        place.isEmpty() ? null : "its place in " + place)
                + (contact.isEmpty() ? "" : "Stays: the contact " + ImpactParts.quoted(contact) + ". ");
    }

    private String event() {
        JsonNode event = parts.read("get_appointment", "its time").path("event");
        String at = parts.time(event.path("startTime"));
        return ImpactParts.lost(
                        at.isEmpty()
                                ? null
                                : event.path("isRecurring").asBoolean(false) || event.has("rrule")
                                        ? "ALL dates of the series that begins at " + at
                                        : "the booking at " + at,
                        parts.list("list_appointment_notes", "notes", "note", "body"))
                + "Stays: the contact. To call it off and keep it on record, set its status to cancelled instead. ";
    }

    @Override
    public void close() {
        reads.close();
    }
}
