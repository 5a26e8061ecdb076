package dev.ghlmcp.index;

import dev.ghlmcp.json.Json;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Values that fit the shapes of the index: everything that the documents name, at every depth.
public final class Generated {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Generated() {}

    /// All members, or the required ones.
    ///
    /// @param known what some members are, by their names, wherever they stand
    public static ObjectNode object(Shape.Members members, boolean all, Map<String, String> known) {
        ObjectNode object = Json.MAPPER.createObjectNode();
        members.members().forEach((name, member) -> {
            if (all || member.required()) {
                object.set(name, value(name, member.shape(), all, known));
            }
        });
        return object;
    }

    /// The arguments of a tool that has this request, but for what is filled in.
    ///
    /// @param known what some are, by their names, wherever they stand
    public static ObjectNode arguments(ApiRoute route, boolean all, Map<String, String> known) {
        ObjectNode arguments = Json.MAPPER.createObjectNode();
        Matcher hole = Pattern.compile("\\{([^}]*)}").matcher(route.path());
        while (hole.find()) {
            Shape.Member member = route.parameters().members().get(hole.group(1));
            Shape shape = member == null ? Shape.Simple.TEXT : member.shape();
            arguments.set(hole.group(1), value(hole.group(1), shape, true, known));
        }
        object(route.query(), all, known).forEachEntry(arguments::putIfAbsent);
        if (route.body() == Shape.Simple.FREE) {
            arguments.putObject("properties").put("colour", "red");
        } else if (route.body() != null && value("", route.body(), all, known) instanceof ObjectNode body) {
            body.forEachEntry(arguments::putIfAbsent);
        }
        arguments.remove(List.of("locationId", "altId", "altType"));
        if (known.containsKey("locationId") && route.path().contains("{locationId}")) {
            arguments.put("locationId", known.get("locationId"));
        }
        if (arguments.has("fields")) {
            arguments.set("apiFields", arguments.remove("fields"));
        }
        if (route.content() == ApiRoute.Content.MULTIPART) {
            boolean named =
                    route.body() instanceof Shape.Members(Map<String, Shape.Member> body) && body.containsKey("file");
            (named ? arguments.putObject("file") : arguments.putObject("files").putObject("part"))
                    .put("filename", "one.csv")
                    .put("dataBase64", "YSxi");
        }
        return arguments;
    }

    public static JsonNode value(String name, Shape shape, boolean all, Map<String, String> known) {
        if (known.containsKey(name) && (shape instanceof Shape.Simple || shape instanceof Shape.Choice)) {
            return NODES.stringNode(known.get(name));
        }
        return switch (shape) {
            case Shape.Simple simple -> simple(name, simple);
            case Shape.Choice choice ->
                choice.type() == Shape.Simple.TEXT
                        ? NODES.stringNode(choice.values().getLast())
                        : Json.MAPPER.readTree(choice.values().getLast());
            case Shape.Items items -> Json.MAPPER.createArrayNode().add(value(name, items.item(), all, known));
            case Shape.Members members -> object(members, all, known);
            case Shape.AnyOf any -> value(name, any.shapes().getFirst(), all, known);
        };
    }

    private static JsonNode simple(String name, Shape.Simple simple) {
        return switch (simple) {
            case TEXT -> NODES.stringNode(text(name));
            case NUMBER, INTEGER ->
                NODES.numberNode(
                        switch (name) {
                            case "maxCallDuration" -> 200;
                            case "startDate", "endDate", "scheduledTimestamp" -> 1_764_410_400_000L;
                            default -> 1;
                        });
            case BOOLEAN -> NODES.booleanNode(true);
            case DATE -> NODES.stringNode("2026-11-29");
            case TIME -> NODES.stringNode("2026-11-29T10:00:00Z");
            case FILE -> NODES.stringNode("file");
            case FREE -> Json.MAPPER.createObjectNode().put("free", "text");
            case ANY -> NODES.stringNode("any");
        };
    }

    private static String text(String name) {
        return switch (name) {
            case "limit", "page" -> "1";
            case "offset", "skip" -> "0";
            case "startAt", "endAt", "issueDate", "dueDate" -> "2026-11-29";
            case "scheduleDate" -> "2026-11-29T10:00:00Z";
            case "email" -> "one@example.com";
            case "timezone", "timeZone" -> "America/New_York";
            // With a digit it is no name, which would be looked up.
            default -> "text1";
        };
    }
}
