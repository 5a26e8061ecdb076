package dev.ghlmcp.operation;

import java.util.List;

/// When a calendar is open on one date.
record Availability(
        @Doc("Local, such as 2030-01-31T00:00:00.000Z") @Required
        String date,

        @Required List<OpenHours.Span> hours,
        Boolean deleted) {}
