package dev.ghlmcp.server.view;

import java.util.List;

/// A page that a chat shows beside the answer of a tool.
///
/// @param name   of its script beside this class
/// @param tools  whose answers it shows
/// @param others that it calls when it may
record ChatView(String name, String title, String description, List<String> tools, List<String> others) {
    static final List<ChatView> ALL = List.of(
            new ChatView(
                    "pipeline-board",
                    "Pipeline board",
                    "The opportunities of a pipeline by stage; a card moves to another once the person confirms",
                    List.of("get_pipeline_summary", "search_opportunities"),
                    List.of("list_pipelines", "update_opportunity")),
            new ChatView(
                    "free-slots",
                    "Free slots",
                    "The times that a calendar has free; one is booked for a contact once the person confirms",
                    List.of("get_free_slots"),
                    List.of("get_calendar", "search_contacts", "create_appointment")),
            new ChatView(
                    "contact-card",
                    "Contact card",
                    "A contact with its tags and custom fields",
                    List.of("get_contact_overview", "get_contact"),
                    List.of("list_custom_fields")),
            new ChatView(
                    "appointments",
                    "Appointments",
                    "The appointments of a day in order",
                    List.of("list_calendar_events"),
                    List.of("get_contact")));

    String uri() {
        return "ui://ghl-mcp/" + name;
    }
}
