package dev.ghlmcp.sandbox.index;

import dev.ghlmcp.index.Shape;
import dev.ghlmcp.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Shapes of the index as the schemas that requests are checked by. What a request can need of what the documents call
/// required is.
final class RequestSchema {
    private RequestSchema() {}

    static ObjectNode of(Shape shape) {
        ObjectNode schema = Json.MAPPER.createObjectNode();
        return switch (shape) {
            case Shape.Simple simple -> simple(simple);
            case Shape.Choice choice -> choice(choice);
            case Shape.Items items when items.joined() -> schema.put("type", "string");
            case Shape.Items items -> schema.put("type", "array").set("items", of(items.item()));
            case Shape.Members members -> object(members);
            case Shape.AnyOf any -> union(any);
        };
    }

    static ObjectNode object(Shape.Members members) {
        ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        members.members().forEach((name, member) -> {
            properties.set(name, of(member.shape()));
            if (member.needed(name)) {
                required.add(name);
            }
        });
        return schema;
    }

    private static ObjectNode simple(Shape.Simple simple) {
        ObjectNode schema = Json.MAPPER.createObjectNode();
        return switch (simple) {
            case TEXT -> schema.put("type", "string");
            case NUMBER -> schema.put("type", "number");
            case INTEGER -> schema.put("type", "integer");
            case BOOLEAN -> schema.put("type", "boolean");
            case DATE, TIME -> schema.put("type", "string").put("format", "date");
            case FREE, FILE -> schema.put("type", "object");
            case ANY -> schema;
        };
    }

    private static ObjectNode choice(Shape.Choice choice) {
        ObjectNode schema = simple(choice.type());
        ArrayNode values = schema.putArray("enum");
        for (String value : choice.values()) {
            if (choice.type() == Shape.Simple.TEXT) {
                values.add(value);
            } else {
                values.add(new java.math.BigDecimal(value));
            }
        }
        return schema;
    }

    /// Takes what any of the shapes allows, and requires what all of them require.
    private static ObjectNode union(Shape.AnyOf any) {
        ObjectNode union = Json.MAPPER.createObjectNode();
        for (Shape shape : any.shapes()) {
            if (!(shape instanceof Shape.Members members)) {
                return Json.MAPPER.createObjectNode();
            }
            ObjectNode one = object(members);
            if (union.isEmpty()) {
                union = one;
                continue;
            }
            ObjectNode properties = union.withObjectProperty("properties");
            one.path("properties").forEachEntry((name, schema) -> {
                boolean differs = properties.has(name) && !properties.get(name).equals(schema);
                properties.set(name, differs ? Json.MAPPER.createObjectNode() : schema);
            });
            union.withArrayProperty("required")
                    .removeIf(name -> one.path("required").valueStream().noneMatch(name::equals));
        }
        return union;
    }
}
