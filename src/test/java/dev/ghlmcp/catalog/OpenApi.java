package dev.ghlmcp.catalog;

import dev.ghlmcp.catalog.endpoint.Endpoint;
import dev.ghlmcp.catalog.endpoint.PathTemplate;
import dev.ghlmcp.json.Json;
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
public record OpenApi(JsonNode document) {
    /// A schema without references and combinators. Of several branches it takes all that any allows, and requires
    /// what every one requires.
    public record Shape(
            Set<String> types, Set<String> literals, ObjectNode properties, Set<String> required, JsonNode items) {
        boolean open() {
            return types.isEmpty();
        }
    }

    /// The operation whose path has this shape, whatever its holes are called; a missing node if there is none.
    public JsonNode operation(String method, String path) {
        String key = key(method, path);
        return document.path("paths").path(key).path(method.toLowerCase(Locale.ROOT));
    }

    /// The schema of what an operation answers if it succeeds; a missing node if there is none.
    public JsonNode success(JsonNode operation) {
        return operation.path("responses").properties().stream()
                .filter(entry -> entry.getKey().startsWith("2"))
                .map(entry -> entry.getValue()
                        .path("content")
                        .path("application/json")
                        .path("schema"))
                .findFirst()
                .orElseGet(() -> Json.MAPPER.missingNode());
    }

    private String key(String method, String path) {
        return document.path("paths").properties().stream()
                .filter(entry -> anonymous(entry.getKey()).equals(anonymous(path))
                        && entry.getValue().has(method.toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    /// All arguments of an operation as one object schema: path, query and the fields of the body; or the schema of a
    /// body that is a list.
    ///
    /// @param at whose path says what the holes are called
    JsonNode arguments(Endpoint at) {
        JsonNode operation = operation(at.method(), at.path().toString());
        JsonNode content = operation
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
        Shape body = shape(content);
        if (body.items().isObject()) {
            return content;
        }
        ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        Set<String> required = new LinkedHashSet<>();
        for (JsonNode parameter : operation.path("parameters")) {
            String name = parameter.path("name").asString();
            switch (parameter.path("in").asString()) {
                case "query" -> {
                    properties.set(name, parameter.path("schema"));
                    if (parameter.path("required").asBoolean(false)) {
                        required.add(name);
                    }
                }
                case "path" -> properties.set(hole(name, at), parameter.path("schema"));
                default -> {}
            }
        }
        // Some documents forget to declare them.
        at.path().holes().forEach(hole -> {
            required.add(hole);
            if (!properties.has(hole)) {
                properties.putObject(hole);
            }
        });
        body.properties().properties().forEach(field -> properties.set(field.getKey(), field.getValue()));
        required.addAll(body.required());
        var list = schema.putArray("required");
        required.forEach(list::add);
        return schema;
    }

    /// What we call a hole of theirs: the one at the same place in the path.
    private String hole(String name, Endpoint at) {
        List<String> theirs =
                PathTemplate.parse(key(at.method(), at.path().toString())).holes();
        return theirs.contains(name) ? at.path().holes().get(theirs.indexOf(name)) : name;
    }

    public Shape shape(JsonNode schema) {
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
        schema.path("enum").forEach(literal -> shape.literals.add(literal.asString(literal.toString())));
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

    static String anonymous(String path) {
        return path.replaceAll("\\{[^}]*}", "{}");
    }
}
