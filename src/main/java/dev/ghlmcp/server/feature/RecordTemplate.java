package dev.ghlmcp.server.feature;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.mcp.lookup.RecordKind;
import java.util.List;

/// The resources of one kind of record, each under its id.
///
/// @param list     what follows `ghl://`
/// @param tool     reads one
/// @param argument that takes the id
/// @param kind     what completes the id
record RecordTemplate(String list, String title, String tool, String argument, RecordKind kind) {
    private static final List<RecordTemplate> ALL = List.of(
            new RecordTemplate("contacts", "Contact", "get_contact", "contactId", RecordKind.CONTACT),
            new RecordTemplate(
                    "opportunities", "Opportunity", "get_opportunity", "opportunityId", RecordKind.OPPORTUNITY),
            new RecordTemplate("calendars", "Calendar", "get_calendar", "calendarId", RecordKind.CALENDAR));

    static List<RecordTemplate> offered(ToolView tools) {
        return ALL.stream()
                .filter(template -> tools.callable().contains(template.tool()))
                .toList();
    }

    String uri() {
        return prefix() + "{id}";
    }

    String prefix() {
        return "ghl://" + list + "/";
    }
}
