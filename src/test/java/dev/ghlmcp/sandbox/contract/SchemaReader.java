package dev.ghlmcp.sandbox.contract;

import dev.ghlmcp.json.Json;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the schemas of a document without its references and combinators. Of several branches a schema takes what any
/// of them allows, and requires what all of them require.
record SchemaReader(JsonNode document) {
    private static final List<String> FACTS =
            List.of("type", "enum", "nullable", "minimum", "maximum", "maxLength", "default");

    /// The parameters of the query as one object; missing if the operation declares none.
    JsonNode query(JsonNode operation) {
        ObjectNode query = Json.MAPPER.createObjectNode().put("type", "object");
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("in").asString("").equals("query")) {
                String name = parameter.get("name").stringValue();
                query.withObjectProperty("properties").set(name, read(parameter.path("schema")));
                if (parameter.path("required").asBoolean(false)) {
                    query.withArrayProperty("required").add(name);
                }
            }
        }
        return query.has("properties") ? query : Json.MAPPER.missingNode();
    }

    /// The body; missing if the operation declares none.
    JsonNode body(JsonNode operation) {
        JsonNode content = operation.at("/requestBody/content");
        if (content.isEmpty()) {
            return Json.MAPPER.missingNode();
        }
        ObjectNode body = read(content.iterator().next().path("schema"));
        if (!body.has("items")) {
            body.withObjectProperty("properties");
        }
        return body;
    }

    /// What a success answers; missing if the operation does not say.
    JsonNode answer(JsonNode operation) {
        return operation
                .path("responses")
                .propertyStream()
                .filter(response -> response.getKey().startsWith("2"))
                .findFirst()
                .map(response -> response.getValue().at("/content/application~1json/schema"))
                .filter(JsonNode::isObject)
                .<JsonNode>map(this::read)
                .orElse(Json.MAPPER.missingNode());
    }

    ObjectNode read(JsonNode schema) {
        if (schema.has("$ref")) {
            return read(document.at(schema.get("$ref").stringValue().substring(1)));
        }
        ObjectNode plain = Json.MAPPER.createObjectNode();
        FACTS.stream().filter(schema::has).forEach(fact -> plain.set(fact, schema.get(fact)));
        schema.path("properties")
                .forEachEntry(
                        (name, field) -> plain.withObjectProperty("properties").set(name, read(field)));
        if (schema.has("required")) {
            plain.set("required", schema.get("required").deepCopy());
        }
        if (schema.has("items")) {
            plain.set("items", read(schema.get("items")));
        }
        schema.path("allOf").forEach(part -> add(plain, read(part), true));
        List<ObjectNode> branches = Stream.of("oneOf", "anyOf")
                .flatMap(keyword -> schema.path(keyword).valueStream())
                .map(this::read)
                .toList();
        if (!branches.isEmpty()) {
            ObjectNode first = branches.getFirst();
            branches.stream().skip(1).forEach(branch -> add(first, branch, false));
            add(plain, first, true);
        }
        return plain;
    }

    /// @param both whether both hold; otherwise one of them does
    private static void add(ObjectNode schema, ObjectNode part, boolean both) {
        for (String fact : FACTS) {
            if (both && part.has(fact)) {
                schema.set(fact, part.get(fact));
            } else if (!both && !part.path(fact).equals(schema.path(fact))) {
                schema.remove(fact);
            }
        }
        part.path("properties").forEachEntry((name, field) -> {
            ObjectNode properties = schema.withObjectProperty("properties");
            if (properties.has(name) && !both) {
                add((ObjectNode) properties.get(name), (ObjectNode) field, false);
            } else {
                properties.set(name, field);
            }
        });
        ArrayNode required = schema.withArrayProperty("required");
        JsonNode wanted = part.path("required");
        if (both) {
            wanted.forEach(required::add);
        } else {
            required.removeIf(name -> wanted.valueStream().noneMatch(name::equals));
        }
        if (part.has("items")) {
            schema.set("items", part.get("items"));
        }
    }
}
