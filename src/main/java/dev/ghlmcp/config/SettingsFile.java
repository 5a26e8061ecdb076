package dev.ghlmcp.config;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads YAML, into keys joined by dots or as it is nested.
public final class SettingsFile {
    private static final int MAX_DEPTH = 5;

    private SettingsFile() {}

    /// @param values by keys joined by dots
    /// @param syncs  as they are nested; null for none
    record Content(Map<String, String> values, Object syncs) {}

    static Content read(byte[] yaml, String name) {
        Map<String, String> values = new LinkedHashMap<>();
        return switch (tree(yaml, name)) {
            case null -> new Content(values, null);
            case Map<?, ?> settings -> {
                settings.forEach((key, value) -> {
                    if (!Section.SYNCS.key().equals(key)) {
                        flatten(String.valueOf(key), value, values, name, 1);
                    }
                });
                yield new Content(values, settings.get(Section.SYNCS.key()));
            }
            default ->
                throw new SettingsException(
                        name + " must hold settings by their names, such as ghl: {location-id: ID}");
        };
    }

    /// The maps, lists and values of a file; null if it is empty.
    ///
    /// @throws SettingsException if it cannot be read, or is no YAML
    public static Object tree(Path file) {
        return tree(SettingsLoader.bytes(file, true), file.toString());
    }

    private static Object tree(byte[] yaml, String name) {
        try {
            return new Load(LoadSettings.builder().setLabel(name).build())
                    .loadFromInputStream(new ByteArrayInputStream(yaml));
        } catch (YamlEngineException e) {
            // The parser's message quotes the line, and the line may hold a token.
            throw new SettingsException(name + " is not valid YAML" + place(e));
        } catch (StackOverflowError _) {
            throw new SettingsException(name + " is nested too deep");
        }
    }

    /// What is not ended is noticed where the next thing begins, mostly a line later; the context is where it begins.
    private static final Pattern UNENDED =
            Pattern.compile("could not find expected ':'|found unexpected end of stream|expected ',' or .*");

    private static String place(YamlEngineException e) {
        return e instanceof MarkedYamlEngineException marked
                ? (UNENDED.matcher(marked.getProblem()).matches() ? marked.getContextMark() : marked.getProblemMark())
                        .map(mark -> " at line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1))
                        .orElse("")
                : "";
    }

    private static boolean scalar(Object node) {
        return node instanceof String || node instanceof Number || node instanceof Boolean;
    }

    /// @param depth of the node, as an alias may lead back to what is around it
    private static void flatten(String prefix, Object node, Map<String, String> values, String name, int depth) {
        switch (node) {
            case null -> values.put(prefix, "");
            case Map<?, ?> map
            when depth < MAX_DEPTH ->
                map.forEach((key, value) -> flatten(prefix + "." + key, value, values, name, depth + 1));
            case String _, Number _, Boolean _ -> values.put(prefix, node.toString());
            case List<?> items
            when items.stream().allMatch(SettingsFile::scalar) ->
                values.put(prefix, items.stream().map(Object::toString).collect(Collectors.joining(", ")));
            default -> throw new SettingsException(name + ": " + prefix + " must be a value or a list of values");
        }
    }
}
