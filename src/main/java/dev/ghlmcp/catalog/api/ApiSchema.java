package dev.ghlmcp.catalog.api;

import dev.ghlmcp.catalog.ArgumentTraits.Trait;
import dev.ghlmcp.catalog.TimeArgument;
import dev.ghlmcp.index.Shape;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.operation.annotation.Form;
import dev.ghlmcp.operation.annotation.Mixed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// Writes the JSON schema of arguments from their shapes, in the words that every client takes, and beside it what
/// these cannot say.
final class ApiSchema {
    /// What a member is that the documents call required, although a call may do without.
    static final String ADVISED = "HighLevel's document requires it";

    /// What a file is given as.
    static final String FILE =
            "A file: its path, or JSON {\"filename\": ..., \"dataBase64\": ...} where this server cannot read your files";

    /// Numbers that are times, as the documents say in words alone.
    private static final Map<String, Form> NUMBERS = Map.of(
            "startDate", Form.EPOCH_MILLIS,
            "endDate", Form.EPOCH_MILLIS,
            "scheduledTimestamp", Form.EPOCH_SECONDS);

    /// A text of which their example alone says that it is a time.
    private static final String SCHEDULED = "scheduleDate";

    /// What the files of an upload are given as whose parts the documents do not name.
    static final String FILES =
            "By the name of its part each file: its path, or JSON {\"filename\": ..., \"dataBase64\": ...}";

    private static final String DESCRIPTION = "description";

    /// By path, as in the traits of a tool.
    private final Map<String, Trait> traits = new HashMap<>();

    private final List<TimeArgument> times = new ArrayList<>();

    Map<String, Trait> traits() {
        return Map.copyOf(traits);
    }

    List<TimeArgument> times() {
        return List.copyOf(times);
    }

    /// The schema of an argument.
    ///
    /// @param advised the documents call it required
    ObjectNode argument(String name, Shape shape, boolean advised) {
        ObjectNode schema = schema(shape, name, List.of(name));
        return advised ? said(schema, ADVISED) : schema;
    }

    /// @param at   the path, as in traits
    /// @param path the names that lead to it
    private ObjectNode schema(Shape shape, String at, List<String> path) {
        return switch (shape) {
            case Shape.Simple simple -> simple(simple, at, path);
            case Shape.Choice(Shape.Simple type, List<String> values) -> {
                if (type != Shape.Simple.TEXT) {
                    yield said(simple(type, at, path), "One of " + String.join(", ", values));
                }
                ObjectNode choice = typed("string");
                values.forEach(choice.putArray("enum")::add);
                yield choice;
            }
            case Shape.Items items -> typed("array").set("items", schema(items.item(), at + "[]", path));
            case Shape.Members(Map<String, Shape.Member> members) -> {
                ObjectNode object = typed("object");
                ObjectNode properties = object.putObject("properties");
                members.forEach((name, member) -> {
                    ObjectNode inner = schema(member.shape(), at + "." + name, join(path, name));
                    properties.set(name, member.needed(name) ? said(inner, ADVISED) : inner);
                });
                yield object;
            }
            case Shape.AnyOf _ -> mixed(at);
        };
    }

    private ObjectNode simple(Shape.Simple type, String at, List<String> path) {
        return switch (type) {
            case TEXT -> path.getLast().equals(SCHEDULED) ? time(path, null) : typed("string");
            case NUMBER -> {
                Form form = path.size() == 1 ? form(at, type) : null;
                yield form == null ? typed("number") : time(path, form);
            }
            case INTEGER -> typed("integer");
            case BOOLEAN -> typed("boolean");
            case DATE -> {
                times.add(new TimeArgument(path, TimeArgument.Kind.DAY, false, null, List.of()));
                yield said(typed("string"), "YYYY-MM-DD");
            }
            case TIME -> time(path, null);
            case FREE -> typed("object");
            case FILE -> said(mixed(at), FILE);
            case ANY -> mixed(at);
        };
    }

    private ObjectNode time(List<String> path, Form form) {
        times.add(
                new TimeArgument(path, TimeArgument.Kind.INSTANT, path.getLast().startsWith("end"), form, List.of()));
        return typed("string").put("format", "date-time");
    }

    /// How HighLevel wants a number that is a time; null for another.
    static Form form(String argument, Shape shape) {
        return shape == Shape.Simple.NUMBER ? NUMBERS.get(argument) : null;
    }

    private ObjectNode mixed(String at) {
        traits.put(at, mixed());
        return typed("string");
    }

    static Trait mixed() {
        return new Trait(Mixed.Kind.FILTER, null, List.of(), null, null, false, List.of(), List.of(), false, false);
    }

    static ObjectNode typed(String type) {
        return Json.MAPPER.createObjectNode().put("type", type);
    }

    static ObjectNode said(ObjectNode schema, String words) {
        String before = schema.path(DESCRIPTION).asString("");
        return schema.put(DESCRIPTION, before.isEmpty() ? words : before + ". " + words);
    }

    private static List<String> join(List<String> path, String name) {
        return Stream.concat(path.stream(), Stream.of(name)).toList();
    }
}
