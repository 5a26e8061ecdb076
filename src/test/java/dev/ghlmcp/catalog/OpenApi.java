package dev.ghlmcp.catalog;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An OpenAPI document, read as far as a request goes.
record OpenApi(JsonNode document) {
    /// A schema without references and combinators. Of several branches it takes all that any allows, and requires
    /// what every one requires.
    record Shape(Set<String> types, Set<String> literals, ObjectNode properties, Set<String> required, JsonNode items) {
        boolean open() {
            return types.isEmpty();
        }
    }

    /// The operation whose path has this shape, whatever its holes are called; a missing node if there is none.
    JsonNode operation(String method, String path) {
        return document.path("paths").properties().stream()
                .filter(entry -> anonymous(entry.getKey()).equals(anonymous(path)))
                .map(entry -> entry.getValue().path(method.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseGet(() -> Json.MAPPER.missingNode());
    }

    /// All arguments of an operation as one object schema: path, query and the fields of the body.
    ///
    /// @param names what the tool calls an argument, where that is not what HighLevel calls it
    ObjectNode arguments(JsonNode operation, Map<String, String> names) {
        Shape body = shape(operation
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema"));
        ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        Set<String> required = new LinkedHashSet<>();
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("in").asString().equals("header")) {
                continue;
            }
            String name = renamed(parameter.path("name").asString(), names);
            properties.set(name, parameter.path("schema"));
            if (parameter.path("required").asBoolean(false)) {
                required.add(name);
            }
        }
        body.properties()
                .properties()
                .forEach(field -> properties.set(renamed(field.getKey(), names), field.getValue()));
        body.required().forEach(field -> required.add(renamed(field, names)));
        var list = schema.putArray("required");
        required.forEach(list::add);
        return schema;
    }

    Shape shape(JsonNode schema) {
        Shape shape = new Shape(
                new TreeSet<>(),
                new TreeSet<>(),
                Json.MAPPER.createObjectNode(),
                new TreeSet<>(),
                schema.path("items"));
        if (schema.has("$ref")) {
            return shape(document.requiredAt(schema.path("$ref").asString().substring(1)));
        }
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            type.forEach(each -> shape.types.add(each.asString()));
        } else if (type.isString()) {
            shape.types.add(type.asString());
        }
        if (schema.path("nullable").asBoolean(false)) {
            shape.types.add("null");
        }
        schema.path("enum").forEach(literal -> shape.literals.add(literal.asString()));
        schema.path("required").forEach(name -> shape.required.add(name.asString()));
        schema.path("properties").properties().forEach(each -> shape.properties.set(each.getKey(), each.getValue()));
        for (JsonNode part : schema.path("allOf")) {
            add(shape, shape(part));
            shape.required.addAll(shape(part).required);
        }
        List<Shape> branches = Stream.of("oneOf", "anyOf")
                .flatMap(keyword -> schema.path(keyword).valueStream())
                .map(this::shape)
                .toList();
        branches.forEach(branch -> add(shape, branch));
        branches.stream()
                .flatMap(branch -> branch.required.stream())
                .filter(name -> branches.stream().allMatch(branch -> branch.required.contains(name)))
                .forEach(shape.required::add);
        return shape;
    }

    private static void add(Shape shape, Shape part) {
        shape.types.addAll(part.types);
        shape.literals.addAll(part.literals);
        part.properties.properties().forEach(each -> {
            JsonNode known = shape.properties.get(each.getKey());
            if (known == null) {
                shape.properties.set(each.getKey(), each.getValue());
            } else if (!known.equals(each.getValue())) {
                ObjectNode either = Json.MAPPER.createObjectNode();
                either.putArray("anyOf").add(known).add(each.getValue());
                shape.properties.set(each.getKey(), either);
            }
        });
    }

    private static String renamed(String name, Map<String, String> names) {
        return names.getOrDefault(name, name);
    }

    static String anonymous(String path) {
        return path.replaceAll("\\{[^}]*}", "{}");
    }
}
