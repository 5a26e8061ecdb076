package dev.ghlmcp.catalog.search;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

    /// Each line: what people say, and after the colon what the catalogue says.
    private static final String SYNONYMS = """
            lead customer client person people prospect patient somebody anybody: contact
            deal sale: opportunity
            funnel board: pipeline
            booking meeting visit: appointment
            book reserve: create appointment slot
            schedule agenda diary: calendar event
            reschedule postpone: update appointment
            available availability opening: free slot
            holiday vacation absence off: block
            room equipment: resource
            reminder confirmation: notification
            text sms chat whatsapp dm: message conversation
            thread inbox: conversation
            mail: email
            say speak talk: transcription
            listen play audio: recording
            phone call: message
            subaccount: location
            branch: location
            template: snapshot
            firm employer: business
            company: business
            work: business contact
            staff team teammate colleague employee member: user
            owner rep: user
            login permission: user
            automation sequence drip funnel onboarding: workflow
            label: tag
            todo: task
            remind reminder: task create
            jot write: note
            follow watch: follower
            otherwise else: upsert
            tick finish done: complete
            comment remark: note
            bill charge: invoice
            article website: blog post
            link connect: relation
            add new invite insert register set start write leave save log: create add
            put enrol start: add
            change edit rename move push raise modify correct switch adjust mark: update
            remove erase cancel throw drop stop take: delete remove
            cancel assign reassign: update
            wrote writer: author
            look show find filter query: search list
            which: list search
            who whom: search find list
            what: list get
            when where: list get
            know everything detail full: get read
            many mass hundred bulk once: bulk
            """;

    /// They end like gerunds, but a booking is not what somebody who says "book" has.
    private static final Set<String> NOUNS = Set.of("booking", "meeting", "opening", "recording", "setting");

    private static final Map<String, List<String>> MEANT = meant();

    private SearchTerms() {}

    /// What people say when they want a tool, by its name: its description is in the words of HighLevel.
    static Map<String, String> said() {
        try (InputStream in = SearchTerms.class.getResourceAsStream("words.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(": ", 2))
                    .collect(Collectors.toMap(line -> line[0], line -> line[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The words of a text in their order, such as `read`, `contact`, `tag`.
    static List<String> of(String text) {
        String spaced = CAMEL.matcher(text.replaceAll("(?i)to-do", "todo").replaceAll("(?i)sub-account", "subaccount"))
                .replaceAll(" ");
        return words(spaced.toLowerCase(Locale.ROOT))
                .filter(word -> !FILLER.contains(word))
                .map(SearchTerms::stem)
                .toList();
    }

    /// What the catalogue calls what this word means; empty if it says the same or nothing.
    static List<String> synonyms(String word) {
        return MEANT.getOrDefault(word, List.of());
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

    private static Map<String, List<String>> meant() {
        Map<String, List<String>> meant = new HashMap<>();
        SYNONYMS.lines().forEach(line -> {
            int colon = line.indexOf(':');
            words(line.substring(0, colon))
                    .forEach(said -> meant.computeIfAbsent(stem(said), _ -> new ArrayList<>())
                            .addAll(words(line.substring(colon))
                                    .map(SearchTerms::stem)
                                    .toList()));
        });
        return meant;
    }
}
