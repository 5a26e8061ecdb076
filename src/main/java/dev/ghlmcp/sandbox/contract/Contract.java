package dev.ghlmcp.sandbox.contract;

import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// What HighLevel's documents say of its endpoints. `src/contract/Extract.java` wrote the extract of them; each
/// document of it is read when a request first needs it.
public final class Contract {
    private final Corrections corrections = new Corrections(read("corrections.json"));
    private final Map<String, JsonNode> documents = new ConcurrentHashMap<>();
    private final Map<String, EndpointContract> endpoints = new ConcurrentHashMap<>();

    /// Every scope there is.
    public static Set<String> scopes() {
        return read("scopes.json").valueStream().map(JsonNode::stringValue).collect(Collectors.toUnmodifiableSet());
    }

    /// The endpoint as this generation of the API has it. If it does not, the endpoint is that of the other one, and
    /// says so. What no document has takes whatever comes.
    public EndpointContract endpoint(String method, String path, boolean v3) {
        return endpoints.computeIfAbsent((v3 ? "v3 " : "") + method + " " + path, _ -> make(method, path, v3));
    }

    private EndpointContract make(String method, String path, boolean v3) {
        JsonNode own = operation(method, path, v3);
        boolean other = own.isMissingNode();
        JsonNode operation = other ? operation(method, path, !v3) : own;
        // HighLevel answers the older paths of its endpoints for tokens in v3 too, which documents the newer ones only.
        boolean missing = other && !operation.isMissingNode() && !(v3 && path.startsWith("/oauth/"));
        boolean generation = other != v3;
        String[] like = corrections.like(method + " " + path).split(" ", 2);
        return EndpointContract.of(
                method + " " + path,
                generation,
                operation,
                operation(like[0], like[1], generation),
                new SchemaReader(document(path, generation)),
                corrections,
                missing);
    }

    private JsonNode operation(String method, String path, boolean v3) {
        return document(path, v3)
                .path("paths")
                .propertyStream()
                .filter(entry -> anonymous(entry.getKey()).equals(anonymous(path)))
                .map(entry -> entry.getValue().path(method.toLowerCase(Locale.ROOT)))
                .filter(JsonNode::isObject)
                .findFirst()
                .orElse(Json.MAPPER.missingNode());
    }

    private JsonNode document(String path, boolean v3) {
        String product = path.split("/", -1)[1];
        String file = v3 ? "apps/v3/" + product + "-v3.json" : "apps/" + product + ".json";
        return documents.computeIfAbsent(file, Contract::read);
    }

    private static JsonNode read(String file) {
        try (InputStream in = Contract.class.getResourceAsStream(file)) {
            return in == null ? Json.MAPPER.missingNode() : Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whatever the holes are called, and with or without a slash at the end.
    private static String anonymous(String path) {
        return path.replaceAll("\\{[^}]*}", "{}").replaceFirst("/$", "");
    }
}
