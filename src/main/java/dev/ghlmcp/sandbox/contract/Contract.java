package dev.ghlmcp.sandbox.contract;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.api.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// What HighLevel's documents say of the routes, with what is known to be otherwise. `SandboxContractTest` writes it
/// from an extract of the documents, a file for each product, which is read when a request first needs it.
public final class Contract {
    private final Map<String, JsonNode> products = new ConcurrentHashMap<>();

    /// Every scope there is.
    public static Set<String> scopes() {
        return read("scopes").valueStream().map(JsonNode::stringValue).collect(Collectors.toUnmodifiableSet());
    }

    /// The endpoint as this generation of the API has it. If it does not, the endpoint is that of the other one, and
    /// says so. What no document has takes whatever comes.
    public EndpointContract endpoint(Route route, boolean v3) {
        String product = route.path().split("/", -1)[1];
        JsonNode known = products.computeIfAbsent(product, Contract::read).path(route.method() + " " + route.path());
        for (String own : new String[] {"both", v3 ? "v3" : "dated"}) {
            if (known.has(own)) {
                return new EndpointContract(known.get(own), false);
            }
        }
        return new EndpointContract(known.path(v3 ? "dated" : "v3"), !known.isMissingNode());
    }

    private static JsonNode read(String file) {
        try (InputStream in = Contract.class.getResourceAsStream(file + ".json")) {
            return in == null ? Json.MAPPER.missingNode() : Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
