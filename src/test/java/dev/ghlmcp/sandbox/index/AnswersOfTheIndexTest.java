package dev.ghlmcp.sandbox.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.OpenApi;
import dev.ghlmcp.index.ApiIndex;
import dev.ghlmcp.index.ApiRoute;
import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What the sandbox answers to the operations of the index is what HighLevel's documents show: the status of a success,
/// and the names and kinds of what stands in it. With `-Dupdate=true` it writes that anew.
class AnswersOfTheIndexTest {
    private static final Path WRITTEN = Path.of("src/main/resources/dev/ghlmcp/sandbox/index/answers.json");
    private static final Path EXTRACT = Path.of("src/test/resources/contract");

    /// Deeper than this, an object is free.
    private static final int DEPTH = 4;

    private static final int MAX_MEMBERS = 40;

    private final List<OpenApi> dated = documents("apps");
    private final List<OpenApi> v3 = documents("apps/v3");

    @Test
    void areThoseOfTheDocuments() throws IOException {
        Map<String, String> lines = new TreeMap<>();
        ApiIndex.get().operations().stream()
                .flatMap(operation -> Stream.of(operation.dated(), operation.v3()))
                .filter(Objects::nonNull)
                .forEach(route -> lines.put(route.method() + " " + route.path(), line(route)));
        String text = lines.entrySet().stream()
                .map(each -> Json.MAPPER.writeValueAsString(each.getKey()) + ":" + each.getValue())
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
        if (Boolean.getBoolean("update")) {
            Files.writeString(WRITTEN, text);
        }
        assertEquals(text, Files.readString(WRITTEN), "write it with -Dupdate=true");
    }

    @Test
    void samplesAreOfWhatIsListedAndCannotBeCreated() {
        ResourceTypes types = ResourceTypes.of(ApiIndex.get().operations().stream()
                .map(operation -> IndexedEndpoint.of(operation, operation.request(), Json.MAPPER.createObjectNode()))
                .toList());
        for (String key :
                Json.MAPPER.readTree(WRITTEN.resolveSibling("samples.json")).propertyNames()) {
            ResourceType type = types.byKey().get(key);
            assertTrue(type != null && type.listable() && !type.creatable(), key);
        }
    }

    private static List<OpenApi> documents(String folder) {
        try (Stream<Path> files = Files.list(EXTRACT.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(file -> new OpenApi(Json.MAPPER.readTree(file)))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String line(ApiRoute route) {
        for (OpenApi document : Stream.concat(dated.stream(), v3.stream()).toList()) {
            JsonNode operation = document.operation(route.method(), route.path());
            if (!operation.isMissingNode()) {
                ObjectNode line = Json.MAPPER.createObjectNode();
                operation
                        .path("responses")
                        .propertyStream()
                        .filter(response -> response.getKey().startsWith("2"))
                        .findFirst()
                        .ifPresent(response -> line.put("status", Integer.parseInt(response.getKey())));
                JsonNode answer = document.success(operation);
                return answer.isObject()
                        ? line.set("answer", kind(document.document(), answer, DEPTH))
                                .toString()
                        : line.toString();
            }
        }
        throw new AssertionError("No document has " + route.path());
    }

    /// `s` a text, `t` a time, `n` a number, `b` true or false, `=x` the text `x`; an object and a list as such.
    private static JsonNode kind(JsonNode document, JsonNode given, int depth) {
        JsonNode schema = given;
        for (int i = 0; i < 6 && schema.has("$ref"); i++) {
            schema = document.at(schema.get("$ref").stringValue().substring(1));
        }
        for (String keyword : List.of("oneOf", "anyOf")) {
            if (schema.path(keyword).has(0)) {
                return kind(document, schema.path(keyword).path(0), depth);
            }
        }
        if (schema.path("allOf").has(0)) {
            ObjectNode whole = Json.MAPPER.createObjectNode();
            for (JsonNode part : schema.path("allOf")) {
                if (!(kind(document, part, depth) instanceof ObjectNode object)) {
                    return kind(document, part, depth);
                }
                whole.setAll(object);
            }
            return whole;
        }
        String type = schema.path("type").asString("");
        if (type.equals("array") || (type.isEmpty() && schema.has("items"))) {
            ArrayNode list = Json.MAPPER.createArrayNode();
            return list.add(kind(document, schema.path("items"), depth));
        }
        if (schema.path("properties").isObject()) {
            ObjectNode object = Json.MAPPER.createObjectNode();
            for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
                if (depth > 0 && object.size() < MAX_MEMBERS && !member.getKey().equals("traceId")) {
                    object.set(member.getKey(), kind(document, member.getValue(), depth - 1));
                }
            }
            return object;
        }
        if (type.equals("object")) {
            return Json.MAPPER.createObjectNode();
        }
        String first = schema.path("enum").path(0).asString("");
        return JsonNodeFactory.instance.stringNode(
                switch (type) {
                    case "number", "integer" -> "n";
                    case "boolean" -> "b";
                    default ->
                        !first.isEmpty()
                                ? "=" + first
                                : schema.path("format").asString("").startsWith("date") ? "t" : "s";
                });
    }
}
