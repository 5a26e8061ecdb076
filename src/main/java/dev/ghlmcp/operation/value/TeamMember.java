package dev.ghlmcp.operation.value;

import dev.ghlmcp.operation.annotation.*;
import java.util.List;

/// A user who takes the appointments of a calendar.
public record TeamMember(
        @Required String userId,
        @Doc("0, 0.5 or 1") @Rare Double priority,
        @Doc("Needed for collective") Boolean isPrimary,

        @Doc("In the form of the calendar's own; several only with one member") @Rare
        List<MeetingLocation> locationConfigurations) {}
