package dev.ghlmcp.operation;

import java.util.List;

/// A user who takes the appointments of a calendar.
record TeamMember(
        @Doc("From search_users") @Required String userId,
        @Doc("0, 0.5 or 1") @Limit(min = 0, max = 1) Double priority,
        @Doc("One member of a collective calendar must be") Boolean isPrimary,
        @Doc("Several only if there is one member") List<MeetingLocation> locationConfigurations) {}
