package dev.ghlmcp.sandbox.index;

import dev.ghlmcp.json.Json;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The kinds of records that the index's paths lead to, by [ResourcePath#key()].
record ResourceTypes(Map<String, ResourceType> byKey) {
    static ResourceTypes of(Collection<IndexedEndpoint> endpoints) {
        Map<String, ResourceType> types = new HashMap<>();
        for (IndexedEndpoint endpoint : endpoints) {
            ResourcePath path = endpoint.path();
            ResourcePath place = path.item() ? path.collection() : path;
            if (path.item() || endpoint.creates() || endpoint.lists()) {
                types.merge(
                        place.key(),
                        new ResourceType(place.noun(), endpoint.creates(), endpoint.lists(), shape(endpoint)),
                        ResourceTypes::both);
            }
        }
        return new ResourceTypes(types);
    }

    /// The type of what is kept at the place; null if nothing is.
    ResourceType at(ResourcePath place) {
        return byKey.get(place.key());
    }

    private static ResourceType both(ResourceType one, ResourceType other) {
        return new ResourceType(
                one.noun(),
                one.creatable() || other.creatable(),
                one.listable() || other.listable(),
                one.shape().size() >= other.shape().size() ? one.shape() : other.shape());
    }

    /// What is known of a record by what this endpoint answers.
    private static JsonNode shape(IndexedEndpoint endpoint) {
        JsonNode kinds = endpoint.answer();
        boolean list = endpoint.lists() || AnswerShape.listed(kinds);
        JsonNode shape = (list ? AnswerShape.list(kinds) : AnswerShape.one(kinds)).record();
        boolean tells = shape.isObject() && (shape.has("_id") || shape.has("id"));
        return tells ? shape : Json.MAPPER.createObjectNode();
    }
}
