package dev.ghlmcp.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Complaints.Complaint;
import dev.ghlmcp.catalog.endpoint.Endpoint;
import dev.ghlmcp.catalog.endpoint.Parameter;
import dev.ghlmcp.catalog.endpoint.ToolHints;
import dev.ghlmcp.operation.Operation;
import dev.ghlmcp.operation.annotation.Place;
import dev.ghlmcp.operation.annotation.TokenClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// Holds every tool to what is known of HighLevel: the catalogue of operations and HighLevel's OpenAPI documents.
class ContractTest {
    /// Five words in one text.
    private static final Pattern SENTENCE = Pattern.compile("\"[^\"\\\\]*\\w+( [\\w',.]+){4}[^\"]*\"");

    private static final Map<String, JsonNode> FACTS = Contract.facts();
    private static final List<ToolDefinition> TOOLS = catalogued(Generation.DATED);

    @Test
    void everyOperationOfTheCatalogueIsATool() {
        assertEquals(
                byCategory(FACTS.values().stream()
                        .map(fact -> List.of(
                                fact.path("category").asString(),
                                fact.path("tool").asString()))),
                byCategory(TOOLS.stream().map(tool -> List.of(tool.toolset(), tool.name()))));
    }

    @ParameterizedTest
    @EnumSource
    void requestsAndHintsAreTheCatalogues(Generation generation) {
        Map<String, String> wrong = new TreeMap<>();
        for (ToolDefinition tool : catalogued(generation)) {
            JsonNode fact = FACTS.get(tool.name());
            if (!available(fact, generation)) {
                continue;
            }
            Set<String> wanted = requests(fact, generation);
            Set<String> declared = tool.endpoints().stream()
                    .map(at -> request(at.method(), at.path().toString(), at.version()))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (tool.composite()) {
                // It may look in more places than the catalogue thought of.
                declared.retainAll(wanted);
            }
            String ours = declared + " " + tool.toolset() + " " + tool.hints();
            String theirs = wanted + " " + fact.path("category").asString() + " " + hints(fact, tool);
            if (!ours.equals(theirs)) {
                wrong.put(tool.name() + " " + ours, theirs);
            }
        }
        assertEquals(Map.of(), wrong);
    }

    @Test
    void tokensAreTheCatalogues() {
        Map<String, String> wrong = new TreeMap<>();
        for (ToolDefinition tool : TOOLS) {
            String wanted = FACTS.get(tool.name()).path("token_types").toString();
            for (Endpoint at : tool.endpoints()) {
                if (wanted.contains("agency") != at.tokens().contains(TokenClass.AGENCY)
                        || wanted.contains("sub_account") != at.tokens().contains(TokenClass.SUB_ACCOUNT)) {
                    wrong.put(tool.name() + " " + at.tokens(), wanted);
                }
            }
        }
        assertEquals(Map.of(), wrong);
    }

    @Test
    void argumentsAreTheCatalogues() {
        List<Complaint> complaints = new ArrayList<>();
        for (ToolDefinition tool : TOOLS) {
            JsonNode fact = FACTS.get(tool.name());
            List<Parameter> parameters =
                    tool.composite() ? List.of() : tool.endpoint().parameters();
            boolean list = parameters.stream().anyMatch(parameter -> parameter.place() == Place.WHOLE_BODY);
            if (parameters.isEmpty() || list) {
                continue;
            }
            Set<String> wanted = arguments(fact);
            for (Parameter parameter : parameters) {
                if (!wanted.remove(parameter.name()) && !wanted.remove(parameter.wire())) {
                    complaints.add(new Complaint(tool.name() + "." + parameter.name(), "name", "only ours"));
                }
            }
            wanted.forEach(name -> complaints.add(new Complaint(tool.name() + "." + name, "name", "only theirs")));
        }
        assertEquals(List.of(), Deviation.without(complaints, Deviations.of(Generation.DATED)));
    }

    @ParameterizedTest
    @EnumSource
    void requestsAreThoseOfTheOpenApiDocuments(Generation generation) {
        ToolSchemas schemas = new ToolSchemas(generation, true);
        List<Complaint> complaints = new ArrayList<>();
        Map<String, OpenApi> documents = new HashMap<>();
        for (ToolDefinition tool : TOOLS) {
            JsonNode fact = FACTS.get(tool.name());
            if (!available(fact, generation)) {
                continue;
            }
            String file = (generation == Generation.V3 ? fact.path("v3") : fact)
                    .path("spec_file")
                    .asString();
            OpenApi document = documents.computeIfAbsent(file, Contract::openApi);
            for (RequestDeclaration request : new Declaration(ToolSchemas.record(tool), generation).requests()) {
                Endpoint at = request.endpoint(List.of());
                JsonNode operation = document.operation(at.method(), at.path().toString());
                assertTrue(operation.isObject(), () -> at + " of " + tool.name() + " is not in " + file);
                if (request.record() == ToolSchemas.record(tool) || !isTool(request)) {
                    JsonNode meant =
                            WireSchema.meant(schemas.arguments(request.record()), ArgumentTraits.of(request.record()));
                    JsonNode ours = WireSchema.of(at, meant);
                    complaints.addAll(new Complaints(document).of(tool.name(), ours, document.arguments(at)));
                }
            }
        }
        assertEquals(List.of(), Deviation.without(complaints, Deviations.of(generation)));
        assertEquals(List.of(), Deviation.idle(complaints, Deviations.of(generation)));
    }

    @Test
    void theExtractHoldsNoSentence() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources/contract"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher sentence = SENTENCE.matcher(Files.readString(file));
                assertFalse(sentence.find(), () -> file + ": " + sentence.group());
            }
        }
    }

    /// The tools that the list of operations knows. There may be others.
    private static List<ToolDefinition> catalogued(Generation generation) {
        return Catalog.load(generation).tools().stream()
                .filter(tool -> FACTS.containsKey(tool.name()))
                .toList();
    }

    private static Map<String, Set<String>> byCategory(Stream<List<String>> pairs) {
        return pairs.collect(Collectors.groupingBy(
                List::getFirst,
                TreeMap::new,
                Collectors.mapping(List::getLast, Collectors.toCollection(TreeSet::new))));
    }

    private static boolean isTool(RequestDeclaration request) {
        return Operation.class.isAssignableFrom(request.record());
    }

    private static boolean available(JsonNode fact, Generation generation) {
        return generation == Generation.DATED
                || fact.path("v3").path("available").asBoolean(false);
    }

    private static Set<String> requests(JsonNode fact, Generation generation) {
        Stream<JsonNode> variants =
                fact.path("variants").isArray() ? fact.path("variants").valueStream() : Stream.of(fact);
        return variants.map(at -> {
                    String path = at.path("path").asString();
                    String moved = fact.path("v3").path("path").asString(path);
                    return generation == Generation.V3
                            ? request(at.path("method").asString(), fact.has("variants") ? path : moved, "v3")
                            : request(
                                    at.path("method").asString(),
                                    path,
                                    at.path("version_header")
                                            .asString(
                                                    fact.path("version_header").asString()));
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String request(String method, String path, String version) {
        return method + " " + OpenApi.anonymous(path) + " [" + version + "]";
    }

    private static ToolHints hints(JsonNode fact, ToolDefinition tool) {
        return new ToolHints(
                fact.path("read_only").asBoolean(),
                fact.path("destructive").asBoolean(),
                fact.path("idempotent").asBoolean(),
                tool.hints().consent());
    }

    /// The arguments that the catalogue gives a tool.
    private static Set<String> arguments(JsonNode fact) {
        String location = fact.path("location_param").path("name").asString("");
        return Stream.of("path_params", "query_params", "body_fields")
                .flatMap(place -> fact.path(place).valueStream())
                .map(argument ->
                        argument.path("arg").asString(argument.path("name").asString()))
                .map(name -> name.equals(location) ? Declaration.LOCATION_ID : name)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
