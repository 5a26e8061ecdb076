package dev.ghlmcp.catalog.search;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// What can be found, as its words.
///
/// @param reads      null if that makes no difference
/// @param deprecated HighLevel says so
/// @param absent     null if there is such a tool
/// @param name       its words
/// @param words      all words and what each is worth
/// @param length     by which the worth of a word is measured: that of the words but arguments, as a tool is not less
///                   fitting for taking many
record SearchDocument(
        String tool,
        Boolean reads,
        boolean deprecated,
        Absent absent,
        List<String> name,
        Map<String, Double> words,
        double length) {
    /// What no tool does.
    ///
    /// @param sentence what to say to somebody who wants it
    /// @param but      operations of the API that do it
    record Absent(String sentence, List<String> but) {}

    /// Text of which a word is worth so much.
    record Field(String text, double weight) {}

    /// @param fields    but arguments
    /// @param arguments that do not count for the length
    static SearchDocument of(
            String tool,
            Boolean reads,
            boolean deprecated,
            Absent absent,
            SearchTerms terms,
            List<Field> fields,
            List<Field> arguments) {
        Map<String, Double> words = new HashMap<>();
        fields.forEach(field -> count(words, terms, field));
        double length = words.values().stream().mapToDouble(Double::doubleValue).sum();
        arguments.forEach(field -> count(words, terms, field));
        return new SearchDocument(tool, reads, deprecated, absent, terms.of(tool.replace('_', ' ')), words, length);
    }

    /// What share of the name stands in a query to the letter: `templates` are listed, a `template` is read.
    double spelled(String query) {
        String[] parts = tool.split("_", -1);
        String spaced = " " + query.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ") + " ";
        return (double) Stream.of(parts)
                        .filter(part -> spaced.contains(" " + part + " "))
                        .count()
                / parts.length;
    }

    private static void count(Map<String, Double> words, SearchTerms terms, Field field) {
        terms.of(field.text()).forEach(word -> words.merge(word, field.weight(), Double::sum));
    }
}
