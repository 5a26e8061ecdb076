package dev.ghlmcp.operation;

/// Hides a share of a calendar's free slots from those who book.
record LookBusy(
        @Required Boolean enabled,
        @Required @Wire("LookBusyPercentage") Integer lookBusyPercentage) {}
