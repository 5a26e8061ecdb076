package dev.ghlmcp.cli.output;

import dev.ghlmcp.text.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A tool's arguments as a shell passes them: `--contact-id ID`, `--contactId=ID` or `contactId=ID`. Values stay texts;
/// the dispatcher reads them by the tool's schema.
///
/// @param tool    whose they are
/// @param known   its arguments: `properties` of its input schema
/// @param options of the command itself, for what was perhaps meant
public record CallArguments(String tool, JsonNode known, List<String> options) {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])([A-Z])");
    private static final Set<String> TRUTH = Set.of("true", "false");

    /// An argument's name as a flag: `contact-id` for `contactId`.
    public static String flag(String name) {
        return HUMP.matcher(name).replaceAll("-$1").toLowerCase(Locale.ROOT);
    }

    /// Reads the words into the arguments. A list's flag may come several times, once per item.
    ///
    /// @param words as they follow the tool's name
    public void addTo(ObjectNode arguments, List<String> words) throws UsageException {
        Set<String> given = new HashSet<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.indexOf('=');
            if (!word.startsWith("--")) {
                if (equals < 1) {
                    throw new UsageException("Arguments are written name=value or --name value, got '" + word + "'");
                }
                put(arguments, given, name(word.substring(0, equals), ""), word.substring(equals + 1));
                continue;
            }
            String name = name(equals < 0 ? word.substring(2) : word.substring(2, equals), "--");
            if (equals > 0) {
                put(arguments, given, name, word.substring(equals + 1));
            } else if (takesNext(name, words, i)) {
                i++;
                put(arguments, given, name, words.get(i));
            } else {
                put(arguments, given, name, "true");
            }
        }
    }

    private boolean takesNext(String name, List<String> words, int at) throws UsageException {
        boolean more = at + 1 < words.size();
        if (known.path(name).path("type").asString("").equals("boolean")) {
            return more && TRUTH.contains(words.get(at + 1));
        }
        if (!more || words.get(at + 1).startsWith("--")) {
            throw new UsageException("--" + flag(name) + " needs a value");
        }
        return true;
    }

    /// The argument that a word names in either spelling, `contactId` or `contact-id`.
    ///
    /// @param dashes that stood before it, if any
    private String name(String word, String dashes) throws UsageException {
        for (String name : known.propertyNames()) {
            if (word.equals(name) || word.equals(flag(name))) {
                return name;
            }
        }
        List<String> all = new ArrayList<>(dashes.isEmpty() ? List.of() : options);
        boolean hump = !word.equals(word.toLowerCase(Locale.ROOT));
        known.propertyNames().forEach(name -> all.add(dashes + (hump ? name : flag(name))));
        String nearest = Nearest.to(dashes + word, all);
        if (dashes.isEmpty()) {
            throw new UsageException(word + " is not an argument of " + tool
                    + (nearest == null
                            ? "; `ghl-mcp tools " + tool + "` lists them"
                            : "; did you mean " + nearest + "?"));
        }
        throw new UsageException(dashes + word + " is neither an option of call nor an argument of " + tool
                + (nearest == null ? "; `ghl-mcp tools " + tool + "` lists them" : "; did you mean " + nearest + "?"));
    }

    private void put(ObjectNode arguments, Set<String> given, String name, String value) throws UsageException {
        if (given.add(name)) {
            arguments.put(name, value);
        } else if (!known.path(name).path("type").asString("").equals("array")) {
            throw new UsageException(flag(name) + " is given twice: leave one of them out");
        } else if (arguments.get(name) instanceof ArrayNode list) {
            list.add(value);
        } else {
            JsonNode first = arguments.get(name);
            arguments.putArray(name).add(first).add(value);
        }
    }
}
