package dev.ghlmcp.sandbox.contract;

import dev.ghlmcp.json.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One endpoint of HighLevel, as one generation of its API has it.
///
/// @param facts   its `scope`, the `tokens` that open it, the `status` of a success, and the schemas of its `query`,
/// its
/// `body` and its `answer`; without a schema it takes or answers whatever comes
/// @param missing this generation of the API does not have it
public record EndpointContract(JsonNode facts, boolean missing) {
    /// The scope that a token needs; empty if none.
    public String scope() {
        return facts.path("scope").asString("");
    }

    /// No private integration token opens it.
    public boolean oauth() {
        return facts.path("oauth").asBoolean(false);
    }

    /// Whether the agency's token opens it, or a sub-account's.
    public boolean opens(boolean agency) {
        return facts.path("tokens").asString("location").contains(agency ? "agency" : "location");
    }

    /// The status of a success.
    public int status() {
        return facts.path("status").asInt(200);
    }

    /// What it takes as JSON.
    public JsonNode body() {
        return facts.path("body");
    }

    /// The body is a bare JSON array.
    public boolean list() {
        return body().path("type").asString("").equals("array");
    }

    /// It has a body, in which nothing stands.
    public boolean empty() {
        return body().path("properties").isObject() && body().path("properties").isEmpty();
    }

    /// It only looks.
    public boolean reads() {
        return facts.path("reads").asBoolean(scope().endsWith(".readonly"));
    }

    /// What a body has that says nothing, at every depth.
    public ObjectNode defaults() {
        return defaults(body());
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
        show(facts.path("answer"), whole);
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

    /// All that is wrong with a request, as HighLevel says it.
    ///
    /// @param sent  its body; a bare list stands under `items`
    /// @param texts all that the body says are texts, as in a form
    public List<String> violations(ObjectNode query, ObjectNode sent, boolean texts) {
        List<String> violations = new ArrayList<>();
        new SchemaCheck(true, violations).object(facts.path("query"), query, "");
        if (sent.isEmpty() && facts.path("optional").asBoolean(false)) {
            return violations;
        }
        SchemaCheck check = new SchemaCheck(texts, violations);
        if (list()) {
            sent.path("items").forEach(item -> check.object(body().path("items"), (ObjectNode) item, ""));
        } else {
            check.object(body(), sent, "");
        }
        return violations;
    }
}
