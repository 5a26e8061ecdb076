package dev.ghlmcp.operation;

import java.util.List;

/// When a new calendar is open on one date, other than on that day of other weeks.
record Availability(
        @Doc("Local date, such as 2030-01-31T00:00:00.000Z") @Required
        String date,

        @Required List<OpenHours.Span> hours,
        Boolean deleted) {

    /// The same for a calendar that exists, where it may already have an id.
    record Change(
            @Doc("Of one that exists, from get_calendar") String id,

            @Doc("Local date, such as 2030-01-31T00:00:00.000Z") @Required
            String date,

            @Required List<OpenHours.Span> hours,
            Boolean deleted) {}
}
