package dev.ghlmcp.mcp.input;

import dev.ghlmcp.catalog.ArgumentTraits;
import dev.ghlmcp.text.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// A text. A number is read as one.
///
/// @param literals  the values allowed; empty for any
/// @param id        it is the id of a record at HighLevel
/// @param form      null for any
/// @param minLength in characters
/// @param maxLength in characters
/// @param hint      what the schema says of it
record TextType(
        List<String> literals, boolean id, ArgumentTraits.TextForm form, int minLength, int maxLength, String hint)
        implements ArgumentType {
    /// What programs write when they have no value.
    private static final Set<String> NOTHING = Set.of("null", "undefined", "none", "nil", "nan");

    /// Those of them that are never a name.
    private static final Set<String> NEVER_MEANT = Set.of("null", "undefined");

    private static final int MAX_LITERALS = 30;
    private static final int MAX_FORM = 2000;

    /// Whether the text stands for no value.
    static boolean nothing(JsonNode value) {
        return value.isString() && NOTHING.contains(value.stringValue().strip().toLowerCase(Locale.ROOT));
    }

    @Override
    public JsonNode read(JsonNode value, ArgumentPath at, Complaints complaints) {
        if (value.isNumber()) {
            return read(StringNode.valueOf(value.asString()), at, complaints);
        }
        if (!value.isString()) {
            return ArgumentType.refuse(value, at, "a string", complaints);
        }
        if (id && nothing(value)) {
            complaints.add(at + " must be an id, got " + ArgumentType.echo(value)
                    + (hint.isEmpty() ? "" : " (" + hint + ")")
                    + ": leave the argument out if there is none");
            return value;
        }
        if (!literals.isEmpty()) {
            return literal(value, at, complaints);
        }
        if (NEVER_MEANT.contains(value.stringValue().strip())) {
            complaints.add(at + " is the word " + ArgumentType.echo(value)
                    + ", which programs write for no value: leave the argument out");
            return value;
        }
        if (form != null && !fits(value.stringValue())) {
            complaints.add(at + " must be " + form.form() + ", got " + ArgumentType.echo(value));
        }
        check(value.stringValue(), at, complaints);
        return id ? stripped(value) : value;
    }

    /// A regular expression needs more stack for a longer text.
    private boolean fits(String text) {
        return text.length() <= MAX_FORM && text.matches(form.value());
    }

    /// White space around an id or a name has no meaning.
    static JsonNode stripped(JsonNode value) {
        return value.isString() ? StringNode.valueOf(value.stringValue().strip()) : value;
    }

    private void check(String text, ArgumentPath at, Complaints complaints) {
        if (text.length() > maxLength) {
            complaints.add(at + " must have at most " + maxLength + " characters, got " + text.length());
        }
        if (text.length() < minLength) {
            complaints.add(at + " must have at least " + minLength + " characters");
        }
    }

    private JsonNode literal(JsonNode value, ArgumentPath at, Complaints complaints) {
        String given = value.stringValue();
        if (literals.contains(given)) {
            return value;
        }
        String alike = alike(given);
        if (alike != null) {
            return StringNode.valueOf(alike);
        }
        if (!complaints.open()) {
            complaints.count();
            return value;
        }
        String nearest = Nearest.to(given, literals);
        if (nearest == null && literals.size() > MAX_LITERALS) {
            nearest = literals.stream()
                    .filter(literal -> folded(literal).contains(folded(given)))
                    .findFirst()
                    .orElse(null);
        }
        complaints.add(at + " must be one of "
                + String.join(", ", literals.subList(0, Math.min(MAX_LITERALS, literals.size())))
                + (literals.size() > MAX_LITERALS ? ", ..." : "")
                + ", got " + ArgumentType.echo(value)
                + (nearest == null ? "" : "; did you mean " + nearest + "?"));
        return value;
    }

    /// The literal that differs only in case, spaces, dashes, or a prefix that all have, as in `SMS` for `TYPE_SMS`.
    private String alike(String given) {
        String word = folded(given);
        String prefix = prefix();
        List<String> found = literals.stream()
                .filter(literal -> folded(literal).equals(word)
                        || (!prefix.isEmpty()
                                && folded(literal.substring(prefix.length())).equals(word)))
                .toList();
        return found.size() == 1 ? found.getFirst() : null;
    }

    private String prefix() {
        String first = literals.getFirst();
        String prefix = first.substring(0, first.indexOf('_') + 1);
        return literals.size() > 1 && literals.stream().allMatch(literal -> literal.startsWith(prefix)) ? prefix : "";
    }

    private static String folded(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
    }
}
