package dev.ghlmcp.catalog;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The facts about HighLevel that lie beside the project and are no part of it.
final class Shared {
    private static final Path ROOT = Path.of("../shared");

    private Shared() {}

    static boolean present() {
        return Files.exists(ROOT.resolve("ghl-api/catalog.json"));
    }

    static void assumePresent() {
        assumeTrue(present(), "../shared is not here: nothing to compare the catalogue with");
    }

    /// What is known of each of the 126 operations, by tool name.
    static Map<String, JsonNode> facts() {
        Map<String, JsonNode> facts = new LinkedHashMap<>();
        Json.MAPPER
                .readTree(ROOT.resolve("ghl-api/catalog.json"))
                .forEach(fact -> facts.put(fact.path("tool").asString(), fact));
        return facts;
    }

    /// One of HighLevel's OpenAPI documents, such as `apps/contacts.json`.
    static OpenApi openApi(String file) {
        return new OpenApi(Json.MAPPER.readTree(ROOT.resolve("openapi").resolve(file)));
    }
}
