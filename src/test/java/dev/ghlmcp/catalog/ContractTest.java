package dev.ghlmcp.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.catalog.Complaints.Complaint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Holds every tool to what is known of HighLevel: the catalogue of operations and HighLevel's OpenAPI documents.
class ContractTest {
    private static final List<Tool> TOOLS = Catalog.load().tools();
    private static final ToolSchemas SCHEMAS = new ToolSchemas();

    private final Map<String, JsonNode> facts = Shared.facts();

    @BeforeAll
    static void wantsTheFacts() {
        Shared.assumePresent();
    }

    @Test
    void everyToolIsAnOperationInCatalogueOrder() {
        List<String> built = TOOLS.stream().map(Tool::name).toList();
        assertEquals(facts.keySet().stream().filter(built::contains).toList(), built);
    }

    @Test
    void requestsAndHintsAreTheCatalogues() {
        Map<String, String> wrong = new TreeMap<>();
        for (Tool tool : TOOLS) {
            JsonNode fact = facts.get(tool.name());
            String wanted = requests(fact) + " " + fact.path("category").asString() + " " + hints(fact);
            String declared = tool.endpoints().stream()
                            .map(at -> request(at.method(), at.path().toString(), at.version()))
                            .collect(Collectors.toCollection(TreeSet::new))
                    + " " + tool.toolset() + " " + tool.hints();
            if (!wanted.equals(declared)) {
                wrong.put(declared, wanted);
            }
        }
        assertEquals(Map.of(), wrong);
    }

    @Test
    void argumentsAreTheCatalogues() {
        Map<String, String> wrong = new TreeMap<>();
        for (Tool tool : TOOLS) {
            JsonNode schema = schema(tool);
            Map<String, Boolean> wanted = arguments(facts.get(tool.name()));
            Map<String, Boolean> declared = new TreeMap<>();
            for (String name : schema.path("properties").propertyNames()) {
                declared.put(
                        name,
                        schema.path("required")
                                .valueStream()
                                .anyMatch(r -> r.asString().equals(name)));
                if (schema.path("properties").path(name).has("default")) {
                    wanted.computeIfPresent(name, (_, _) -> false);
                }
            }
            if (!wanted.equals(declared)) {
                wrong.put(tool.name() + " " + declared, wanted.toString());
            }
        }
        assertEquals(Map.of(), wrong);
    }

    @Test
    void requestsStandInTheOpenApiDocuments() {
        Set<String> absent = new TreeSet<>();
        for (Tool tool : TOOLS) {
            OpenApi document =
                    Shared.openApi(facts.get(tool.name()).path("spec_file").asString());
            tool.endpoints().stream()
                    .filter(at -> document.operation(at.method(), at.path().toString())
                            .isMissingNode())
                    .forEach(at -> absent.add(tool.name() + " " + at));
        }
        assertEquals(Set.of(), absent);
    }

    @Test
    void argumentsAreThoseOfTheOpenApiDocuments() {
        List<Complaint> complaints = new ArrayList<>();
        Map<String, OpenApi> documents = new HashMap<>();
        for (Tool tool : TOOLS) {
            if (tool.composite()) {
                continue;
            }
            JsonNode fact = facts.get(tool.name());
            OpenApi document = documents.computeIfAbsent(fact.path("spec_file").asString(), Shared::openApi);
            Endpoint at = tool.endpoint();
            JsonNode theirs =
                    document.arguments(document.operation(at.method(), at.path().toString()), names(fact));
            JsonNode ours = schema(tool);
            complaints.addAll(new Complaints(document).of(tool.name(), ours, theirs));
        }
        assertEquals(List.of(), Deviations.without(complaints));
        assertEquals(
                List.of(),
                Deviations.idle(complaints, TOOLS.stream().map(Tool::name).toList()));
    }

    private static JsonNode schema(Tool tool) {
        return SCHEMAS.entry(tool).path("inputSchema");
    }

    private static Set<String> requests(JsonNode fact) {
        Stream<JsonNode> variants =
                fact.path("variants").isArray() ? fact.path("variants").valueStream() : Stream.of(fact);
        return variants.map(at -> request(
                        at.path("method").asString(),
                        at.path("path").asString(),
                        at.path("version_header").asString()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String request(String method, String path, String version) {
        return method + " " + OpenApi.anonymous(path) + " [" + version + "]";
    }

    private static Hints hints(JsonNode fact) {
        return new Hints(
                fact.path("read_only").asBoolean(),
                fact.path("destructive").asBoolean(),
                fact.path("idempotent").asBoolean());
    }

    /// The arguments that the catalogue gives a tool, and whether each is required; the location id never is.
    private static Map<String, Boolean> arguments(JsonNode fact) {
        Map<String, Boolean> arguments = new TreeMap<>();
        if (fact.path("tool_args").isArray()) {
            fact.path("tool_args").forEach(argument -> add(arguments, argument, Map.of()));
        } else {
            Stream.of("path_params", "query_params", "body_fields")
                    .flatMap(place -> fact.path(place).valueStream())
                    .forEach(argument -> add(arguments, argument, names(fact)));
        }
        return arguments;
    }

    private static void add(Map<String, Boolean> arguments, JsonNode argument, Map<String, String> names) {
        String name = argument.path("name").asString();
        String ours = names.getOrDefault(name, name);
        arguments.put(ours, argument.path("required").asBoolean() && !ours.equals(Declaration.LOCATION_ID));
    }

    /// What a tool calls its arguments, where that is not HighLevel's name.
    private static Map<String, String> names(JsonNode fact) {
        Map<String, String> names = new LinkedHashMap<>();
        Stream.of("path_params", "query_params", "body_fields")
                .flatMap(place -> fact.path(place).valueStream())
                .filter(argument -> argument.has("arg"))
                .forEach(argument -> names.put(
                        argument.path("name").asString(), argument.path("arg").asString()));
        if (fact.path("location_param").isObject()) {
            names.put(fact.path("location_param").path("name").asString(), Declaration.LOCATION_ID);
        }
        return names;
    }
}
