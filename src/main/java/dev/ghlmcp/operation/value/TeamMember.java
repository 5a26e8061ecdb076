package dev.ghlmcp.operation.value;

import dev.ghlmcp.operation.annotation.Doc;
import dev.ghlmcp.operation.annotation.Required;
import java.util.List;

/// A user who takes the appointments of a calendar.
public record TeamMember(
        @Doc("From search_users") @Required String userId,
        @Doc("0, 0.5 or 1") Double priority,
        @Doc("Needed for collective") Boolean isPrimary,

        @Doc("In the form of the calendar's own; several only with one member")
        List<MeetingLocation> locationConfigurations) {}
