package dev.ghlmcp.operation;

import static dev.ghlmcp.operation.annotation.Form.EPOCH_MILLIS;
import static dev.ghlmcp.operation.annotation.Paging.OFFSET;
import static dev.ghlmcp.operation.annotation.Place.BODY;
import static dev.ghlmcp.operation.annotation.Place.QUERY;

import dev.ghlmcp.operation.annotation.*;
import java.time.OffsetDateTime;

/// What stands in the calendars: appointments with their notes, and slots blocked for bookings.
@Toolset(value = "calendars", version = "2021-04-15")
@Scope("calendars/events")
public sealed interface Appointments extends Operation {

    @Get("/calendars/events")
    @Location(QUERY)
    @Pages("events")
    @Tool("List appointments between two times; one of userId, calendarId or groupId is needed.")
    @AnyOf({"userId", "calendarId", "groupId"})
    @Span(start = "startTime", end = "endTime")
    @Yields({"appointmentId", "eventId"})
    record ListCalendarEvents(
            String userId,
            String calendarId,
            String groupId,

            @Doc("Such as 2030-01-31, location's time") @Required @SentAs(EPOCH_MILLIS)
            OffsetDateTime startTime,

            @Doc("A date includes that day") @Required @SentAs(EPOCH_MILLIS) @EndOfDay
            OffsetDateTime endTime)
            implements Appointments {}

    @Get("/calendars/blocked-slots")
    @Location(QUERY)
    @Pages("events")
    @Tool("List the slots blocked for bookings between two times; one of userId, calendarId or groupId is needed.")
    @AnyOf({"userId", "calendarId", "groupId"})
    @Span(start = "startTime", end = "endTime")
    record ListBlockedSlots(
            String userId,
            String calendarId,
            String groupId,

            @Doc("Such as 2030-01-31, location's time") @Required @SentAs(EPOCH_MILLIS)
            OffsetDateTime startTime,

            @Doc("A date includes that day") @Required @SentAs(EPOCH_MILLIS) @EndOfDay
            OffsetDateTime endTime)
            implements Appointments {}

    @Get("/calendars/events/appointments/{eventId}")
    @Tool("Read one appointment by its event id.")
    record GetAppointment(String eventId) implements Appointments {}

    @Get("/calendars/appointments/{appointmentId}/notes")
    @Pages(value = "notes", by = OFFSET)
    @Tool("List the notes on one appointment.")
    record ListAppointmentNotes(
            String appointmentId,
            @Default("10") @Limit(min = 1, max = 20) Integer limit,
            @Default("0") @Limit(min = 0) Integer offset)
            implements Appointments {}

    @Post("/calendars/events/appointments")
    @Location(BODY)
    @Tool("Book an appointment for a contact at a free slot of a calendar, which may start automations.")
    @Needs(argument = "ignoreFreeSlotValidation", needs = "assignedUserId")
    @Needs(argument = "rrule", needs = "ignoreFreeSlotValidation", as = "true")
    @Needs(
            argument = "meetingLocationType",
            unless = {"meetingLocationId", "address"},
            needs = "overrideLocationConfig",
            as = "true")
    @Span(start = "startTime", end = "endTime", sameOffset = true)
    record CreateAppointment(
            @Required String calendarId,
            @Required String contactId,

            @Doc("A slot of get_free_slots, sent back verbatim; another time needs ignoreFreeSlotValidation") @Required
            OffsetDateTime startTime,

            @Doc("In the form of startTime") @EndOfDay OffsetDateTime endTime,
            String title,

            @OneOf(
                    value = {"new", "confirmed", "cancelled", "showed", "noshow", "invalid"},
                    v3 = {"active", "completed"})
            String appointmentStatus,

            @Doc("From search_users; needed with ignoreFreeSlotValidation")
            String assignedUserId,

            String description,

            @OneOf({"custom", "zoom", "gmeet", "phone", "address", "ms_teams", "google"})
            String meetingLocationType,

            @Doc("meetingId of a location in get_calendar") String meetingLocationId,
            @Doc("true with meetingLocationType alone") Boolean overrideLocationConfig,
            String address,
            @Doc("Skips minimum notice and date range") Boolean ignoreDateRange,
            Boolean ignoreFreeSlotValidation,
            @Doc("false starts no automations") Boolean toNotify,

            @Doc("RFC 5545 rule without DTSTART; needs ignoreFreeSlotValidation")
            @Matches(
                    value = Matches.RECURRENCE,
                    form = "a recurrence rule of RFC 5545 such as RRULE:FREQ=DAILY;COUNT=5")
            String rrule)
            implements Appointments {}

    @Put("/calendars/events/appointments/{eventId}")
    @Tool("Move an appointment, change its details, or set its status to cancelled, showed, noshow or another.")
    @Needs(argument = "rrule", needs = "ignoreFreeSlotValidation", as = "true")
    @Needs(
            argument = "meetingLocationType",
            unless = {"meetingLocationId", "address"},
            needs = "overrideLocationConfig",
            as = "true")
    @Span(start = "startTime", end = "endTime", sameOffset = true)
    record UpdateAppointment(
            @Doc("From list_calendar_events; masterEventId for a whole series")
            String eventId,

            String calendarId,

            @Doc("A slot of get_free_slots, sent back verbatim")
            OffsetDateTime startTime,

            @Doc("In the form of startTime") @EndOfDay OffsetDateTime endTime,
            String title,

            @OneOf(
                    value = {"new", "confirmed", "cancelled", "showed", "noshow", "invalid"},
                    v3 = {"active", "completed"})
            String appointmentStatus,

            String assignedUserId,
            String description,

            @OneOf({"custom", "zoom", "gmeet", "phone", "address", "ms_teams", "google"})
            String meetingLocationType,

            @Doc("meetingId of a location in get_calendar") String meetingLocationId,
            @Modifier Boolean overrideLocationConfig,
            String address,
            @Modifier Boolean ignoreDateRange,
            @Modifier Boolean ignoreFreeSlotValidation,
            @Doc("false starts no automations") @Modifier Boolean toNotify,

            @Matches(
                    value = Matches.RECURRENCE,
                    form = "a recurrence rule of RFC 5545 such as RRULE:FREQ=DAILY;COUNT=5")
            String rrule)
            implements Appointments {}

    @Delete(value = "/calendars/events/{eventId}", body = true)
    @Tool("Delete an appointment or a blocked slot for good; update_appointment can cancel one instead.")
    record DeleteCalendarEvent(
            @Doc("From list_calendar_events or list_blocked_slots; masterEventId for a whole series")
            String eventId) implements Appointments {}

    @Post("/calendars/events/block-slots")
    @Location(BODY)
    @Tool("Block a time for bookings, giving either calendarId or assignedUserId.")
    @AnyOf({"calendarId", "assignedUserId"})
    @NotBoth({"calendarId", "assignedUserId"})
    @Span(start = "startTime", end = "endTime")
    record CreateBlockSlot(
            @Doc("From list_calendars, an event calendar") String calendarId,
            String assignedUserId,

            @Doc("Such as 2030-01-31T09:00, location's time") @Required
            OffsetDateTime startTime,

            @Doc("Such as 2030-01-31T17:00; a date includes that day") @Required @EndOfDay
            OffsetDateTime endTime,

            String title)
            implements Appointments {}

    @Put("/calendars/events/block-slots/{eventId}")
    @Location(BODY)
    @Tool("Move or rename a blocked slot, giving either calendarId or assignedUserId.")
    @AnyOf({"calendarId", "assignedUserId"})
    @NotBoth({"calendarId", "assignedUserId"})
    @Span(start = "startTime", end = "endTime")
    record UpdateBlockSlot(
            @Doc("From list_blocked_slots; masterEventId for a whole series")
            String eventId,

            @Doc("From list_calendars, an event calendar") String calendarId,
            String assignedUserId,

            @Doc("Such as 2030-01-31T09:00, location's time")
            OffsetDateTime startTime,

            @Doc("Such as 2030-01-31T17:00; a date includes that day") @EndOfDay
            OffsetDateTime endTime,

            String title)
            implements Appointments {}

    @Post("/calendars/appointments/{appointmentId}/notes")
    @Tool("Write a new note on an appointment.")
    record CreateAppointmentNote(
            String appointmentId,
            @Required @Limit(max = 5000) String body,
            @Doc("Author, from search_users") String userId)
            implements Appointments {}

    @Put("/calendars/appointments/{appointmentId}/notes/{noteId}")
    @Tool("Replace the text of a note on an appointment.")
    record UpdateAppointmentNote(
            String appointmentId,
            @Doc("From list_appointment_notes") String noteId,
            @Required @Limit(max = 5000) String body,
            @Doc("Author, from search_users") String userId)
            implements Appointments {}

    @Delete("/calendars/appointments/{appointmentId}/notes/{noteId}")
    @Tool("Delete one note on an appointment.")
    record DeleteAppointmentNote(
            String appointmentId,
            @Doc("From list_appointment_notes") String noteId) implements Appointments {}
}
