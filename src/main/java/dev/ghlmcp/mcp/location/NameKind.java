package dev.ghlmcp.mcp.location;

/// Records of a sub-account that answers mention by id, and the tool that lists all of them.
public enum NameKind {
    CUSTOM_FIELD("list_custom_fields", "customFields"),

    /// And their stages.
    PIPELINE("list_pipelines", "pipelines"),

    CALENDAR("list_calendars", "calendars"),
    USER("list_location_users", "users"),

    /// Which no tool lists by their ids.
    CONTACT("get_contact", "contacts");

    private final String tool;
    private final String list;

    /// @param list of the answer that has them
    NameKind(String tool, String list) {
        this.tool = tool;
        this.list = list;
    }

    String tool() {
        return tool;
    }

    public String list() {
        return list;
    }
}
