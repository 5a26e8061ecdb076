package dev.ghlmcp.mcp.lookup;

import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.CallableTools;
import dev.ghlmcp.mcp.call.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The records of one kind, as a tool lists them.
///
/// @param all      in the tool's order
/// @param complete nothing was left out
record RecordListing(List<NamedRecord> all, boolean complete) {
    private static final int PAGE = 100;

    /// @param location id or name; null for the standard one
    /// @param query    for the kinds that are searched, else empty
    /// @throws LookupException if the tool fails or the caller does not have it
    static RecordListing of(CallableTools tools, RecordKind kind, String location, String query) {
        if (kind == RecordKind.LOCATION) {
            List<NamedRecord> named = new ArrayList<>();
            tools.access().locations().offered().forEach((name, id) -> named.add(new NamedRecord(id, name, "")));
            return new RecordListing(named, true);
        }
        String tool = kind.tool(tools);
        if (tool == null) {
            throw new LookupException("No tool that finds a " + kind + " by name is offered here: give its id.");
        }
        // For the search of users the location is only a filter, so that no default fills it.
        String within = location == null && tool.equals("search_users")
                ? tools.access().locations().standard()
                : location;
        ToolResult result = tools.call(tool, arguments(kind, tool, within, query));
        if (result.error()) {
            throw new LookupException(result.text());
        }
        JsonNode answer = result.json();
        return new RecordListing(
                named(kind, answer).filter(one -> !one.name().isBlank()).toList(),
                answer.at("/paging/next").isMissingNode() && answer.path("cut").isMissingNode());
    }

    private static ObjectNode arguments(RecordKind kind, String tool, String location, String query) {
        ObjectNode arguments = Json.MAPPER.createObjectNode();
        if (location != null) {
            arguments.put(Declaration.LOCATION_ID, location);
        }
        if (!query.isBlank()) {
            arguments.put("query", query.length() > 75 ? query.substring(0, 75) : query);
        }
        switch (tool) {
            case "search_contacts" -> arguments.put("pageLimit", PAGE);
            case "list_contacts", "search_opportunities", "search_users" -> arguments.put("limit", PAGE);
            default -> {}
        }
        kind.fields().forEach(arguments.withArray("fields")::add);
        return arguments;
    }

    private static Stream<NamedRecord> named(RecordKind kind, JsonNode answer) {
        Stream<JsonNode> items = answer.path(kind.list()).valueStream();
        return switch (kind) {
            case STAGE ->
                items.flatMap(pipeline -> pipeline.path("stages")
                        .valueStream()
                        .map(stage -> new NamedRecord(
                                text(stage, "id"),
                                text(stage, "name"),
                                text(pipeline, "name") + " " + text(pipeline, "id"))));
            case USER, CONTACT -> items.map(RecordListing::person);
            case TAG ->
                items.flatMap(contact -> contact.path("tags").valueStream())
                        .map(tag -> tag.asString(""))
                        .distinct()
                        .sorted()
                        .map(tag -> new NamedRecord(tag, tag, ""));
            default -> items.map(one -> new NamedRecord(text(one, "id"), text(one, "name"), ""));
        };
    }

    private static NamedRecord person(JsonNode person) {
        // Some answers have names in lower case only: the combined name of contacts, and all names in their search.
        String name = Stream.of(
                        text(person, "name"),
                        text(person, "firstName") + " " + text(person, "lastName"),
                        text(person, "contactName"),
                        text(person, "firstNameLowerCase") + " " + text(person, "lastNameLowerCase"))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        String email = text(person, "email");
        return new NamedRecord(
                text(person, "id"),
                name.isEmpty() ? email : name,
                email + " " + text(person, "phone") + " " + text(person, "companyName"));
    }

    private static String text(JsonNode node, String member) {
        return node.path(member).asString("");
    }
}
