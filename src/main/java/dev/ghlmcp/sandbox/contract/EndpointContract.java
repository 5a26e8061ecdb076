package dev.ghlmcp.sandbox.contract;

import dev.ghlmcp.json.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One endpoint of HighLevel, as one generation of its API has it.
///
/// @param scope    that a token needs; empty if none
/// @param location a sub-account's token opens it
/// @param agency   the agency's token opens it
/// @param status   of a success
/// @param query    what it takes in the query; missing if whatever comes
/// @param body     what it takes as JSON; missing if whatever comes
/// @param answer   what it answers; missing if the documents do not say
/// @param missing  this generation of the API does not have it
public record EndpointContract(
        String scope,
        boolean location,
        boolean agency,
        int status,
        JsonNode query,
        JsonNode body,
        JsonNode answer,
        boolean missing) {
    static EndpointContract of(
            String route,
            boolean v3,
            JsonNode operation,
            JsonNode answering,
            SchemaReader schemas,
            Corrections corrections,
            boolean missing) {
        List<String> schemes = new ArrayList<>();
        List<String> scopes = new ArrayList<>();
        operation
                .path("security")
                .forEach(way -> way.forEachEntry((scheme, wanted) -> {
                    schemes.add(scheme);
                    wanted.forEach(scope -> scopes.add(scope.stringValue()));
                }));
        boolean agency = schemes.stream().anyMatch(scheme -> scheme.startsWith("Agency"));
        int documented = operation
                .path("responses")
                .propertyStream()
                .map(response -> Integer.parseInt(response.getKey()))
                .filter(status -> status < 300)
                .findFirst()
                .orElse(200);
        return new EndpointContract(
                scopes.isEmpty() ? "" : scopes.getFirst(),
                schemes.isEmpty() || schemes.stream().anyMatch(scheme -> !scheme.startsWith("Agency")),
                agency,
                corrections.status(route, v3, documented),
                corrections.corrected(route, v3, "query", schemas.query(operation)),
                corrections.corrected(route, v3, "body", schemas.body(operation)),
                corrections.corrected(route, v3, "answer", schemas.answer(answering)),
                missing);
    }

    /// What a body has that says nothing, at every depth.
    public ObjectNode defaults() {
        return defaults(body);
    }

    private static ObjectNode defaults(JsonNode schema) {
        ObjectNode defaults = Json.MAPPER.createObjectNode();
        schema.path("properties").forEachEntry((name, field) -> {
            JsonNode value = field.has("default") ? field.get("default") : defaults(field);
            if (!value.isObject() || !value.isEmpty()) {
                defaults.set(name, value);
            }
        });
        return defaults;
    }

    /// Leaves of an answer what the documents show, at every depth.
    public JsonNode shown(JsonNode whole) {
        show(answer, whole);
        return whole;
    }

    private static void show(JsonNode schema, JsonNode value) {
        JsonNode properties = schema.path("properties");
        if (value instanceof ObjectNode object && !properties.isEmpty()) {
            object.retain(properties.propertyNames());
            object.forEachEntry((name, each) -> show(properties.get(name), each));
        }
        if (value.isArray()) {
            value.forEach(item -> show(schema.path("items"), item));
        }
    }

    /// The body is a bare JSON array.
    public boolean list() {
        return body.path("type").asString("").equals("array");
    }

    /// It has a body, in which nothing stands.
    public boolean empty() {
        return body.path("properties").isObject() && body.path("properties").isEmpty();
    }

    /// It only looks.
    public boolean reads() {
        return scope.endsWith(".readonly");
    }

    /// All that is wrong with a query, as HighLevel says it.
    public List<String> violationsOf(ObjectNode parameters) {
        SchemaCheck check = new SchemaCheck(true, new ArrayList<>());
        check.object(query, parameters, "");
        return check.violations();
    }

    /// All that is wrong with a body, as HighLevel says it.
    ///
    /// @param sent a bare list stands under `items`
    public List<String> violationsIn(ObjectNode sent) {
        SchemaCheck check = new SchemaCheck(false, new ArrayList<>());
        if (list()) {
            sent.path("items").forEach(item -> check.object(body.path("items"), (ObjectNode) item, ""));
        } else {
            check.object(body, sent, "");
        }
        return check.violations();
    }
}
