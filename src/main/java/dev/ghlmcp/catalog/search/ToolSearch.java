package dev.ghlmcp.catalog.search;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.index.ApiOperation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Finds the tools that a few plain words mean, and the operations of HighLevel's API that no tool has.
///
/// Each of the two has its own vocabulary: a "funnel" is a pipeline of the tools, and a website in the rest of the API.
/// So tools are in the same order whether there are operations or not, and of the next tool and the next operation the
/// one that fits better goes first.
public final class ToolSearch {
    /// A tool is better than an operation that fits as well.
    private static final double TOOL = 1.25;

    /// All the more if the query is about somebody: people are what the tools are about.
    private static final double ABOUT_SOMEBODY = 1.5;

    /// Where a tool fits best, the next ones are likely tools too.
    private static final double AFTER_A_TOOL = 1.4;

    private static final int NEXT = 2;

    /// Where a query says what no tool is about.
    private static final double FOREIGN = 0.5;

    /// What no tool is about, however many of its other words a tool says.
    private static final Pattern OF_THE_API =
            Pattern.compile("(?i)\\b(facebook|instagram|linkedin|tiktok|google business"
                    + "|social media|discount|coupon|promo code|voucher|subscriptions?|ai (phone )?(agent|receptionist)"
                    + "|(add|new|create) an? ((custom|extra) )?(field|dropdown))\\b"
                    + "|^\\W*(text|sms|whatsapp|dm)\\b");

    /// Of operations that fit as well, the one of which the name is said to the letter goes first.
    private static final double SPELLED = 0.2;

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
    /// @param there whether there is a tool or operation of this name
    public String absent(String query, Predicate<String> there) {
        SearchDocument best = ranked(query).stream()
                .filter(document -> document.absent() == null
                        ? there.test(document.tool())
                        : document.absent().but().stream().noneMatch(there))
                .findFirst()
                .orElse(null);
        return best == null || best.absent() == null ? null : best.absent().sentence();
    }

    private List<SearchDocument> ranked(String query) {
        double better =
                OF_THE_API.matcher(query).find() ? FOREIGN : SearchTerms.personal(query) ? ABOUT_SOMEBODY : TOOL;
        IdentityHashMap<SearchDocument, Double> worth = new IdentityHashMap<>();
        tools.fitting(query, rarity).forEach(hit -> worth.put(hit.document(), hit.score() * better));
        List<SearchDocument> own =
                tools.ranked(query).stream().map(SearchCorpus.Hit::document).toList();
        List<SearchCorpus.Hit> other = operations.fitting(query, rarity).stream()
                .sorted(Comparator.<SearchCorpus.Hit>comparingDouble(
                        hit -> -hit.score() * (1 + SPELLED * hit.document().spelled(query))))
                .toList();
        List<SearchDocument> merged = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < own.size() || j < other.size()) {
            double next = i > 0 && i <= NEXT && j == 0 ? AFTER_A_TOOL : 1;
            boolean tool = j == other.size()
                    || (i < own.size()
                            && worth.getOrDefault(own.get(i), 0.0) * next
                                    >= other.get(j).score());
            merged.add(tool ? own.get(i++) : other.get(j++).document());
        }
        return merged;
    }
}
