import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the facts about HighLevel that the tests hold the tools and the index to and that the sandbox answers by:
/// methods, paths, parameters, types, enums, limits, required names, scopes. It takes no sentence of the documents.
///
/// Run by the profile `contract`: `java Extract.java <folder> <target>`. The folder holds `ghl-api/catalog.json`, the
/// list of operations, and `openapi`, HighLevel's documents (<https://github.com/GoHighLevel/highlevel-api-docs>).
/// `SandboxContractTest` makes what the sandbox needs of it.
public class Extract {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Set<String> OPERATION_FACTS = Set.of(
            "tool",
            "category",
            "method",
            "path",
            "spec_file",
            "version_header",
            "scopes",
            "token_types",
            "read_only",
            "destructive",
            "idempotent");
    private static final Set<String> BODIES =
            Set.of("application/json", "application/x-www-form-urlencoded", "multipart/form-data");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");
    private static final Set<String> SCHEMA_FACTS = Set.of(
            "type",
            "enum",
            "required",
            "properties",
            "items",
            "nullable",
            "minimum",
            "maximum",
            "maxLength",
            "format",
            "default",
            "$ref",
            "oneOf",
            "anyOf",
            "allOf");

    private final Path documents;
    private final Path target;

    Extract(Path documents, Path target) {
        this.documents = documents;
        this.target = target;
    }

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        if (!Files.exists(folder.resolve("ghl-api/catalog.json"))) {
            System.err.println("There is no ghl-api/catalog.json in '" + folder
                    + "': give the folder of the documents with -Dcontract.documents=FOLDER");
            System.exit(1);
        }
        Extract extract = new Extract(folder.resolve("openapi"), Path.of(args[1]));
        extract.operations(MAPPER.readTree(folder.resolve("ghl-api/catalog.json")));
        extract.documents();
    }

    private void operations(JsonNode catalog) throws IOException {
        Map<String, JsonNode> lines = new TreeMap<>();
        for (JsonNode operation : catalog) {
            lines.put(operation.path("tool").asString(), facts(operation));
        }
        Files.createDirectories(target);
        Files.writeString(target.resolve("operations.json"), list(lines.values().stream()));
    }

    private ObjectNode facts(JsonNode operation) {
        ObjectNode facts = only(operation, OPERATION_FACTS);
        for (String place : new String[] {"path_params", "query_params", "body_fields"}) {
            ArrayNode names = facts.putArray(place);
            operation.path(place).forEach(argument -> names.add(only(argument, Set.of("name", "arg"))));
        }
        if (operation.path("location_param").isObject()) {
            facts.set("location_param", only(operation.path("location_param"), Set.of("name")));
        }
        if (operation.path("variants").isArray()) {
            ArrayNode variants = facts.putArray("variants");
            operation.path("variants").forEach(variant -> variants.add(only(variant, OPERATION_FACTS)));
        }
        facts.set("v3", only(operation.path("v3"), Set.of("available", "spec_file", "path")));
        return facts;
    }

    private void documents() throws IOException {
        for (String folder : new String[] {"apps", "apps/v3"}) {
            Files.createDirectories(target.resolve(folder));
            try (Stream<Path> files = Files.list(documents.resolve(folder))) {
                for (Path file : files.filter(file -> file.toString().endsWith(".json")).toList()) {
                    Files.writeString(
                            target.resolve(folder).resolve(file.getFileName()), text(MAPPER.readTree(file)));
                }
            }
        }
    }

    private static String text(JsonNode document) {
        Map<String, JsonNode> operations = new TreeMap<>();
        Deque<String> pending = new ArrayDeque<>();
        document.path("paths").properties().forEach(path -> {
            ObjectNode methods = MAPPER.createObjectNode();
            path.getValue().properties().forEach(method -> {
                if (METHODS.contains(method.getKey())) {
                    methods.set(method.getKey(), operation(method.getValue()));
                }
            });
            operations.put(path.getKey(), methods);
            references(methods, pending);
        });
        Map<String, JsonNode> schemas = new TreeMap<>();
        while (!pending.isEmpty()) {
            String name = pending.pop();
            if (!schemas.containsKey(name)) {
                JsonNode schema = schema(document.path("components").path("schemas").path(name));
                schemas.put(name, schema);
                references(schema, pending);
            }
        }
        return "{\"paths\": " + object(operations) + ",\n\"components\": {\"schemas\": " + object(schemas) + "}}\n";
    }

    private static ObjectNode operation(JsonNode operation) {
        ObjectNode facts = MAPPER.createObjectNode();
        ArrayNode parameters = facts.putArray("parameters");
        for (JsonNode parameter : operation.path("parameters")) {
            String place = parameter.path("in").asString();
            if (place.equals("path") || place.equals("query")) {
                ObjectNode kept = only(parameter, Set.of("name", "in", "required", "explode"));
                if (parameter.path("description").asString("").toLowerCase().matches("(?s).*comma[- ]separated.*")
                        && parameter.at("/schema/type").asString("").equals("array")) {
                    kept.put("explode", false);
                }
                kept.set("schema", schema(parameter.path("schema")));
                parameters.add(kept);
            } else if (parameter.path("name").asString().equalsIgnoreCase("version")
                    && parameter.at("/schema/enum/0").isString()) {
                facts.set("version", parameter.at("/schema/enum/0"));
            }
        }
        if (operation.path("deprecated").asBoolean(false)) {
            facts.put("deprecated", true);
        }
        if (operation.path("requestBody").isObject()) {
            facts.set("requestBody", content(operation.path("requestBody")));
            if (!operation.path("requestBody").path("required").asBoolean(true)) {
                ((ObjectNode) facts.path("requestBody")).put("required", false);
            }
        }
        facts.set("security", operation.path("security").isArray() ? operation.path("security") : MAPPER.createArrayNode());
        ObjectNode responses = facts.putObject("responses");
        operation.path("responses").properties().forEach(response -> {
            boolean success = response.getKey().startsWith("2");
            responses.set(
                    response.getKey(), success ? content(response.getValue()) : MAPPER.createObjectNode());
        });
        return facts;
    }

    private static ObjectNode content(JsonNode body) {
        ObjectNode kept = MAPPER.createObjectNode();
        body.path("content").properties().forEach(content -> {
            if (BODIES.contains(content.getKey())) {
                kept.withObjectProperty("content")
                        .putObject(content.getKey())
                        .set("schema", schema(content.getValue().path("schema")));
            }
        });
        return kept;
    }

    /// The facts of a schema, at every depth.
    private static JsonNode schema(JsonNode schema) {
        if (!schema.isObject()) {
            return MAPPER.createObjectNode();
        }
        ObjectNode kept = only(schema, SCHEMA_FACTS);
        if (kept.path("default").isString() && !kept.path("type").asString("").equals("string")) {
            kept.remove("default");
        }
        // Objects without members whose example is a text, a number or a list are that, and not an object.
        if (schema.path("type").asString("").equals("object") && schema.path("properties").isEmpty()) {
            JsonNode example = schema.path("example");
            if (example.isString() || example.isNumber() || example.isBoolean() || example.isArray()) {
                kept.put("example", example.isArray() ? "array" : example.isString() ? "string" : example.isNumber() ? "number" : "boolean");
            }
        }
        if (kept.path("properties").isObject()) {
            ObjectNode properties = MAPPER.createObjectNode();
            kept.path("properties").properties().forEach(each -> properties.set(each.getKey(), schema(each.getValue())));
            kept.set("properties", properties);
        }
        if (kept.has("items")) {
            kept.set("items", schema(kept.path("items")));
        }
        for (String keyword : new String[] {"oneOf", "anyOf", "allOf"}) {
            if (kept.has(keyword)) {
                ArrayNode parts = MAPPER.createArrayNode();
                kept.path(keyword).forEach(part -> parts.add(schema(part)));
                kept.set(keyword, parts);
            }
        }
        return kept;
    }

    private static void references(JsonNode node, Deque<String> pending) {
        node.findValues("$ref").forEach(reference -> {
            String text = reference.asString();
            if (text.startsWith("#")) {
                pending.push(text.substring(text.lastIndexOf('/') + 1));
            }
        });
    }

    private static ObjectNode only(JsonNode node, Set<String> names) {
        ObjectNode kept = MAPPER.createObjectNode();
        node.properties().stream()
                .filter(entry -> names.contains(entry.getKey()))
                .forEach(entry -> kept.set(entry.getKey(), entry.getValue()));
        return kept;
    }

    private static String list(Stream<JsonNode> lines) {
        return lines.map(MAPPER::writeValueAsString).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    private static String object(Map<String, JsonNode> lines) {
        Map<String, String> texts = new LinkedHashMap<>();
        lines.forEach((name, value) -> texts.put(name, MAPPER.writeValueAsString(value)));
        return texts.entrySet().stream()
                .map(each -> MAPPER.writeValueAsString(each.getKey()) + ": " + each.getValue())
                .collect(Collectors.joining(",\n", "{\n", "\n}"));
    }
}
