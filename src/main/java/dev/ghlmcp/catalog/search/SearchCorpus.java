package dev.ghlmcp.catalog.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Documents in the words of one vocabulary, ranked by a lexical measure (BM25 over weighted fields).
final class SearchCorpus {
    private static final double SATURATION = 1.2;
    private static final double LENGTH = 0.5;

    /// What a synonym is worth beside the word itself.
    private static final double SYNONYM = 0.7;

    /// What it is worth that a query is about somebody.
    private static final double PERSONAL = 0.4;

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

    private static final List<String> READING = Stream.of("search", "list", "get", "read", "show", "find")
            .map(SearchTerms::stem)
            .toList();

    private static final Pattern QUESTION =
            Pattern.compile("(?i)\\W*(what|which|who|whom|whose|when|where|how|is|are|does|did|has|would|any)\\b.*");

    private final SearchTerms terms;
    private final List<SearchDocument> documents;
    private final Rarity rarity;
    private final double averageLength;

    /// How rare each word is.
    record Rarity(Map<String, Double> words) {
        static Rarity of(List<SearchDocument> documents) {
            Map<String, Integer> frequency = new HashMap<>();
            documents.forEach(
                    document -> document.words().keySet().forEach(word -> frequency.merge(word, 1, Integer::sum)));
            Map<String, Double> words = new HashMap<>();
            frequency.forEach((word, count) ->
                    words.put(word, Math.log(1 + (documents.size() - count + 0.5) / (count + 0.5))));
            return new Rarity(words);
        }

        double of(String word) {
            return words.getOrDefault(word, 0.0);
        }
    }

    /// A document that fits.
    record Hit(SearchDocument document, double score) {}

    SearchCorpus(SearchTerms terms, List<SearchDocument> documents) {
        this.terms = terms;
        this.documents = documents;
        rarity = Rarity.of(documents);
        averageLength =
                documents.stream().mapToDouble(SearchDocument::length).average().orElse(1);
    }

    List<SearchDocument> documents() {
        return documents;
    }

    /// What fits, the best first.
    List<Hit> ranked(String query) {
        Map<String, Double> wanted = wanted(query);
        List<Hit> hits = hits(query, isQuestion(query), wanted, document -> score(document, wanted));
        hits.sort(Comparator.comparingDouble(Hit::score).reversed());
        return hits;
    }

    private static boolean isQuestion(String query) {
        return QUESTION.matcher(query).matches();
    }

    /// @param question whether the query asks and does not order
    private List<Hit> hits(
            String query, boolean question, Map<String, Double> wanted, ToDoubleFunction<SearchDocument> scoring) {
        boolean order = !question
                && WRITING.stream().anyMatch(wanted::containsKey)
                && READING.stream().noneMatch(wanted::containsKey);
        List<Hit> hits = new ArrayList<>();
        for (SearchDocument document : documents) {
            double score = query.contains(document.tool()) ? Double.MAX_VALUE : scoring.applyAsDouble(document);
            if (score > 0) {
                boolean other = document.reads() != null && (document.reads() ? order : question);
                hits.add(new Hit(document, other ? score * NOT_ASKED : score));
            }
        }
        return hits;
    }

    private double score(SearchDocument document, Map<String, Double> wanted) {
        double score = 0;
        for (Map.Entry<String, Double> word : wanted.entrySet()) {
            score += word.getValue() * part(document, word.getKey(), rarity);
        }
        return score * (UNNAMED + named(document, wanted)) * (document.deprecated() ? DEPRECATED : 1);
    }

    /// What share of a tool's name is asked for.
    private static double named(SearchDocument document, Map<String, Double> wanted) {
        return document.name().stream()
                        .mapToDouble(word -> wanted.getOrDefault(word, 0.0))
                        .sum()
                / document.name().size();
    }

    /// What fits, measured so that documents of several vocabularies compare: by the rarity of words in all of them,
    /// and of a word and what else it may mean only the best counts, as one vocabulary says more than another.
    List<Hit> fitting(String query, Rarity everywhere) {
        Set<String> said = new HashSet<>(terms.of(query));
        Map<String, Double> wanted = wanted(query);
        boolean reads =
                READING.stream().anyMatch(said::contains) && WRITING.stream().noneMatch(said::contains);
        return hits(query, reads || isQuestion(query), wanted, document -> {
            double score = 0;
            for (String word : said) {
                double best = part(document, word, everywhere);
                for (String other : terms.synonyms(word)) {
                    best = Math.max(best, SYNONYM * part(document, other, everywhere));
                }
                score += best;
            }
            return score * (1 + named(document, wanted)) * (document.deprecated() ? DEPRECATED : 1);
        });
    }

    /// What one word adds.
    private double part(SearchDocument document, String word, Rarity rare) {
        double count = document.words().getOrDefault(word, 0.0);
        double norm = SATURATION * (1 - LENGTH + LENGTH * document.length() / averageLength);
        return rare.of(word) * count * (SATURATION + 1) / (count + norm);
    }

    /// The words asked for and what else they may mean, each with its weight.
    private Map<String, Double> wanted(String query) {
        Map<String, Double> wanted = new LinkedHashMap<>();
        Set<String> said = new HashSet<>(terms.of(query));
        for (String word : said) {
            wanted.merge(word, 1.0, Math::max);
            terms.synonyms(word).forEach(synonym -> wanted.merge(synonym, SYNONYM, (a, b) -> Math.min(1, a + b)));
        }
        if (SearchTerms.personal(query)) {
            wanted.merge("contact", PERSONAL, Math::max);
        }
        return wanted;
    }
}
