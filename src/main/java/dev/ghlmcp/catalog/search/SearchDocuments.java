package dev.ghlmcp.catalog.search;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.search.SearchDocument.Field;
import dev.ghlmcp.index.ApiOperation;
import dev.ghlmcp.index.ApiRisk;
import dev.ghlmcp.index.ApiRoute;
import dev.ghlmcp.index.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Makes documents of tools and operations, and reads the words of people for them.
final class SearchDocuments {
    private static final double NAME = 3;
    private static final double TEXT = 1.5;
    private static final double PEOPLE = 1.5;
    private static final double TOOLSET = 1;
    private static final double ARGUMENT = 0.4;
    private static final double ARGUMENT_TEXT = 0.15;
    private static final double PATH = 1;
    private static final double GROUP = 1;
    private static final double PARAMETER = 0.3;

    private SearchDocuments() {}

    /// What people say when they want a tool, by its name: its description is in the words of HighLevel.
    static Map<String, String> said() {
        return byName("words.txt");
    }

    /// What people say when they want an operation of the API, by its name or group.
    static Map<String, String> saidOfOperations() {
        return byName("api-words.txt");
    }

    /// Tools, and what no tool does, ranked as if one did.
    static SearchCorpus tools(List<ToolDefinition> tools, Function<String, JsonNode> entries) {
        SearchTerms terms = new SearchTerms(resource("synonyms.txt"));
        Map<String, String> said = said();
        return new SearchCorpus(
                terms,
                Stream.concat(
                                tools.stream()
                                        .map(tool -> tool(
                                                terms,
                                                tool,
                                                entries.apply(tool.name()).path("inputSchema"),
                                                said.getOrDefault(tool.name(), ""))),
                                byName("absent.txt").entrySet().stream()
                                        .map(absent -> absent(terms, absent.getKey(), absent.getValue())))
                        .toList());
    }

    /// Operations of the API.
    static SearchCorpus operations(Collection<ApiOperation> operations) {
        SearchTerms terms = new SearchTerms(resource("api-synonyms.txt"));
        Map<String, String> said = saidOfOperations();
        return new SearchCorpus(
                terms,
                operations.stream()
                        .map(operation -> operation(terms, operation, said))
                        .toList());
    }

    /// @param said what people say when they want the tool
    private static SearchDocument tool(SearchTerms terms, ToolDefinition tool, JsonNode schema, String said) {
        List<Field> arguments = new ArrayList<>();
        schema.path("properties").forEachEntry((name, property) -> {
            arguments.add(new Field(name, ARGUMENT));
            arguments.add(new Field(property.path("description").asString(""), ARGUMENT_TEXT));
        });
        return SearchDocument.of(
                tool.name(),
                tool.hints().readOnly(),
                tool.text().contains("deprecated"),
                null,
                terms,
                List.of(
                        new Field(tool.name().replace('_', ' '), NAME),
                        new Field(tool.text(), TEXT),
                        new Field(said, PEOPLE),
                        new Field(tool.toolset(), TOOLSET)),
                arguments);
    }

    /// @param said words of people, a sentence, and operations of the API that do it, if there are
    private static SearchDocument absent(SearchTerms terms, String name, String said) {
        String[] parts = said.split(" \\| ", -1);
        return SearchDocument.of(
                name,
                null,
                false,
                new SearchDocument.Absent(parts[1], parts.length > 2 ? List.of(parts[2].split(" ")) : List.of()),
                terms,
                List.of(new Field(name.replace('_', ' '), NAME), new Field(parts[0], PEOPLE)),
                List.of());
    }

    private static SearchDocument operation(SearchTerms terms, ApiOperation operation, Map<String, String> said) {
        ApiRoute route = operation.request();
        List<String> parameters = new ArrayList<>(route.query().members().keySet());
        if (route.body() instanceof Shape.Members(Map<String, Shape.Member> members)) {
            parameters.addAll(members.keySet());
        }
        return SearchDocument.of(
                operation.name(),
                operation.risk() == ApiRisk.READ,
                operation.deprecated(),
                null,
                terms,
                List.of(
                        new Field(operation.title(), NAME),
                        new Field(route.path().replaceAll("\\{[^}]*}", " "), PATH),
                        new Field(said.getOrDefault(operation.group(), ""), GROUP),
                        new Field(said.getOrDefault(operation.name(), ""), PEOPLE)),
                List.of(new Field(String.join(" ", parameters), PARAMETER)));
    }

    private static Map<String, String> byName(String file) {
        return resource(file).stream()
                .map(line -> line.split(": ", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1]));
    }

    private static List<String> resource(String name) {
        try (InputStream in = SearchDocuments.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
