package dev.ghlmcp.operation;

import static dev.ghlmcp.operation.annotation.Form.EPOCH_MILLIS;
import static dev.ghlmcp.operation.annotation.Paging.SKIP;
import static dev.ghlmcp.operation.annotation.Place.BODY;
import static dev.ghlmcp.operation.annotation.Place.QUERY;

import dev.ghlmcp.operation.annotation.*;
import dev.ghlmcp.operation.value.CalendarNotification;
import dev.ghlmcp.operation.value.LookBusy;
import dev.ghlmcp.operation.value.MeetingLocation;
import dev.ghlmcp.operation.value.NotificationTiming;
import dev.ghlmcp.operation.value.OpenHours;
import dev.ghlmcp.operation.value.Recurrence;
import dev.ghlmcp.operation.value.TeamMember;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/// Calendars that can be booked, their groups, and the notifications that they send.
@Toolset(value = "calendars", version = "2021-04-15")
public sealed interface Calendars extends Operation {
    /// What would be spelt out twice.
    String JSON = "JSON, as in create_calendar";

    @Get("/calendars/groups")
    @Location(QUERY)
    @Pages("groups")
    @Scope("calendars/groups")
    @Tool("List the calendar groups of a sub-account.")
    @Yields("groupId")
    record ListCalendarGroups() implements Calendars {}

    @Get("/calendars/")
    @Location(QUERY)
    @Pages("calendars")
    @Tool("List the calendars of a sub-account or of one group, with their settings.")
    @Yields("calendarId")
    record ListCalendars(
            String groupId, @Doc("true if omitted") Boolean showDrafted) implements Calendars {}

    @Get("/calendars/{calendarId}")
    @Tool("Read one calendar with its team members, open hours and booking rules.")
    record GetCalendar(String calendarId) implements Calendars {}

    @Get("/calendars/{calendarId}/free-slots")
    @Tool("List the times that can be booked in a calendar, day by day, for create_appointment.")
    @Span(start = "startDate", end = "endDate", maxDays = 31)
    record GetFreeSlots(
            String calendarId,

            @Doc("Such as 2030-01-31, location's time") @Required @SentAs(EPOCH_MILLIS)
            OffsetDateTime startDate,

            @Doc("A date includes that day; 31 days after startDate at most") @Required @SentAs(EPOCH_MILLIS) @EndOfDay
            OffsetDateTime endDate,

            @Doc("IANA name") String timezone,
            String userId,
            @Doc("From search_users") List<String> userIds)
            implements Calendars {}

    @Get("/calendars/{calendarId}/notifications")
    @Pages(value = "items", by = SKIP)
    @Scope("calendars/events")
    @Tool("List the confirmations, reminders and follow-ups that a calendar sends.")
    @Yields("notificationId")
    record ListCalendarNotifications(
            String calendarId,
            Boolean isActive,
            Boolean deleted,
            @Default("100") @Limit(min = 1) Integer limit,
            @Limit(min = 0) Integer skip)
            implements Calendars {}

    @Get("/calendars/{calendarId}/notifications/{notificationId}")
    @Scope("calendars/events")
    @Tool("Read one of the notifications that a calendar sends.")
    record GetCalendarNotification(String calendarId, String notificationId) implements Calendars {}

    @Post("/calendars/groups")
    @Location(BODY)
    @Scope("calendars/groups")
    @Tool("Create a group of calendars; validate_calendar_group_slug tells whether its slug is free.")
    record CreateCalendarGroup(
            @Required String name,
            @Required String description,
            @Required String slug,
            Boolean isActive) implements Calendars {}

    @Put("/calendars/groups/{groupId}")
    @Scope("calendars/groups")
    @Tool("Replace the name, description and slug of a calendar group.")
    record UpdateCalendarGroup(
            String groupId,
            @Required String name,
            @Required String description,
            @Required String slug) implements Calendars {}

    @Put("/calendars/groups/{groupId}/status")
    @Scope("calendars/groups")
    @Tool("Switch a calendar group on or off.")
    record UpdateCalendarGroupStatus(
            String groupId, @Required Boolean isActive) implements Calendars {}

    @Delete("/calendars/groups/{groupId}")
    @Scope("calendars/groups")
    @Tool("Delete a calendar group for good.")
    record DeleteCalendarGroup(String groupId) implements Calendars {}

    @Post("/calendars/groups/validate-slug")
    @Location(BODY)
    @Scope("calendars/groups.write")
    @Tool(value = "Check whether a slug is free for a calendar group.", readOnly = true)
    record ValidateCalendarGroupSlug(@Required String slug) implements Calendars {}

    @Post("/calendars/")
    @Location(BODY)
    @Tool("Create a calendar that can be booked, with its team, hours and booking rules.")
    @Needs(
            argument = "calendarType",
            is = {"round_robin", "class_booking", "collective", "service_booking", "personal"},
            needs = "teamMembers")
    @Needs(argument = "calendarType", is = "personal", needs = "teamMembers", items = 1)
    @Needs(argument = "enableRecurring", needs = "teamMembers", items = 1, ifGiven = true)
    @Needs(argument = "locationConfigurations", needs = "calendarType", as = "event", ifGiven = true)
    record CreateCalendar(
            @Required String name,
            String description,

            @OneOf({"round_robin", "event", "class_booking", "collective", "service_booking", "personal"})
            String calendarType,

            @OneOf({"RoundRobin_OptimizeForAvailability", "RoundRobin_OptimizeForEqualDistribution"}) @Rare
            String eventType,

            @Doc("Needed except for event; one for personal")
            List<TeamMember> teamMembers,

            @Doc("Of an event calendar") List<MeetingLocation> locationConfigurations,
            String groupId,
            @Doc("false makes a draft") Boolean isActive,
            @Doc("Unused in all of HighLevel") String slug,
            @Rare String widgetSlug,
            @OneOf({"default", "classic"}) @Rare String widgetType,
            @Rare String eventTitle,
            @Rare String eventColor,
            Integer slotDuration,
            @OneOf({"mins", "hours"}) String slotDurationUnit,
            Integer slotInterval,
            @OneOf({"mins", "hours"}) String slotIntervalUnit,
            @Doc("Pause after it") Integer slotBuffer,
            @OneOf({"mins", "hours"}) String slotBufferUnit,
            @Doc("Pause before it") Integer preBuffer,
            @OneOf({"mins", "hours"}) String preBufferUnit,

            @Doc("Per user; seats of a class") @Wire("appoinmentPerSlot")
            Integer appointmentPerSlot,

            @Wire("appoinmentPerDay") Integer appointmentPerDay,
            @Doc("Minimum notice") Integer allowBookingAfter,

            @OneOf(
                    value = {"hours", "days", "weeks", "months"},
                    v3 = "mins")
            String allowBookingAfterUnit,

            @Doc("How far ahead") Integer allowBookingFor,
            @OneOf({"days", "weeks", "months"}) String allowBookingForUnit,
            List<OpenHours> openHours,

            @Doc("Hours of single dates") @Rare List<DateHours> availabilities,

            @Doc("0 only openHours, 1 only availabilities; both if empty") @Limit(min = 0, max = 1) @Rare
            Integer availabilityType,

            @Doc("Takes one team member") @Rare Boolean enableRecurring,
            @Rare Recurrence recurring,
            Boolean autoConfirm,
            @Rare Boolean allowReschedule,
            @Rare Boolean allowCancellation,
            @Rare Boolean googleInvitationEmails,
            @Rare Boolean shouldSendAlertEmailsToAssignedMember,
            @Rare String alertEmail,
            @Rare Boolean shouldAssignContactToTeamMember,
            @Rare Boolean shouldSkipAssigningContactForExisting,
            @OneOf({"count_only", "collect_detail"}) @Rare String guestType,
            @Doc("As in get_calendar") @Rare String formId,
            @Rare Boolean stickyContact,
            @Rare String consentLabel,
            @OneOf({"RedirectURL", "ThankYouMessage"}) @Rare String formSubmitType,
            @Rare String formSubmitRedirectURL,
            @Rare String formSubmitThanksMessage,
            @Rare Boolean isLivePaymentMode,
            @Doc("As in get_calendar") @Rare String pixelId,
            @Rare String calendarCoverImage,
            @Rare LookBusy lookBusyConfig,
            @Rare String notes)
            implements Calendars {}

    @Put("/calendars/{calendarId}")
    @Tool(
            "Change settings of a calendar; lists are REPLACED, and slotDuration and slotInterval may reset to 30 if left out.")
    record UpdateCalendar(
            String calendarId,
            String name,
            String description,

            @OneOf({"RoundRobin_OptimizeForAvailability", "RoundRobin_OptimizeForEqualDistribution"}) @Rare
            String eventType,

            @Doc(JSON) List<Map<String, Object>> teamMembers,
            @Doc(JSON) List<Map<String, Object>> locationConfigurations,
            String groupId,
            Boolean isActive,
            String slug,
            @Rare String widgetSlug,
            @OneOf({"default", "classic"}) @Rare String widgetType,
            @Rare String eventTitle,
            @Rare String eventColor,
            Integer slotDuration,
            @OneOf({"mins", "hours"}) String slotDurationUnit,
            Integer slotInterval,
            @OneOf({"mins", "hours"}) String slotIntervalUnit,
            Integer slotBuffer,
            Integer preBuffer,
            @OneOf({"mins", "hours"}) String preBufferUnit,
            @Wire("appoinmentPerSlot") Integer appointmentPerSlot,
            @Wire("appoinmentPerDay") Integer appointmentPerDay,
            Integer allowBookingAfter,

            @OneOf(
                    value = {"hours", "days", "weeks", "months"},
                    v3 = "mins")
            String allowBookingAfterUnit,

            Integer allowBookingFor,
            @OneOf({"days", "weeks", "months"}) String allowBookingForUnit,
            @Doc(JSON) List<Map<String, Object>> openHours,

            @Doc("Hours of single dates") List<DateHours.Changed> availabilities,

            @Doc("0 only openHours, 1 only availabilities; both if empty") @Limit(min = 0, max = 1) @Rare
            Integer availabilityType,

            @Rare Boolean enableRecurring,
            @Doc(JSON) @Rare Map<String, Object> recurring,
            Boolean autoConfirm,
            @Rare Boolean allowReschedule,
            @Rare Boolean allowCancellation,
            @Rare Boolean googleInvitationEmails,
            @Rare Boolean shouldSendAlertEmailsToAssignedMember,
            @Rare String alertEmail,
            @Rare Boolean shouldAssignContactToTeamMember,
            @Rare Boolean shouldSkipAssigningContactForExisting,
            @OneOf({"count_only", "collect_detail"}) @Rare String guestType,
            @Doc("As in get_calendar") @Rare String formId,
            @Rare Boolean stickyContact,
            @Rare String consentLabel,
            @OneOf({"RedirectURL", "ThankYouMessage"}) @Rare String formSubmitType,
            @Rare String formSubmitRedirectURL,
            @Rare String formSubmitThanksMessage,
            @Rare Boolean isLivePaymentMode,
            @Doc("As in get_calendar") @Rare String pixelId,
            @Rare String calendarCoverImage,
            @Rare LookBusy lookBusyConfig,
            @Rare String notes)
            implements Calendars {}

    @Delete("/calendars/{calendarId}")
    @Tool("Delete a calendar for good.")
    record DeleteCalendar(String calendarId) implements Calendars {}

    @Post("/calendars/{calendarId}/notifications")
    @Scope("calendars/events")
    @Tool("Set up confirmations, reminders or follow-ups that a calendar then sends by itself.")
    record CreateCalendarNotification(
            String calendarId,
            @Required @Limit(min = 1) @WholeBody List<CalendarNotification> notifications) implements Calendars {}

    @Put("/calendars/{calendarId}/notifications/{notificationId}")
    @Scope("calendars/events")
    @Tool("Change the recipients, timing or text of a notification that a calendar sends.")
    @Consent(value = Risk.IRREVERSIBLE, when = "deleted=true")
    record UpdateCalendarNotification(
            String calendarId,
            String notificationId,

            @OneOf({"contact", "guest", "assignedUser", "emails", "phoneNumbers", "business"})
            String receiverType,

            @OneOf({"email", "inApp", "sms", "whatsapp"}) String channel,

            @OneOf({"booked", "confirmation", "cancellation", "reminder", "followup", "reschedule"})
            String notificationType,

            Boolean isActive,
            Boolean deleted,

            @Doc("Email template, as in list_calendar_notifications")
            String templateId,

            String subject,
            String body,
            @Doc("For a reminder") List<NotificationTiming> beforeTime,
            @Doc("For a followup") List<NotificationTiming> afterTime,
            @Wire("additionalEmailIds") List<String> additionalEmails,
            List<String> additionalPhoneNumbers,

            @Doc("User ids from search_users, or sub_account_admin")
            List<String> selectedUsers,

            String fromName,
            String fromAddress,
            String fromNumber)
            implements Calendars {}

    @Delete("/calendars/{calendarId}/notifications/{notificationId}")
    @Scope("calendars/events")
    @Tool("Delete a notification, so that the calendar sends it no more.")
    record DeleteCalendarNotification(String calendarId, String notificationId) implements Calendars {}
}
