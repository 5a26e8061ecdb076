package dev.ghlmcp.sync.check;

import dev.ghlmcp.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The members that a mapping writes by their names, which are known without a message. JSONata tells nobody of its
/// parts, so its words are read here; what is not surely an object is passed over.
final class MappingMembers {
    private static final Pattern WORD = Pattern.compile(
            "\\s+|/\\*.*?\\*/|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|`[^`]*`|-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?"
                    + "|[\\p{L}_$][\\p{L}\\p{N}_$]*|:=|.",
            Pattern.DOTALL);

    private static final Pattern REGEX = Pattern.compile("/(?:\\\\.|\\[[^]]*\\]|[^/\\\\])+/[im]*");
    private static final Set<String> OPERATORS = Set.of("and", "or", "in");

    private final List<String> words;

    /// One of them.
    ///
    /// @param literal its value; null if a message decides it
    /// @param within  the members of objects that its value has, in itself or in a list
    record Member(String name, JsonNode literal, List<Member> within) {}

    private MappingMembers(List<String> words) {
        this.words = words;
    }

    /// The members of the object that a mapping gives.
    static List<Member> of(String jsonata) {
        List<String> words = words(jsonata);
        MappingMembers members = new MappingMembers(words);
        int begin = 0;
        int end = words.size();
        // ( $a := ...; $b := ...; { the object } )
        while (begin < end && words.get(begin).equals("(") && members.closing(begin) == end - 1) {
            end--;
            begin = members.last(begin + 1, end);
        }
        return begin < end && words.get(begin).equals("{") && members.closing(begin) == end - 1
                ? members.object(begin)
                : List.of();
    }

    /// The words of an expression, without blanks and comments.
    static List<String> words(String jsonata) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(jsonata);
        int at = 0;
        while (word.find(at)) {
            Matcher regex = REGEX.matcher(jsonata).region(word.start(), jsonata.length());
            boolean slash = word.group().equals("/") && (words.isEmpty() || !value(words.getLast()));
            String text = slash && regex.lookingAt() ? regex.group() : word.group();
            at = word.start() + text.length();
            if (!text.isBlank() && !text.startsWith("/*")) {
                words.add(text);
            }
        }
        return words;
    }

    /// Whether a word ends a value, so that `/` after it divides and `{` groups.
    private static boolean value(String word) {
        return (word.length() > 1 && !OPERATORS.contains(word) && !word.equals(":="))
                || word.matches("[\\p{L}\\p{N}_$)\\]}*%]");
    }

    /// The index of what closes a bracket, or of the end.
    private int closing(int open) {
        int depth = 0;
        for (int i = open; i < words.size(); i++) {
            switch (words.get(i)) {
                case "(", "[", "{" -> depth++;
                case ")", "]", "}" -> depth--;
                default -> {}
            }
            if (depth == 0) {
                return i;
            }
        }
        return words.size();
    }

    /// Where the last expression of a block begins.
    private int last(int begin, int end) {
        int last = begin;
        for (int i = begin; i < end; i = next(i)) {
            if (words.get(i).equals(";") && i + 1 < end) {
                last = i + 1;
            }
        }
        return last;
    }

    /// Behind a word, or behind what it opens.
    private int next(int at) {
        return (Set.of("(", "[", "{").contains(words.get(at)) ? closing(at) : at) + 1;
    }

    private List<Member> object(int open) {
        List<Member> members = new ArrayList<>();
        int close = closing(open);
        int at = open + 1;
        while (at < close) {
            int end = at;
            while (end < close && !words.get(end).equals(",")) {
                end = next(end);
            }
            if (end - at > 2 && words.get(at + 1).equals(":") && words.get(at).matches("(?s)[\"'].*")) {
                String name = words.get(at).substring(1, words.get(at).length() - 1);
                List<Member> within = new ArrayList<>();
                within(at + 2, end, within);
                members.add(new Member(name, end - at == 3 ? literal(words.get(at + 2)) : null, within));
            }
            at = end + 1;
        }
        return members;
    }

    /// What stands in parentheses may be anything: a condition, or arguments of a function.
    private void within(int begin, int end, List<Member> found) {
        for (int i = begin; i < end; i = next(i)) {
            if (words.get(i).equals("[")) {
                within(i + 1, closing(i), found);
            } else if (words.get(i).equals("{") && (i == begin || !value(words.get(i - 1)))) {
                found.addAll(object(i));
            }
        }
    }

    private static JsonNode literal(String word) {
        try {
            return word.matches("(?s)\".*|-?\\d.*|true|false") ? Json.MAPPER.readTree(word) : null;
        } catch (JacksonException _) {
            return null;
        }
    }
}
