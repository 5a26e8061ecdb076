package dev.ghlmcp.watch;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.result.Projection;
import dev.ghlmcp.mcp.result.ResultLimits;
import dev.ghlmcp.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a watch tells beside what its trigger does: its argument `fields`, the one of the tools that read. It is for
/// the events alone, and HighLevel is not asked for less.
///
/// @param paths within an item, with dots, in order
public record AskedFields(List<String> paths) {
    /// The argument.
    public static final String ARGUMENT = ResultLimits.FIELDS;

    /// Of an item of an event, as JSON.
    static final int MAX_BYTES = 64_000;

    private static final int MAX_PATHS = 50;
    private static final int MAX_PATH = 200;

    /// Those that a watch has in its arguments.
    static AskedFields of(ObjectNode arguments) {
        return new AskedFields(
                arguments.path(ARGUMENT).valueStream().map(JsonNode::asString).toList());
    }

    /// Writes them so in the arguments that who means the same shares one watch, in place: from the item on, in order.
    ///
    /// @throws IllegalArgumentException with a sentence if they are too many
    static void settle(ToolDefinition tool, Trigger trigger, ObjectNode arguments) {
        List<String> above = new ArrayList<>(trigger.item());
        if (tool.listing() != null) {
            above.add(String.join(".", tool.listing().items()));
        }
        List<String> paths = Projection.names(of(arguments).paths).stream()
                .map(name -> within(above, String.join(".", Projection.steps(name))))
                .distinct()
                .sorted()
                .toList();
        if (paths.size() > MAX_PATHS) {
            throw new IllegalArgumentException(
                    "Nothing is watched. fields names " + paths.size() + " members, and may name " + MAX_PATHS);
        }
        paths.stream()
                .filter(path -> path.isEmpty() || path.length() > MAX_PATH)
                .forEach(path -> {
                    throw new IllegalArgumentException(
                            "Nothing is watched. fields has no such member: " + Excerpt.of(path));
                });
        arguments.remove(ARGUMENT);
        if (!paths.isEmpty()) {
            paths.forEach(arguments.putArray(ARGUMENT)::add);
        }
    }

    private static String within(List<String> above, String path) {
        return above.stream()
                .map(name -> name + ".")
                .filter(path::startsWith)
                .map(name -> path.substring(name.length()))
                .findFirst()
                .orElse(path);
    }

    /// Whether something of this member of an item is asked for.
    boolean within(String member) {
        return paths.stream().anyMatch(path -> path.equals(member) || path.startsWith(member + "."));
    }

    /// What is asked for of an item.
    ObjectNode of(JsonNode item) {
        return item.isObject() && !paths.isEmpty()
                ? (ObjectNode) Projection.select(
                        item, paths.stream().map(Projection::steps).toList())
                : Json.MAPPER.createObjectNode();
    }

    /// Adds it to what is told of an item, as much as may be kept; a member `leftOut` names what is not there.
    void addTo(ObjectNode told, JsonNode draft) {
        List<String> less = new ArrayList<>();
        of(draft).properties().stream()
                .filter(member -> within(member.getKey()) && !Digests.blank(member.getValue()))
                .forEach(member -> {
                    if (Json.size(told) + Json.size(member.getValue()) > MAX_BYTES) {
                        less.add(member.getKey());
                    } else {
                        told.set(member.getKey(), member.getValue());
                    }
                });
        if (!less.isEmpty()) {
            ArrayNode named = told.putArray("leftOut");
            less.forEach(named::add);
        }
    }

    /// Names without those that are asked for.
    List<String> without(List<String> names) {
        return names.stream().filter(name -> !within(name)).toList();
    }

    /// Names that the item of an event can have.
    ///
    /// @param fields as somebody wrote them
    public static List<String> told(Trigger trigger, List<String> fields) {
        return Stream.concat(
                        trigger.members().stream().map(names -> names.split("\\|", -1)[0]),
                        Projection.names(fields).stream().flatMap(name -> Projection.steps(name).stream()))
                .distinct()
                .toList();
    }
}
