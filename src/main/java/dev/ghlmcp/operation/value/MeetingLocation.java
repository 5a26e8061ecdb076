package dev.ghlmcp.operation.value;

import dev.ghlmcp.operation.annotation.*;

/// Where an appointment takes place.
public record MeetingLocation(
        @Required
        @OneOf({
            "custom",
            "zoom_conference",
            "google_conference",
            "inbound_call",
            "outbound_call",
            "physical",
            "booker",
            "ms_teams_conference"
        })
        String kind,

        String location) {}
