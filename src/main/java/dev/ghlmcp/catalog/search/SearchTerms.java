package dev.ghlmcp.catalog.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The words of a text as a search compares them: without endings, without filler, and with what else people call the
/// things of a CRM.
final class SearchTerms {
    private static final Pattern CAMEL = Pattern.compile("(?<=[a-z])(?=[A-Z])");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private static final Set<String> FILLER =
            Set.of(("a an the of to in on at for from with by and or as is are was were be been do does did has have"
                            + " had i me my we us our you your he him his she her it its they them their this that these those there"
                            + " whose how why can could would should will may all any some each"
                            + " every s t if so not no than then also please want need let")
                    .split(" "));

    /// They end like gerunds, but a booking is not what somebody who says "book" has.
    private static final Set<String> NOUNS = Set.of("booking", "meeting", "opening", "recording", "setting");

    /// How far apart two words of one phrase stand at most.
    private static final int MAX_GAP = 4;

    /// A word with a capital that does not begin a sentence, or a pronoun.
    private static final Pattern PERSON =
            Pattern.compile("\\b(?i:he|him|his|she|her|hers)\\b|(?<=[\\p{L},] )(?!(Mon|Tues|Wednes|Thurs|Fri|Satur"
                    + "|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December)"
                    + "\\p{Lu}\\p{Ll}+");

    /// By what people say: what HighLevel says.
    private final Map<String, List<String>> meant;

    /// What people say in several words, the longest first.
    private final List<List<String>> phrases;

    /// @param lines what people say, a colon, and what HighLevel says
    SearchTerms(List<String> lines) {
        meant = meant(lines);
        phrases = meant.keySet().stream()
                .filter(said -> said.contains("_"))
                .map(said -> List.of(said.split("_")))
                .sorted(Comparator.<List<String>>comparingInt(List::size)
                        .reversed()
                        .thenComparing(List::toString))
                .toList();
    }

    /// The words of a text in their order, such as `read`, `contact`, `tag`; several that mean one thing together are
    /// one word, such as `call_off`.
    List<String> of(String text) {
        String spaced = CAMEL.matcher(text.replaceAll("(?i)to-do", "todo")
                        .replaceAll("(?i)sub-account", "subaccount")
                        .replaceAll("n['’]t\\b", ""))
                .replaceAll(" ");
        List<String> all = new ArrayList<>(
                words(spaced.toLowerCase(Locale.ROOT)).map(SearchTerms::stem).toList());
        phrases.forEach(phrase -> join(all, phrase));
        all.removeIf(FILLER::contains);
        return all;
    }

    /// Puts one word in the place of the words of a phrase, between which others may stand: "call the meeting off".
    private static void join(List<String> all, List<String> phrase) {
        for (int begin = all.indexOf(phrase.getFirst()); begin >= 0; begin = -1) {
            List<Integer> places = new ArrayList<>(List.of(begin));
            for (String word : phrase.subList(1, phrase.size())) {
                int from = places.getLast() + 1;
                int at = all.subList(from, Math.min(all.size(), from + MAX_GAP)).indexOf(word);
                if (at < 0) {
                    return;
                }
                places.add(from + at);
            }
            all.set(begin, String.join("_", phrase));
            places.subList(1, places.size()).reversed().forEach(place -> all.remove((int) place));
        }
    }

    /// Whether a text is about somebody: it has a name, or says him or her.
    static boolean personal(String text) {
        return PERSON.matcher(text).find();
    }

    /// What HighLevel calls what this word means; empty if it says the same or nothing.
    List<String> synonyms(String word) {
        return meant.getOrDefault(word, List.of());
    }

    /// Without the endings of plurals, participles and gerunds; what is left need not be a word.
    static String stem(String word) {
        String stem = word;
        if (stem.length() > 4 && stem.endsWith("ies")) {
            stem = stem.substring(0, stem.length() - 3) + "y";
        } else if (stem.length() > 3 && stem.endsWith("s") && !stem.matches(".*[sui]s")) {
            stem = stem.substring(0, stem.length() - 1);
        } else if (stem.length() > 4 && stem.endsWith("sses")) {
            stem = stem.substring(0, stem.length() - 2);
        }
        if (NOUNS.contains(stem)) {
            return stem;
        }
        if (stem.length() > 5 && stem.endsWith("ing")) {
            stem = single(stem.substring(0, stem.length() - 3));
        } else if (stem.length() > 4 && stem.endsWith("ed")) {
            stem = single(stem.substring(0, stem.length() - 2));
        }
        return stem.length() > 4 && stem.endsWith("e") ? stem.substring(0, stem.length() - 1) : stem;
    }

    private static String single(String stem) {
        int last = stem.length() - 1;
        boolean twice =
                last > 2 && stem.charAt(last) == stem.charAt(last - 1) && "bdgmnprt".indexOf(stem.charAt(last)) >= 0;
        return twice ? stem.substring(0, last) : stem;
    }

    private static Stream<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group);
    }

    private static Map<String, List<String>> meant(List<String> lines) {
        Map<String, List<String>> meant = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            List<String> means =
                    words(line.substring(colon)).map(SearchTerms::stem).toList();
            for (String said : line.substring(0, colon).split(" ", -1)) {
                String key = words(said.replace("-", "")).map(SearchTerms::stem).collect(Collectors.joining("_"));
                meant.computeIfAbsent(key, _ -> new ArrayList<>()).addAll(means);
            }
        }
        return meant;
    }
}
