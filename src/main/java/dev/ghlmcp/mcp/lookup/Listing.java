package dev.ghlmcp.mcp.lookup;

import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Reach;
import dev.ghlmcp.mcp.call.ToolResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The things of one kind, as a tool lists them.
///
/// @param all      in the tool's order
/// @param complete nothing was left out
record Listing(List<Named> all, boolean complete) {
    private static final int PAGE = 100;

    /// @param location id or name; null for the standard one
    /// @param query    for the kinds that are searched, else empty
    /// @throws LookupException if the tool fails or is out of reach
    static Listing of(Reach reach, Kind kind, String location, String query) {
        if (kind == Kind.LOCATION) {
            List<Named> named = new ArrayList<>();
            reach.access().locations().offered().forEach((name, id) -> named.add(new Named(id, name, "")));
            return new Listing(named, true);
        }
        String tool = kind.tool(reach);
        if (tool == null) {
            throw new LookupException("No tool that finds a " + kind + " by name is offered here: give its id.");
        }
        // Of the search for users the location is only a filter, which is not filled in.
        String within = location == null && tool.equals("search_users")
                ? reach.access().locations().standard()
                : location;
        ToolResult result = reach.call(tool, arguments(kind, tool, within, query));
        if (result.error()) {
            throw new LookupException(result.text());
        }
        JsonNode answer = Json.MAPPER.readTree(result.json());
        return new Listing(
                named(kind, answer).filter(one -> !one.name().isBlank()).toList(),
                answer.at("/paging/next").isMissingNode() && answer.path("cut").isMissingNode());
    }

    private static ObjectNode arguments(Kind kind, String tool, String location, String query) {
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
        List<String> fields = switch (kind) {
            case PIPELINE, CALENDAR, WORKFLOW, CAMPAIGN -> List.of("name");
            case STAGE -> List.of("pipelines.name", "pipelines.stages.name");
            case USER -> List.of("name", "firstName", "lastName", "email");
            case TAG -> List.of("contacts.tags");
            case CONTACT ->
                List.of("contactName", "firstName", "lastName", "firstNameLowerCase", "lastNameLowerCase").stream()
                        .map(name -> "contacts." + name)
                        .toList();
            case OPPORTUNITY -> List.of("opportunities.name");
            case LOCATION -> List.of();
        };
        fields.forEach(arguments.withArray("fields")::add);
        if (kind == Kind.CONTACT) {
            arguments
                    .withArray("fields")
                    .add("contacts.email")
                    .add("contacts.phone")
                    .add("contacts.companyName");
        }
        return arguments;
    }

    private static Stream<Named> named(Kind kind, JsonNode answer) {
        return switch (kind) {
            case PIPELINE -> each(answer, "pipelines");
            case STAGE ->
                answer.path("pipelines")
                        .valueStream()
                        .flatMap(pipeline -> pipeline.path("stages")
                                .valueStream()
                                .map(stage -> new Named(
                                        text(stage, "id"),
                                        text(stage, "name"),
                                        text(pipeline, "name") + " " + text(pipeline, "id"))));
            case CALENDAR -> each(answer, "calendars");
            case WORKFLOW -> each(answer, "workflows");
            case CAMPAIGN -> each(answer, "campaigns");
            case OPPORTUNITY -> each(answer, "opportunities");
            case USER -> answer.path("users").valueStream().map(Listing::person);
            case CONTACT -> answer.path("contacts").valueStream().map(Listing::person);
            case TAG -> {
                Set<String> tags = new LinkedHashSet<>();
                answer.path("contacts")
                        .valueStream()
                        .flatMap(contact -> contact.path("tags").valueStream())
                        .forEach(tag -> tags.add(tag.asString("")));
                yield tags.stream().sorted().map(tag -> new Named(tag, tag, ""));
            }
            case LOCATION -> Stream.of();
        };
    }

    private static Stream<Named> each(JsonNode answer, String list) {
        return answer.path(list).valueStream().map(one -> new Named(text(one, "id"), text(one, "name"), ""));
    }

    private static Named person(JsonNode person) {
        // As written where that is told: the combined name of contacts and all of their search are in lower case.
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
        return new Named(
                text(person, "id"),
                name.isEmpty() ? email : name,
                email + " " + text(person, "phone") + " " + text(person, "companyName"));
    }

    private static String text(JsonNode node, String member) {
        return node.path(member).asString("");
    }
}
