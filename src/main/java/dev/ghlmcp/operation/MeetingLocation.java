package dev.ghlmcp.operation;

/// Where an appointment takes place.
record MeetingLocation(
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
