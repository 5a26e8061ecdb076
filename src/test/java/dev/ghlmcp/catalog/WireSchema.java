package dev.ghlmcp.catalog;

import dev.ghlmcp.catalog.endpoint.Encoding;
import dev.ghlmcp.catalog.endpoint.Endpoint;
import dev.ghlmcp.catalog.endpoint.Parameter;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.operation.annotation.Form;
import dev.ghlmcp.operation.annotation.Place;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a request looks like on the wire, as one object schema of its path, query and body: a tool's input schema with
/// HighLevel's names and forms.
final class WireSchema {
    /// Whoever knows a value that the caller may leave out counts as a default.
    private static final String KNOWN = "default";

    private WireSchema() {}

    /// @param inputSchema of the tool, or of the request nested in a composite
    static ObjectNode of(Endpoint endpoint, JsonNode inputSchema) {
        ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        var required = schema.putArray("required");
        for (Parameter parameter : endpoint.parameters()) {
            JsonNode given = inputSchema.path("properties").path(parameter.name());
            ObjectNode property = given.isObject()
                    ? encoded((ObjectNode) given, parameter.encoding())
                    : constant(parameter.fallback());
            if (parameter.place() == Place.WHOLE_BODY) {
                return property;
            }
            if (parameter.source() != Parameter.Source.CALLER) {
                property.put(KNOWN, "configured");
            }
            properties.set(parameter.place() == Place.PATH ? parameter.name() : parameter.wire(), property);
            if (inputSchema
                    .path("required")
                    .valueStream()
                    .anyMatch(name -> name.asString().equals(parameter.name()))) {
                required.add(parameter.place() == Place.PATH ? parameter.name() : parameter.wire());
            }
        }
        return schema;
    }

    /// The schema with what it means where the words that every client takes cannot say it.
    static ObjectNode meant(ObjectNode inputSchema, ArgumentTraits traits) {
        meant("", inputSchema, traits);
        return inputSchema;
    }

    private static void meant(String path, ObjectNode schema, ArgumentTraits traits) {
        if (traits.of(path).values() != null) {
            schema.put("type", "object");
        }
        if (traits.of(path).mixed() != null) {
            schema.remove("type");
        }
        if (traits.of(path).nullable() != null) {
            schema.putArray("type").add("string").add("null");
        }
        if (schema.path("items") instanceof ObjectNode items) {
            meant(path + "[]", items, traits);
        }
        schema.path("properties")
                .properties()
                .forEach(property -> meant(
                        path.isEmpty() ? property.getKey() : path + "." + property.getKey(),
                        (ObjectNode) property.getValue(),
                        traits));
    }

    private static ObjectNode constant(JsonNode value) {
        ObjectNode schema = Json.MAPPER.createObjectNode();
        if (value.isString()) {
            schema.put("type", "string").putArray("enum").add(value);
        }
        return schema.set(KNOWN, value);
    }

    private static ObjectNode encoded(ObjectNode schema, Encoding encoding) {
        return switch (encoding) {
            case Encoding.Plain _, Encoding.File _ -> schema.deepCopy();
            case Encoding.WordCount() -> Json.MAPPER.createObjectNode().put("type", "number");
            case Encoding.As(Form form) -> {
                ObjectNode same = schema.deepCopy();
                same.remove("items");
                yield same.put("type", form == Form.EPOCH_MILLIS ? "number" : "string");
            }
            case Encoding.Each(Encoding item) -> {
                ObjectNode list = schema.deepCopy();
                list.set("items", encoded((ObjectNode) schema.get("items"), item));
                yield list;
            }
            case Encoding.Members(Map<String, Encoding.Members.Member> members) -> members(schema, members);
        };
    }

    private static ObjectNode members(ObjectNode schema, Map<String, Encoding.Members.Member> members) {
        ObjectNode object = schema.deepCopy();
        ObjectNode properties = object.putObject("properties");
        schema.path("properties").properties().forEach(entry -> {
            var member = members.get(entry.getKey());
            if (member == null) {
                properties.set(entry.getKey(), entry.getValue());
            } else {
                properties.set(member.wire(), encoded((ObjectNode) entry.getValue(), member.encoding()));
            }
        });
        var required = object.putArray("required");
        for (JsonNode name : schema.path("required")) {
            var member = members.get(name.asString());
            required.add(member == null ? name.asString() : member.wire());
        }
        return object;
    }
}
