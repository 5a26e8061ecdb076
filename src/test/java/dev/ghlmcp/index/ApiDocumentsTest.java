package dev.ghlmcp.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Contract;
import dev.ghlmcp.catalog.OpenApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The index says what HighLevel's documents say, of which the tests have an extract.
class ApiDocumentsTest {
    private static final Path EXTRACT = Path.of("src/test/resources/contract");
    private static final Path WRITTEN = Path.of("src/api");

    private record Documented(OpenApi document, JsonNode operation) {}

    @Test
    void theGeneratorWritesTheGroupFiles(@TempDir Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        Process generator = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WRITTEN.resolve("ApiIndexer.java").toString(),
                        EXTRACT.toString(),
                        folder.resolve("api").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertTrue(generator.waitFor(120, TimeUnit.SECONDS));
        assertEquals(0, generator.exitValue(), Files.readString(log));
        assertEquals(files(folder.resolve("api")), files(WRITTEN), "./mvnw -Pcontract writes them");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyRequestIsThatOfTheDocuments(boolean v3) throws IOException {
        Map<String, Documented> documents = documents(v3);
        List<String> wrong = new ArrayList<>();
        for (ApiOperation operation : ApiIndex.get().operations()) {
            ApiRoute route = operation.in(v3);
            if (route != null) {
                Documented documented = documents.get(key(route.method(), route.path()));
                if (documented == null) {
                    wrong.add(operation.name() + " is not documented");
                } else {
                    compare(operation.name(), route, documented, wrong);
                    String version = documented.operation().path("version").asString(v3 ? "v3" : "2021-07-28");
                    if (!version.equals(route.version())) {
                        wrong.add(operation.name() + " has version " + route.version());
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static void compare(String name, ApiRoute route, Documented documented, List<String> wrong) {
        JsonNode operation = documented.operation();
        Map<String, Shape.Member> query = route.query().members();
        Set<String> names = new TreeSet<>();
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("in").asString().equals("query")) {
                String called = parameter.path("name").asString();
                names.add(called);
                Shape.Member member = query.get(called);
                if (member == null
                        || member.required() != parameter.path("required").asBoolean(false)) {
                    wrong.add(name + "?" + called + ": " + member);
                } else {
                    compare(
                            name + "?" + called,
                            member.shape(),
                            parameter.path("schema"),
                            documented.document(),
                            wrong);
                }
            }
        }
        if (!names.equals(new TreeSet<>(query.keySet()))) {
            wrong.add(name + " has " + query.keySet() + " and not " + names);
        }
        JsonNode content = operation.path("requestBody").path("content");
        if (content.isEmpty() != (route.body() == null)) {
            wrong.add(name + " has the body " + route.body());
        } else if (route.body() != null) {
            String type = content.propertyNames().iterator().next();
            assertTrue(type.contains(route.content().name().toLowerCase(Locale.ROOT)), name);
            compare(name, route.body(), content.path(type).path("schema"), documented.document(), wrong);
        }
    }

    private static void compare(String at, Shape ours, JsonNode schema, OpenApi document, List<String> wrong) {
        OpenApi.Shape theirs = document.shape(schema);
        boolean same = switch (ours) {
            case Shape.Simple simple -> fits(simple, theirs);
            case Shape.Choice choice -> Set.copyOf(choice.values()).equals(theirs.literals());
            case Shape.Items items -> {
                compare(at + "[]", items.item(), theirs.items(), document, wrong);
                yield theirs.types().contains("array");
            }
            case Shape.Members members -> {
                members.members().forEach((name, member) -> {
                    compare(at + "." + name, member.shape(), theirs.properties().path(name), document, wrong);
                    if (member.required() != theirs.required().contains(name)) {
                        wrong.add(at + "." + name + " is required: " + member.required());
                    }
                });
                yield members.members()
                        .keySet()
                        .equals(theirs.properties()
                                .propertyStream()
                                .map(Map.Entry::getKey)
                                .collect(Collectors.toSet()));
            }
            case Shape.AnyOf(List<Shape> shapes) ->
                shapes.stream()
                        .filter(Shape.Members.class::isInstance)
                        .flatMap(each -> ((Shape.Members) each).members().keySet().stream())
                        .collect(Collectors.toSet())
                        .equals(theirs.properties()
                                .propertyStream()
                                .map(Map.Entry::getKey)
                                .collect(Collectors.toSet()));
        };
        if (!same) {
            wrong.add(at + " is " + ours + " and not " + theirs);
        }
    }

    private static boolean fits(Shape.Simple ours, OpenApi.Shape theirs) {
        String type = theirs.types().stream()
                .filter(each -> !each.equals("null"))
                .findFirst()
                .orElse("");
        boolean many = theirs.literals().size() > 40
                || theirs.literals().stream().anyMatch(literal -> literal.startsWith("["));
        return theirs.properties().isEmpty()
                && (theirs.literals().isEmpty() || many || ours == Shape.Simple.BOOLEAN)
                && switch (ours) {
                    case TEXT -> Set.of("string", "object").contains(type) || many;
                    case FILE, DATE, TIME -> type.equals("string");
                    case NUMBER -> Set.of("number", "object").contains(type);
                    case BOOLEAN -> Set.of("boolean", "object").contains(type);
                    case INTEGER -> type.equals("integer");
                    case FREE -> type.equals("object");
                    case ANY -> type.isEmpty();
                };
    }

    private static Map<String, Documented> documents(boolean v3) throws IOException {
        Map<String, Documented> documents = new TreeMap<>();
        String folder = v3 ? "apps/v3/" : "apps/";
        for (String file : files(EXTRACT.resolve(folder)).keySet()) {
            OpenApi document = Contract.openApi(folder + file);
            document.document()
                    .path("paths")
                    .forEachEntry((path, item) -> item.forEachEntry((method, operation) ->
                            documents.put(key(method, path), new Documented(document, operation))));
        }
        return documents;
    }

    private static String key(String method, String path) {
        return method.toUpperCase(Locale.ROOT) + " " + path.replaceAll("\\{[^}]*}", "{}");
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file :
                    all.filter(each -> each.toString().endsWith(".json")).toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }
}
