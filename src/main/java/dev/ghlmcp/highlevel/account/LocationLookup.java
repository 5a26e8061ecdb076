package dev.ghlmcp.highlevel.account;

import dev.ghlmcp.text.Excerpt;
import dev.ghlmcp.text.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Finds the sub-account that a word means: an id, or a configured name in any case.
///
/// @param standard the id that calls work on unless they name another, or null
/// @param names    ids by name
/// @param mentioned the names that messages may mention
record LocationLookup(String standard, Map<String, String> names, Supplier<Set<String>> mentioned) {
    private static final int MAX_LISTED = 20;

    /// HighLevel's are 20 letters and digits. Where names are in use, a shorter word is taken for one misspelt.
    private static final Pattern ID_AMONG_NAMES = Pattern.compile("[A-Za-z0-9]{17,32}");

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]+");

    /// The id.
    ///
    /// @throws IllegalArgumentException with a sentence if it is not known, or may be several
    String id(String argument, String text) {
        String word = text.strip();
        if (names.containsKey(word)) {
            return names.get(word);
        }
        if (word.equals(standard) || names.containsValue(word)) {
            return word;
        }
        List<String> alike = new ArrayList<>();
        for (String name : names.keySet()) {
            if (fold(name).equals(fold(word))) {
                alike.add(name);
            }
        }
        if (!alike.isEmpty()) {
            String id = names.get(alike.getFirst());
            if (alike.stream().anyMatch(name -> !names.get(name).equals(id))) {
                throw new IllegalArgumentException(argument + " " + echo(text) + " may be any of " + listed(alike)
                        + ": write it as configured, or give the id");
            }
            return id;
        }
        Set<String> offered = mentioned.get();
        String nearest = offered.isEmpty() ? null : Nearest.to(word, offered);
        if (nearest == null && isId(word)) {
            return word;
        }
        throw new IllegalArgumentException(argument + " " + echo(text) + " is neither an id nor a configured name: "
                + (nearest == null ? "" : "did you mean " + nearest + "? ")
                + (offered.isEmpty()
                        ? "names are given to ids under `locations:` in application.yaml"
                        : "The " + (offered.size() == 1 ? "name is " : "names are ") + listed(offered)));
    }

    private boolean isId(String word) {
        return (names.isEmpty() ? ID : ID_AMONG_NAMES).matcher(word).matches();
    }

    private static String fold(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    static String listed(Collection<String> names) {
        return Excerpt.list(List.copyOf(names), MAX_LISTED);
    }

    static String echo(String text) {
        return "'" + Excerpt.of(text) + "'";
    }
}
