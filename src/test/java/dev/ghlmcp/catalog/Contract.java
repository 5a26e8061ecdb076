package dev.ghlmcp.catalog;

import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The facts about HighLevel that the tools are held to: an extract of its documents and of the list of operations,
/// which `src/contract/Extract.java` writes.
public final class Contract {

    private Contract() {}

    /// What is known of each operation, by tool name.
    public static Map<String, JsonNode> facts() {
        Map<String, JsonNode> facts = new LinkedHashMap<>();
        read("/contract/operations.json")
                .forEach(fact -> facts.put(fact.path("tool").asString(), fact));
        return facts;
    }

    /// The extract of one of HighLevel's OpenAPI documents, such as `apps/contacts.json`.
    public static OpenApi openApi(String file) {
        return new OpenApi(read("/contract/" + file));
    }

    private static JsonNode read(String file) {
        try (InputStream in = Contract.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(
                        file
                                + " is missing: ./mvnw -Pcontract process-test-resources -Dcontract.documents=FOLDER writes it");
            }
            return Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
