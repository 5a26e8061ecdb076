package dev.ghlmcp.sandbox.calendars;

import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.RequestFields;
import dev.ghlmcp.sandbox.api.ResponseBodies;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a request may say about a calendar.
record CalendarForm(SandboxStore store) {
    private static final RequestFields HOUR = RequestFields.of(
            "openHour:integer!0..23 openMinute:integer!0..60 closeHour:integer!0..23 closeMinute:integer!0..60");
    private static final RequestFields PLACE =
            RequestFields.of("kind:custom|zoom_conference|google_conference|inbound_call"
                    + "|outbound_call|physical|booker|ms_teams_conference! location:string meetingId:string");
    private static final RequestFields MEMBER = RequestFields.of("userId:string! priority:number"
                    + " meetingLocationType:custom|zoom|gmeet|phone|address|teams|booker meetingLocation:string"
                    + " isPrimary:boolean locationConfigurations:object[]")
            .inside("locationConfigurations", PLACE);
    static final RequestFields UPDATE = RequestFields.of("isActive:boolean notifications:object[] groupId:string"
                    + " teamMembers:object[] locationConfigurations:object[] meetingLocation:string"
                    + " eventType:RoundRobin_OptimizeForAvailability|RoundRobin_OptimizeForEqualDistribution"
                    + " name:string description:string slug:string widgetSlug:string widgetType:default|classic"
                    + " eventTitle:string eventColor:string slotDuration:number slotDurationUnit:mins|hours"
                    + " slotInterval:number slotIntervalUnit:mins|hours slotBuffer:number preBuffer:number"
                    + " preBufferUnit:mins|hours appoinmentPerSlot:number appoinmentPerDay:number allowBookingAfter:number"
                    + " allowBookingAfterUnit:mins|hours|days|weeks|months allowBookingFor:number"
                    + " allowBookingForUnit:days|weeks|months openHours:object[] enableRecurring:boolean recurring:object"
                    + " formId:string stickyContact:boolean isLivePaymentMode:boolean autoConfirm:boolean"
                    + " shouldSendAlertEmailsToAssignedMember:boolean alertEmail:email googleInvitationEmails:boolean"
                    + " allowReschedule:boolean allowCancellation:boolean shouldAssignContactToTeamMember:boolean"
                    + " shouldSkipAssigningContactForExisting:boolean notes:string pixelId:string"
                    + " formSubmitType:RedirectURL|ThankYouMessage formSubmitRedirectURL:string"
                    + " formSubmitThanksMessage:string availabilityType:integer0..1 availabilities:object[]"
                    + " guestType:count_only|collect_detail consentLabel:string calendarCoverImage:string"
                    + " lookBusyConfig:object")
            .inside(
                    "openHours",
                    RequestFields.of("daysOfTheWeek:any[]! hours:object[]!").inside("hours", HOUR))
            .inside(
                    "availabilities",
                    RequestFields.of("date:date! hours:object[]! deleted:boolean id:string")
                            .inside("hours", HOUR))
            .inside("teamMembers", MEMBER)
            .inside("locationConfigurations", PLACE);
    static final RequestFields CREATE = UPDATE.and("locationId:string! name:string! slotBufferUnit:mins|hours"
            + " calendarType:round_robin|event|class_booking|collective|service_booking|personal");

    static ObjectNode defaults() {
        ObjectNode calendar = ResponseBodies.empty()
                .put("isActive", true)
                .put("eventType", "RoundRobin_OptimizeForAvailability")
                .put("calendarType", "round_robin")
                .put("widgetType", "classic")
                .put("eventTitle", "{{contact.name}}")
                .put("eventColor", "#039be5")
                .put("slotDuration", 30)
                .put("slotDurationUnit", "mins")
                .put("slotInterval", 30)
                .put("slotIntervalUnit", "mins")
                .put("appoinmentPerSlot", 1)
                .put("enableRecurring", false)
                .put("autoConfirm", true)
                .put("googleInvitationEmails", false)
                .put("allowReschedule", true)
                .put("allowCancellation", true)
                .put("formSubmitType", "ThankYouMessage");
        calendar.putArray("teamMembers");
        calendar.putArray("openHours");
        calendar.putArray("availabilities");
        return calendar;
    }

    /// @param self the calendar that changes; null for a new one
    void check(RouteCall call, ObjectNode self) {
        ObjectNode body = call.body();
        List<String> violations = new ArrayList<>();
        for (int i = 0; i < body.path("openHours").size(); i++) {
            checkDays(body.at("/openHours/%d/daysOfTheWeek".formatted(i)), i, violations);
        }
        JsonNode team = body.path("teamMembers");
        String type = body.path("calendarType")
                .asString(self == null ? "" : self.path("calendarType").asString());
        boolean asked = body.hasNonNull("teamMembers") || body.hasNonNull("calendarType");
        if (asked && type.equals("personal") && team.size() != 1) {
            violations.add("teamMembers must contain exactly one member for a personal calendar");
        } else if (asked && !type.equals("event") && !type.isEmpty() && team.isEmpty()) {
            violations.add("teamMembers should not be empty");
        }
        if (!violations.isEmpty()) {
            throw ApiError.unprocessable(violations);
        }
        team.forEach(
                member -> store.records("users").require(member.get("userId").stringValue()));
        if (body.hasNonNull("groupId")) {
            store.records("calendarGroups").require(call, body.get("groupId").stringValue());
        }
        if (slugs("calendars", self).anyMatch(body.path("slug").asString()::equals)) {
            throw ApiError.badRequest("The slug is already taken.");
        }
    }

    /// The slugs that all others of a collection have.
    Stream<String> slugs(String collection, ObjectNode self) {
        return store.records(collection).stream()
                .filter(record -> !record.equals(self))
                .map(record -> record.path("slug").asString())
                .filter(slug -> !slug.isEmpty());
    }

    /// A free slug made of the name.
    String slug(String name) {
        String slug =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String base = slug.isEmpty() ? "calendar" : slug;
        return Stream.iterate(1, number -> number + 1)
                .map(number -> number == 1 ? base : base + "-" + number)
                .filter(free -> slugs("calendars", null).noneMatch(free::equals))
                .findFirst()
                .orElseThrow();
    }

    private static void checkDays(JsonNode days, int index, List<String> violations) {
        String name = "openHours." + index + ".daysOfTheWeek";
        if (days.size() != 1) {
            violations.add(name + " must contain " + (days.isEmpty() ? "at least 1" : "no more than 1") + " elements");
        }
        if (!days.valueStream().allMatch(day -> day.isIntegralNumber() && day.asInt(-1) >= 0 && day.asInt(-1) <= 6)) {
            violations.add("each value in " + name + " must be a number from 0 to 6");
        }
    }
}
