package dev.ghlmcp.sandbox.calendars;

import dev.ghlmcp.sandbox.api.ApiError;
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
    /// What a new calendar has that the request does not say.
    static ObjectNode defaults(RouteCall call) {
        ObjectNode calendar = call.defaults().deepCopy();
        // What is not there has no parts.
        calendar.removeIf(JsonNode::isObject);
        calendar.put("calendarType", "round_robin")
                .put("slotDurationUnit", "mins")
                .put("slotIntervalUnit", "mins");
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
