package dev.ghlmcp.sandbox.contract;

import dev.ghlmcp.catalog.OpenApi;
import dev.ghlmcp.index.ApiIndex;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.api.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes what the sandbox knows of its endpoints, of the extract of HighLevel's documents and the corrections to it.
record EndpointTables(List<Route> routes, Corrections corrections) {
    /// The texts of the files, by name: one for each product, and one with all scopes, those of the index too.
    Map<String, String> files() {
        Map<String, Map<String, JsonNode>> products = new TreeMap<>();
        TreeSet<String> scopes = new TreeSet<>();
        for (Route route : routes) {
            JsonNode endpoint = endpoint(route);
            if (!endpoint.isEmpty()) {
                products.computeIfAbsent(product(route), _ -> new TreeMap<>())
                        .put(route.method() + " " + route.path(), endpoint);
                endpoint.forEach(each -> scopes.add(each.path("scope").asString("")));
            }
        }
        ApiIndex.get().operations().forEach(operation -> scopes.addAll(operation.scopes()));
        scopes.remove("");
        Map<String, String> files = new LinkedHashMap<>();
        products.forEach((product, endpoints) -> files.put(
                product + ".json",
                endpoints.entrySet().stream()
                        .map(each -> "\"" + each.getKey() + "\":" + each.getValue())
                        .collect(Collectors.joining(",\n", "{\n", "\n}\n"))));
        files.put("scopes.json", Json.MAPPER.writeValueAsString(scopes) + "\n");
        return files;
    }

    private JsonNode endpoint(Route route) {
        ObjectNode dated = facts(route, false);
        ObjectNode v3 = facts(route, true);
        ObjectNode endpoint = Json.MAPPER.createObjectNode();
        // HighLevel answers the older paths of its endpoints for tokens in v3 too, which documents the newer ones only.
        if (dated != null && (dated.equals(v3) || (v3 == null && route.path().startsWith("/oauth/")))) {
            return endpoint.set("both", dated);
        }
        if (dated != null) {
            endpoint.set("dated", dated);
        }
        return v3 == null ? endpoint : endpoint.set("v3", v3);
    }

    /// Null if this generation of the API does not have the endpoint.
    private ObjectNode facts(Route route, boolean v3) {
        String file = v3 ? "apps/v3/" + product(route) + "-v3.json" : "apps/" + product(route) + ".json";
        OpenApi document = dev.ghlmcp.catalog.Contract.openApi(file);
        JsonNode operation = operation(document, route.method() + " " + route.path());
        if (operation.isMissingNode()) {
            return null;
        }
        String name = route.method() + " " + route.path();
        SchemaReader schemas = new SchemaReader(document.document());
        List<String> schemes = new ArrayList<>();
        List<String> scopes = new ArrayList<>();
        operation
                .path("security")
                .forEach(way -> way.forEachEntry((scheme, wanted) -> {
                    schemes.add(scheme.startsWith("Agency") ? "agency" : "location");
                    wanted.forEach(scope -> scopes.add(scope.stringValue()));
                }));
        int status = operation
                .path("responses")
                .propertyStream()
                .map(response -> Integer.parseInt(response.getKey()))
                .filter(each -> each < 300)
                .findFirst()
                .orElse(200);
        ObjectNode facts = Json.MAPPER
                .createObjectNode()
                .put("scope", scopes.isEmpty() ? "" : scopes.getFirst())
                .put("tokens", schemes.isEmpty() ? "location" : String.join(" ", new TreeSet<>(schemes)))
                .put("status", corrections.status(name, v3, status));
        facts.set("query", corrections.corrected(name, v3, "query", schemas.query(operation)));
        facts.set("body", corrections.corrected(name, v3, "body", schemas.body(operation)));
        JsonNode answer = schemas.answer(operation(document, corrections.like(name)));
        facts.set("answer", names(corrections.corrected(name, v3, "answer", answer)));
        facts.removeIf(fact -> fact.isMissingNode() || (fact.isObject() && fact.isEmpty()));
        return facts;
    }

    /// Of a schema, which names there are: an answer is not checked, but shown.
    private static ObjectNode names(JsonNode schema) {
        ObjectNode names = Json.MAPPER.createObjectNode();
        schema.path("properties")
                .forEachEntry(
                        (name, field) -> names.withObjectProperty("properties").set(name, names(field)));
        if (schema.path("items").isObject() && !names(schema.path("items")).isEmpty()) {
            names.set("items", names(schema.path("items")));
        }
        return names;
    }

    private static JsonNode operation(OpenApi document, String name) {
        String[] endpoint = name.split(" ", 2);
        return document.operation(endpoint[0], endpoint[1]);
    }

    private static String product(Route route) {
        return route.path().split("/", -1)[1];
    }
}
