package dev.ghlmcp.operation;

import java.util.List;

/// When a calendar is open on one day of every week.
record OpenHours(
        @Doc("One day per entry; 0 is Sunday") @Required List<Integer> daysOfTheWeek,
        @Required List<Span> hours) {

    /// From one time of the day to another.
    record Span(
            @Required @Limit(min = 0, max = 23) Integer openHour,
            @Required @Limit(min = 0, max = 60) Integer openMinute,
            @Required @Limit(min = 0, max = 23) Integer closeHour,
            @Required @Limit(min = 0, max = 60) Integer closeMinute) {}
}
