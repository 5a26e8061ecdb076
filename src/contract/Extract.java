import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the facts about HighLevel that the tests hold the tools to and that the sandbox answers by: methods, paths,
/// parameters, types, enums, limits, required names, scopes. It takes no sentence of the documents.
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
            "default",
            "$ref",
            "oneOf",
            "anyOf",
            "allOf");

    /// What no tool uses, and the sandbox has.
    private static final Set<String> FURTHER = Set.of(
            "/oauth/locationToken",
            "/oauth/location-token",
            "/oauth/installedLocations",
            "/oauth/installed-locations",
            "/locations/{}/tasks/search");

    private final Path documents;
    private final Path target;
    private final Map<String, Set<String>> wanted = new TreeMap<>();

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
        want(operation.path("spec_file"));
        want(operation.path("v3").path("spec_file"));
        operation.path("variants").forEach(variant -> want(variant.path("spec_file")));
        return facts;
    }

    private void want(JsonNode file) {
        if (file.isString()) {
            wanted.put(file.stringValue(), Set.of());
        }
    }

    private void documents() throws IOException {
        Set<String> paths = new TreeSet<>(FURTHER);
        for (JsonNode operation : MAPPER.readTree(target.resolve("operations.json"))) {
            Stream.concat(Stream.of(operation, operation.path("v3")), operation.path("variants").valueStream())
                    .map(at -> anonymous(at.path("path").asString("")))
                    .forEach(paths::add);
        }
        wanted.put("apps/oauth.json", Set.of());
        wanted.put("apps/v3/oauth-v3.json", Set.of());
        for (String file : wanted.keySet()) {
            JsonNode document = MAPPER.readTree(documents.resolve(file));
            Path written = target.resolve(file);
            Files.createDirectories(written.getParent());
            Files.writeString(written, text(document, paths));
        }
    }

    private static String text(JsonNode document, Set<String> paths) {
        Map<String, JsonNode> operations = new TreeMap<>();
        Deque<String> pending = new ArrayDeque<>();
        document.path("paths").properties().forEach(path -> {
            if (paths.contains(anonymous(path.getKey()))) {
                ObjectNode methods = MAPPER.createObjectNode();
                path.getValue().properties().forEach(method -> {
                    if (Set.of("get", "post", "put", "delete", "patch").contains(method.getKey().toLowerCase(Locale.ROOT))) {
                        methods.set(method.getKey(), operation(method.getValue()));
                    }
                });
                operations.put(path.getKey(), methods);
                references(methods, pending);
            }
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
                ObjectNode kept = only(parameter, Set.of("name", "in", "required"));
                kept.set("schema", schema(parameter.path("schema")));
                parameters.add(kept);
            }
        }
        if (operation.path("requestBody").isObject()) {
            facts.set("requestBody", content(operation.path("requestBody")));
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
            if (Set.of("application/json", "application/x-www-form-urlencoded").contains(content.getKey())) {
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
            pending.push(text.substring(text.lastIndexOf('/') + 1));
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

    private static String anonymous(String path) {
        return path.replaceAll("\\{[^}]*}", "{}");
    }
}
