package dev.ghlmcp.mcp.result;

import dev.ghlmcp.catalog.ToolDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The few members that a tool lists of each item where it is asked for ids: whole calendars and users are mostly open
/// hours and permissions. The argument `fields` gets the others; a last member `leftOut` says so.
///
/// @param kept    of each item, as dot paths
/// @param leftOut examples of the others
public record LeanListing(Set<String> kept, Set<String> inner, String leftOut) {
    static final String NOTE = "leftOut";

    private static final LeanListing USERS =
            new LeanListing(Set.of("id", "name", "email", "phone"), Set.of(), "permissions, roles, scopes");

    private static final Map<String, LeanListing> BY_TOOL = Map.of(
            "search_users",
            USERS,
            "list_location_users",
            USERS,
            "list_calendars",
            new LeanListing(
                    Set.of(
                            "id",
                            "groupId",
                            "name",
                            "description",
                            "calendarType",
                            "isActive",
                            "teamMembers.userId",
                            "slotDuration",
                            "slotDurationUnit"),
                    Set.of("teamMembers"),
                    "openHours, slug, allowBookingAfter"),
            "list_pipelines",
            new LeanListing(
                    Set.of("id", "name", "stages.id", "stages.name"),
                    Set.of("stages"),
                    "stages.position, stages.showInFunnel"),
            "list_custom_fields",
            new LeanListing(
                    Set.of("id", "name", "fieldKey", "dataType", "model", "picklistOptions"),
                    Set.of(),
                    "position, placeholder"),
            "list_locations",
            new LeanListing(Set.of("id", "name", "city", "state", "timezone"), Set.of(), "address, email, settings"));

    /// Asks such a tool for these members, if its arguments do not say which.
    ///
    /// @param members dot paths; none for those that it lists by itself
    public static void ask(String tool, ObjectNode arguments, List<String> members) {
        if (BY_TOOL.containsKey(tool) && !members.isEmpty() && !arguments.has(ResultLimits.FIELDS)) {
            members.forEach(arguments.putArray(ResultLimits.FIELDS)::add);
        }
    }

    /// Takes the others out of a result for which no fields were asked, in place.
    static void apply(ToolDefinition tool, ObjectNode arguments, ObjectNode result) {
        LeanListing lean = BY_TOOL.get(tool.name());
        if (lean == null || !arguments.path(ResultLimits.FIELDS).isEmpty()) {
            return;
        }
        boolean less = false;
        for (JsonNode item : ResultItems.of(tool, result)) {
            less |= lean.shorten(item, "");
        }
        if (less) {
            result.put(NOTE, lean.leftOut + " and others; fields gets what you name in it");
        }
    }

    /// Whether something was left out.
    ///
    /// @param path of the item within the listed one, with a dot at its end
    private boolean shorten(JsonNode item, String path) {
        boolean less = false;
        for (String name : List.copyOf(item.propertyNames())) {
            if (kept.contains(path + name)) {
                continue;
            }
            if (path.isEmpty() && inner.contains(name)) {
                for (JsonNode each : item.get(name)) {
                    less |= shorten(each, name + ".");
                }
            } else {
                ((ObjectNode) item).remove(name);
                less = true;
            }
        }
        return less;
    }
}
