package dev.ghlmcp.catalog.selection;

import dev.ghlmcp.catalog.Discovery;
import dev.ghlmcp.catalog.ToolView;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// How the tools are offered.
public enum Surface {
    /// Every one is listed.
    LIST,
    /// The most used are listed, and three tools that find, describe and call the others.
    SEARCH;

    /// Those that a day's work begins with, among them what yields the ids that others need; they fit into 12 kB.
    private static final Set<String> DIRECT = Set.of(
            "search_contacts",
            "get_contact_overview",
            "upsert_contact",
            "list_calendars",
            "create_contact_note",
            "search_opportunities",
            "get_pipeline_summary",
            "get_free_slots",
            "create_appointment",
            "list_calendar_events");

    /// The view in which these tools are listed so.
    public ToolView of(ToolView tools) {
        return of(tools, Discovery.entries());
    }

    /// The same with other words of three of them.
    ///
    /// @param discovery what is said of the three tools
    public ToolView of(ToolView tools, List<JsonNode> discovery) {
        return this == LIST ? tools : tools.listing(DIRECT).ledBy(discovery);
    }
}
