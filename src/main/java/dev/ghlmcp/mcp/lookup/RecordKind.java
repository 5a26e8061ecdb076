package dev.ghlmcp.mcp.lookup;

import dev.ghlmcp.mcp.CallerTools;
import java.util.Locale;
import java.util.stream.Stream;

/// What people know by its name and HighLevel by its id.
public enum RecordKind {
    PIPELINE("list_pipelines"),
    STAGE("list_pipelines"),
    CALENDAR("list_calendars"),
    USER("list_location_users search_users"),
    WORKFLOW("list_workflows"),
    CAMPAIGN("list_campaigns"),

    /// Has no id but its name. HighLevel's list of tags is not among the tools, so those of the contacts added last
    /// stand for all.
    TAG("search_contacts"),

    CONTACT("list_contacts search_contacts"),
    OPPORTUNITY("search_opportunities"),

    /// As the configuration names them; no tool is asked.
    LOCATION("");

    private final String tools;

    /// @param tools that list them, the best first
    RecordKind(String tools) {
        this.tools = tools;
    }

    /// Whether there are too many to list: the text typed is searched for.
    boolean searched() {
        return this == CONTACT || this == OPPORTUNITY;
    }

    /// The tool that lists them, or null if none is within reach.
    String tool(CallerTools reach) {
        return Stream.of(tools.split(" ")).filter(reach::has).findFirst().orElse(null);
    }

    /// For sentences.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
