package dev.ghlmcp.operation.value;

import dev.ghlmcp.operation.annotation.*;
import java.util.List;

/// When a calendar is open on one day of every week.
public record OpenHours(
        @Doc("One day per entry; 0 is Sunday") @Required @Limit(min = 1, max = 1)
        List<Integer> daysOfTheWeek,

        @Required List<Span> hours) {

    /// From one time of the day to another.
    public record Span(
            @Required @Limit(min = 0, max = 23) Integer openHour,
            @Required @Limit(min = 0, max = 60) Integer openMinute,
            @Required @Limit(min = 0, max = 23) Integer closeHour,
            @Required @Limit(min = 0, max = 60) Integer closeMinute) {}
}
