package dev.ghlmcp.operation.value;

import dev.ghlmcp.operation.annotation.*;

/// Hides a share of a calendar's free slots from those who book.
public record LookBusy(
        @Required Boolean enabled,
        @Required @Wire("LookBusyPercentage") Integer lookBusyPercentage) {}
