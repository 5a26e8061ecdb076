package dev.ghlmcp.catalog.search;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.index.ApiOperation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Finds the tools that a few plain words mean, and the operations of HighLevel's API that no tool has.
///
/// Each of the two is ranked by itself, in its own vocabulary: a "funnel" is a pipeline of the tools, and a website in
/// the rest of the API. Then the better of the two next ones goes first.
public final class ToolSearch {
    /// A tool is better than an operation that fits as well.
    private static final double TOOL = 1.2;

    private final SearchCorpus tools;
    private final SearchCorpus operations;
    private final SearchCorpus.Rarity rarity;

    /// @param tools      that can be found
    /// @param entries    what `tools/list` says of each, by its name
    /// @param operations of the API that can be found
    public ToolSearch(
            List<ToolDefinition> tools, Function<String, JsonNode> entries, Collection<ApiOperation> operations) {
        this.tools = SearchDocuments.tools(tools, entries);
        this.operations = SearchDocuments.operations(operations);
        rarity = SearchCorpus.Rarity.of(
                Stream.concat(this.tools.documents().stream(), this.operations.documents().stream())
                        .toList());
    }

    /// The names of the tools and operations that fit, the best first; empty if no word is known.
    public List<String> find(String query) {
        return ranked(query).stream()
                .filter(document -> document.absent() == null)
                .map(SearchDocument::tool)
                .toList();
    }

    /// What to say if the query is about what no tool does better than about any tool; else null.
    ///
    /// @param callable whether there is such a tool or operation
    public String absent(String query, Predicate<String> callable) {
        return ranked(query).stream()
                .filter(document -> document.absent() != null || callable.test(document.tool()))
                .findFirst()
                .map(SearchDocument::absent)
                .orElse(null);
    }

    private List<SearchDocument> ranked(String query) {
        List<SearchCorpus.Hit> own = tools.ranked(query);
        List<SearchCorpus.Hit> other = operations.ranked(query);
        Map<SearchDocument, Double> worth = new IdentityHashMap<>();
        tools.ranked(query, rarity).forEach(hit -> worth.put(hit.document(), hit.score() * TOOL));
        operations.ranked(query, rarity).forEach(hit -> worth.put(hit.document(), hit.score()));
        List<SearchDocument> merged = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < own.size() || j < other.size()) {
            boolean tool = j == other.size()
                    || i < own.size()
                            && worth.get(own.get(i).document())
                                    >= worth.get(other.get(j).document());
            merged.add((tool ? own.get(i++) : other.get(j++)).document());
        }
        return merged;
    }
}
