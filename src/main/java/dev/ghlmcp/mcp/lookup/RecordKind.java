package dev.ghlmcp.mcp.lookup;

import dev.ghlmcp.mcp.call.CallableTools;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Kinds of records that people know by name and HighLevel by id.
public enum RecordKind {
    PIPELINE("list_pipelines", "pipelines", "name"),
    STAGE("list_pipelines", "pipelines", "name stages.name"),
    CALENDAR("list_calendars", "calendars", "name"),
    USER("list_location_users search_users", "users", "name firstName lastName email"),
    WORKFLOW("list_workflows", "workflows", "name"),
    CAMPAIGN("list_campaigns", "campaigns", "name"),

    /// Its name is its id. No tool lists all tags, so those of the contacts added last stand for them.
    TAG("search_contacts", "contacts", "tags"),

    CONTACT(
            "list_contacts search_contacts",
            "contacts",
            "contactName firstName lastName firstNameLowerCase lastNameLowerCase email phone companyName"),
    OPPORTUNITY("search_opportunities", "opportunities", "name"),

    /// Named in the configuration; no tool lists them.
    LOCATION("", "", "");

    private final String tools;
    private final String list;
    private final String fields;

    /// @param tools  that list them, the best first
    /// @param list   of the answer that has them
    /// @param fields of an item that are needed
    RecordKind(String tools, String list, String fields) {
        this.tools = tools;
        this.list = list;
        this.fields = fields;
    }

    String list() {
        return list;
    }

    /// The fields, as paths in the answer.
    List<String> fields() {
        return Stream.of(fields.split(" ")).map(field -> list + "." + field).toList();
    }

    /// Whether there are too many to list, so that the typed text is searched for.
    boolean searched() {
        return this == CONTACT || this == OPPORTUNITY;
    }

    /// The tool that lists them; null if the caller has none.
    String tool(CallableTools caller) {
        return Stream.of(tools.split(" ")).filter(caller::has).findFirst().orElse(null);
    }

    /// For sentences.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
