package dev.ghlmcp.index;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the entries of the group files, whose form `src/api/README.md` explains.
final class EntryReader {
    private static final String LATEST = "2021-07-28";

    private EntryReader() {}

    static ApiOperation read(String name, String group, JsonNode entry) {
        JsonNode third = entry.path("v3");
        boolean onlyThird = third.isBoolean() && third.booleanValue();
        boolean noThird = third.isBoolean() && !third.booleanValue();
        return new ApiOperation(
                name,
                group,
                ApiRisk.of(entry.path("risk").asString()),
                words(entry.path("scopes")),
                words(entry.path("tokens")),
                entry.path("oauth").asBoolean(false),
                entry.path("deprecated").asBoolean(false),
                entry.has("answer") ? shape(entry.path("answer")) : null,
                onlyThird ? null : request(entry, entry.path("version").asString(LATEST)),
                noThird ? null : request(third.isObject() ? patched(entry, third) : entry, version(entry, third)));
    }

    /// Of the request in `v3`, which some of its documents call by a date.
    private static String version(JsonNode entry, JsonNode third) {
        return (third.isBoolean() ? entry : third).path("version").asString("v3");
    }

    private static ApiRoute request(JsonNode entry, String version) {
        String[] route = entry.path("route").asString().split(" ", 2);
        JsonNode content = entry.path("content");
        return new ApiRoute(
                route[0],
                route[1],
                version,
                members(entry.path("path")),
                members(entry.path("query")),
                entry.has("body") ? shape(entry.path("body")) : null,
                entry.path("bodyOptional").asBoolean(false),
                content.isMissingNode()
                        ? ApiRoute.Content.JSON
                        : content.asString().equals("form") ? ApiRoute.Content.FORM : ApiRoute.Content.MULTIPART);
    }

    /// The entry with what differs in `v3`, a merge patch (RFC 7386).
    private static JsonNode patched(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode merged = target.isObject()
                ? ((ObjectNode) target).deepCopy()
                : ((ObjectNode) patch).deepCopy().removeAll();
        patch.forEachEntry((name, value) -> {
            if (value.isNull()) {
                merged.remove(name);
            } else {
                merged.set(name, patched(merged.path(name), value));
            }
        });
        return merged;
    }

    private static List<String> words(JsonNode text) {
        return text.isString() ? List.of(text.stringValue().split(" ")) : List.of();
    }

    private static Shape.Members members(JsonNode object) {
        if (object.isEmpty()) {
            return Shape.Members.NONE;
        }
        Map<String, Shape.Member> members = new LinkedHashMap<>();
        object.forEachEntry((name, shape) -> {
            boolean required = name.endsWith("!");
            members.put(
                    required ? name.substring(0, name.length() - 1) : name, new Shape.Member(shape(shape), required));
        });
        return new Shape.Members(Collections.unmodifiableMap(members));
    }

    private static Shape shape(JsonNode shape) {
        if (shape.isArray()) {
            return new Shape.Items(shape(shape.path(0)), shape.size() > 1);
        }
        if (shape.path("|").isArray()) {
            List<Shape> shapes = new ArrayList<>();
            shape.path("|").forEach(each -> shapes.add(shape(each)));
            return new Shape.AnyOf(List.copyOf(shapes));
        }
        if (shape.isObject()) {
            return members(shape);
        }
        String text = shape.asString();
        int colon = text.indexOf(':');
        return colon < 0
                ? simple(text)
                : new Shape.Choice(
                        simple(text.substring(0, colon)),
                        List.of(text.substring(colon + 1).split("\\|")));
    }

    private static Shape.Simple simple(String letter) {
        return switch (letter) {
            case "s" -> Shape.Simple.TEXT;
            case "n" -> Shape.Simple.NUMBER;
            case "i" -> Shape.Simple.INTEGER;
            case "b" -> Shape.Simple.BOOLEAN;
            case "date" -> Shape.Simple.DATE;
            case "time" -> Shape.Simple.TIME;
            case "file" -> Shape.Simple.FILE;
            case "{}" -> Shape.Simple.FREE;
            case "?" -> Shape.Simple.ANY;
            default -> throw new IllegalArgumentException("No shape is written '" + letter + "'");
        };
    }
}
