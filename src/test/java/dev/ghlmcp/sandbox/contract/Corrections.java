package dev.ghlmcp.sandbox.contract;

import dev.ghlmcp.json.Json;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Where HighLevel is known not to do what its documents say, or they do not say what it does. Each has the reason.
///
/// @param all each with `why`; `route`, a pattern of method and path; `v3`, if it is for
/// that generation alone or for the other; `in`, `query` or `body`; `field`, a pattern of
/// the names that lead to a field, joined by dots, with `type` if it must also have that type; and `set`, the facts
/// that hold instead, where `required` is whether the field is. A field that the documents lack is named in `add`
/// too. In place of all this, `schema` is the whole, `status` that of a success, or `like` the endpoint that answers
/// the same.
record Corrections(JsonNode all) {
    int status(String route, boolean v3, int documented) {
        return of(route, v3)
                .map(each -> each.path("status").asInt(0))
                .filter(status -> status > 0)
                .findFirst()
                .orElse(documented);
    }

    /// The endpoint that answers as this one does; it is that itself if nothing else is known.
    String like(String route) {
        return of(route, false)
                .filter(each -> each.has("like"))
                .map(each -> each.get("like").stringValue())
                .findFirst()
                .orElse(route);
    }

    JsonNode corrected(String route, boolean v3, String place, JsonNode schema) {
        JsonNode corrected = schema;
        for (JsonNode each : of(route, v3)
                .filter(one -> one.path("in").asString("").equals(place))
                .toList()) {
            if (each.has("schema")) {
                corrected = each.get("schema").deepCopy();
            } else if (corrected instanceof ObjectNode object) {
                Pattern field = Pattern.compile(each.get("field").stringValue());
                if (each.has("add")) {
                    parts(object)
                            .withObjectProperty("properties")
                            .putIfAbsent(each.get("add").stringValue(), Json.MAPPER.createObjectNode());
                }
                correct(object, "", field, each);
            }
        }
        return corrected;
    }

    private Stream<JsonNode> of(String route, boolean v3) {
        return all.valueStream()
                .filter(each -> route.matches(each.get("route").stringValue())
                        && each.path("v3").asBoolean(v3) == v3);
    }

    private static void correct(ObjectNode schema, String place, Pattern field, JsonNode correction) {
        ObjectNode object = parts(schema);
        object.path("properties").forEachEntry((name, value) -> {
            ObjectNode property = (ObjectNode) value;
            boolean typed = !correction.has("type") || correction.get("type").equals(property.path("type"));
            if (typed && field.matcher(place + name).matches()) {
                ObjectNode facts = correction.get("set").deepCopy().asObject();
                JsonNode required = facts.remove("required");
                if (required != null) {
                    require(object.withArrayProperty("required"), name, required.booleanValue());
                }
                property.setAll(facts);
            }
            correct(property, place + name + ".", field, correction);
        });
    }

    /// What the fields are in: the object, or each object of the list.
    private static ObjectNode parts(ObjectNode schema) {
        return schema.get("items") instanceof ObjectNode items ? items : schema;
    }

    private static void require(ArrayNode names, String name, boolean required) {
        names.removeIf(known -> known.stringValue().equals(name));
        if (required) {
            names.add(name);
        }
    }
}
