package dev.ghlmcp.sync.csv;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.text.Nearest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A mapping to begin with: each argument of a tool gets the column with the nearest name. A person corrects it.
///
/// @param sync     its name
/// @param tool     that it calls
/// @param schema   `properties` of the tool's input
/// @param headings of the file
public record ProposedSync(String sync, String tool, JsonNode schema, List<String> headings) {
    /// What other programs call things, in their order.
    private static final Map<Pattern, String> SYNONYMS = synonyms();

    private static final Set<String> FILLERS =
            Set.of("primary", "main", "of", "the", "number", "client", "customer", "contact", "code");
    private static final Pattern PLAIN = Pattern.compile("(?!(?:and|or|in|true|false|null|function)$)[A-Za-z_]\\w*");
    private static final Set<String> ASIDE = Set.of("locationId", "dryRun", "confirm", "source");
    private static final Pattern SPACE = Pattern.compile(" ");
    private static final int MIN_SCORE = 50;

    private record Pair(String argument, String heading, int score) {}

    private static Map<Pattern, String> synonyms() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("e mail", "email");
        words.put("(zip|post) code|zip|postcode", "postal code");
        words.put("surname|family name", "last name");
        words.put("given name|forename", "first name");
        words.put("mobile|cell|telephone|tel", "phone");
        words.put("birthday|birth date|dob", "date of birth");
        words.put("address line|street address|street", "address");
        words.put("(company|organi[sz]ation)(?! name)|business name", "company name");
        words.put("url|web site|homepage|home page", "website");
        words.put("province|region", "state");
        words.put("town", "city");
        Map<Pattern, String> all = new LinkedHashMap<>();
        words.forEach((word, meant) -> all.put(Pattern.compile("\\b(" + word + ")\\b"), meant));
        all.put(Pattern.compile("^address$"), "address 1");
        return all;
    }

    /// An entry of `syncs:` with remarks.
    public String yaml() {
        Map<String, String> found = found();
        String email = found.get("email");
        String key = headings.stream()
                .filter(heading -> words(heading).contains("id"))
                .findFirst()
                .orElse(email == null ? headings.getFirst() : email);
        StringBuilder text = new StringBuilder("# Proposed from the headings of a file: check each line, then "
                + "`ghl-mcp sync check` and `sync import " + sync + " FILE --dry-run`.\nsyncs:\n  "
                + (PLAIN.matcher(sync).matches() ? sync : Json.MAPPER.writeValueAsString(sync)) + ":\n");
        text.append("    # Says which record a line is about: it must be there, and never change.\n    id: '")
                .append((key.equals(email) ? "$lowercase($trim(" + name(key) + "))" : "$trim(" + name(key) + ")")
                        .replace("'", "''"))
                .append("'\n    steps:\n      - tool: ")
                .append(tool)
                .append("\n        save: record\n        with: |\n");
        List<String> members = new ArrayList<>();
        found.forEach((argument, heading) -> members.add(Json.MAPPER.writeValueAsString(argument) + ": "
                + value(
                        argument,
                        name(heading),
                        schema.path(argument).path("type").asString(""))));
        text.append("          { ")
                .append(String.join(",\n            ", members))
                .append(" }\n");
        remark(text, "Columns that no argument is near to", headings, found.values());
        List<String> rest = new ArrayList<>(arguments());
        rest.removeAll(found.keySet());
        remark(text, "Arguments of " + tool + " that no column is near to", rest, List.of());
        return text.toString();
    }

    private static void remark(StringBuilder text, String what, List<String> all, Iterable<String> without) {
        List<String> left = new ArrayList<>(all);
        without.forEach(left::remove);
        if (!left.isEmpty()) {
            text.append("    # ")
                    .append(what)
                    .append(": ")
                    .append(String.join(", ", left))
                    .append('\n');
        }
    }

    private static String value(String argument, String column, String type) {
        String trimmed = "$trim(" + column + ")";
        return column + " != \"\" ? "
                + switch (type) {
                    case "number", "integer" -> "$number(" + trimmed + ")";
                    default -> argument.equals("email") ? "$lowercase(" + trimmed + ")" : trimmed;
                };
    }

    private static String name(String heading) {
        return PLAIN.matcher(heading).matches()
                ? heading
                : heading.indexOf('`') < 0
                        ? "`" + heading + "`"
                        : "$lookup($$, " + Json.MAPPER.writeValueAsString(heading) + ")";
    }

    /// The heading for each argument that has one, in the order of the schema.
    private Map<String, String> found() {
        List<Pair> pairs = new ArrayList<>();
        for (String argument : arguments()) {
            for (String heading : headings) {
                int score = score(words(argument), words(heading));
                if (score >= MIN_SCORE) {
                    pairs.add(new Pair(argument, heading, score));
                }
            }
        }
        pairs.sort(Comparator.comparingInt(Pair::score).reversed());
        Map<String, String> best = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (Pair pair : pairs) {
            if (!best.containsKey(pair.argument()) && taken.add(pair.heading())) {
                best.put(pair.argument(), pair.heading());
            }
        }
        Map<String, String> ordered = new LinkedHashMap<>();
        arguments().stream().filter(best::containsKey).forEach(argument -> ordered.put(argument, best.get(argument)));
        return ordered;
    }

    /// Those that take one text or number.
    private List<String> arguments() {
        return schema.properties().stream()
                .filter(each -> Set.of("string", "number", "integer")
                        .contains(each.getValue().path("type").asString("")))
                .map(Map.Entry::getKey)
                .filter(name -> !ASIDE.contains(name))
                .toList();
    }

    /// How many percent of the words of the longer name the shorter one has; 0 if it has others.
    private static int score(List<String> argument, List<String> heading) {
        return heading.size() < argument.size() ? part(heading, argument) : part(argument, heading);
    }

    private static int part(List<String> shorter, List<String> longer) {
        boolean all = shorter.stream()
                .allMatch(word -> longer.contains(word) || (word.length() > 5 && Nearest.to(word, longer) != null));
        return all ? shorter.size() * 100 / longer.size() : 0;
    }

    private static List<String> words(String name) {
        String text = name.replaceAll("(?<=[a-z])(?=[A-Z0-9])", " ")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
        for (Map.Entry<Pattern, String> synonym : SYNONYMS.entrySet()) {
            text = synonym.getKey().matcher(text).replaceAll(synonym.getValue());
        }
        List<String> words = new ArrayList<>(List.of(SPACE.split(text)));
        List<String> kept =
                words.stream().filter(word -> !FILLERS.contains(word)).toList();
        return kept.isEmpty() ? words : kept;
    }
}
