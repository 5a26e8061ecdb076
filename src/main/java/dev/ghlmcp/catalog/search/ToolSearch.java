package dev.ghlmcp.catalog.search;

import dev.ghlmcp.catalog.ToolDefinition;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Finds the tools that a few plain words mean: a lexical ranking (BM25 over weighted fields) of names, descriptions,
/// categories and arguments.
public final class ToolSearch {
    private static final double SATURATION = 1.2;
    private static final double LENGTH = 0.5;

    /// What a synonym is worth beside the word itself.
    private static final double SYNONYM = 0.7;

    /// What it is worth that a query is about somebody.
    private static final double PERSONAL = 0.4;

    private static final double NAME = 3;
    private static final double TEXT = 1.5;
    private static final double PEOPLE = 1.5;
    private static final double TOOLSET = 1;
    private static final double ARGUMENT = 0.4;
    private static final double ARGUMENT_TEXT = 0.15;

    /// For tools that HighLevel calls deprecated.
    private static final double DEPRECATED = 0.7;

    /// What a tool keeps of its score if the query says no word of its name: `create_contact_note` is not what "a new
    /// contact" means, though it says both words.
    private static final double UNNAMED = 0.3;

    /// For tools that write, where the query asks what is, and for those that read, where it says what to do.
    private static final double NOT_ASKED = 0.7;

    private static final List<String> WRITING = Stream.of(
                    "create", "add", "update", "delete", "remove", "complete", "upsert")
            .map(SearchTerms::stem)
            .toList();

    private static final List<String> READING =
            Stream.of("search", "list", "get", "read").map(SearchTerms::stem).toList();

    private static final Pattern QUESTION =
            Pattern.compile("(?i)\\W*(what|which|who|whom|whose|when|where|how|is|are|does|did|has|would|any)\\b.*");

    /// @param reads  null if that makes no difference
    /// @param absent a sentence, if there is no such tool
    private record Document(
            String tool,
            Boolean reads,
            boolean deprecated,
            String absent,
            List<String> name,
            Map<String, Double> words,
            double length) {}

    private final List<Document> documents;
    private final Map<String, Double> rarity = new HashMap<>();
    private final double averageLength;

    /// @param tools   that can be found
    /// @param entries what `tools/list` says of each, by its name
    public ToolSearch(List<ToolDefinition> tools, Function<String, JsonNode> entries) {
        Map<String, String> said = SearchTerms.said();
        documents = Stream.concat(
                        tools.stream()
                                .map(tool -> document(
                                        tool,
                                        entries.apply(tool.name()).path("inputSchema"),
                                        said.getOrDefault(tool.name(), ""))),
                        SearchTerms.absent().entrySet().stream()
                                .map(absent -> absent(absent.getKey(), absent.getValue())))
                .toList();
        averageLength =
                documents.stream().mapToDouble(Document::length).average().orElse(1);
        Map<String, Integer> frequency = new HashMap<>();
        documents.forEach(
                document -> document.words().keySet().forEach(word -> frequency.merge(word, 1, Integer::sum)));
        frequency.forEach((word, count) ->
                rarity.put(word, Math.log(1 + (documents.size() - count + 0.5) / (count + 0.5))));
    }

    /// The names of the tools that fit, the best first; empty if no word is known.
    public List<String> find(String query) {
        return ranked(query)
                .filter(document -> document.absent() == null)
                .map(Document::tool)
                .toList();
    }

    /// What to say if the query is about what no tool does better than about any tool; else null.
    public String absent(String query) {
        return ranked(query).findFirst().map(Document::absent).orElse(null);
    }

    private Stream<Document> ranked(String query) {
        Map<String, Double> wanted = wanted(query);
        boolean question = QUESTION.matcher(query).matches();
        boolean order = !question
                && WRITING.stream().anyMatch(wanted::containsKey)
                && READING.stream().noneMatch(wanted::containsKey);
        IdentityHashMap<Document, Double> scores = new IdentityHashMap<>();
        for (Document document : documents) {
            double score = query.contains(document.tool()) ? Double.MAX_VALUE : score(document, wanted);
            if (score > 0) {
                boolean other = document.reads() != null && (document.reads() ? order : question);
                scores.put(document, other ? score * NOT_ASKED : score);
            }
        }
        return documents.stream()
                .filter(scores::containsKey)
                .sorted(Comparator.comparing(scores::get).reversed());
    }

    private double score(Document document, Map<String, Double> wanted) {
        double score = 0;
        for (Map.Entry<String, Double> word : wanted.entrySet()) {
            double count = document.words().getOrDefault(word.getKey(), 0.0);
            double norm = SATURATION * (1 - LENGTH + LENGTH * document.length() / averageLength);
            score += word.getValue()
                    * rarity.getOrDefault(word.getKey(), 0.0)
                    * count
                    * (SATURATION + 1)
                    / (count + norm);
        }
        double named = document.name().stream()
                        .mapToDouble(word -> wanted.getOrDefault(word, 0.0))
                        .sum()
                / document.name().size();
        return score * (UNNAMED + named) * (document.deprecated() ? DEPRECATED : 1);
    }

    /// The words asked for and what else they may mean, each with its weight.
    private static Map<String, Double> wanted(String query) {
        Map<String, Double> wanted = new LinkedHashMap<>();
        Set<String> said = new HashSet<>(SearchTerms.of(query));
        for (String word : said) {
            wanted.merge(word, 1.0, Math::max);
            SearchTerms.synonyms(word).forEach(synonym -> wanted.merge(synonym, SYNONYM, (a, b) -> Math.min(1, a + b)));
        }
        if (SearchTerms.personal(query)) {
            wanted.merge("contact", PERSONAL, Math::max);
        }
        return wanted;
    }

    /// @param said what people say when they want the tool
    private static Document document(ToolDefinition tool, JsonNode schema, String said) {
        Map<String, Double> words = new HashMap<>();
        count(words, tool.name().replace('_', ' '), NAME);
        count(words, tool.text(), TEXT);
        count(words, said, PEOPLE);
        count(words, tool.toolset(), TOOLSET);
        // Arguments do not count here: a tool is not less fitting for taking many.
        double length = words.values().stream().mapToDouble(Double::doubleValue).sum();
        schema.path("properties").forEachEntry((name, property) -> {
            count(words, name, ARGUMENT);
            count(words, property.path("description").asString(""), ARGUMENT_TEXT);
        });
        return new Document(
                tool.name(),
                tool.hints().readOnly(),
                tool.text().contains("deprecated"),
                null,
                SearchTerms.of(tool.name().replace('_', ' ')),
                words,
                length);
    }

    /// What no tool does, ranked as if one did.
    ///
    /// @param said words of people, and a sentence
    private static Document absent(String name, String said) {
        int bar = said.indexOf(" | ");
        Map<String, Double> words = new HashMap<>();
        count(words, name.replace('_', ' '), NAME);
        count(words, said.substring(0, bar), PEOPLE);
        double length = words.values().stream().mapToDouble(Double::doubleValue).sum();
        List<String> names = SearchTerms.of(name.replace('_', ' '));
        return new Document(name, null, false, said.substring(bar + 3), names, words, length);
    }

    private static void count(Map<String, Double> words, String text, double weight) {
        SearchTerms.of(text).forEach(word -> words.merge(word, weight, Double::sum));
    }
}
