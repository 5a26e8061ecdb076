package dev.ghlmcp.cli.install.file;

import dev.ghlmcp.cli.install.file.TomlLines.Line;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The servers in Codex's TOML, each a table `[mcp_servers.NAME]`. Lines of the table that are not ours to write, such
/// as time limits, stay.
///
/// @param text of the file, blank for a new one
/// @param key  of the table that holds the servers
public record TomlServers(String text, String key) implements ServerList {
    private static final Pattern STRINGS = Pattern.compile(TomlLines.STRING);
    private static final Pattern PAIR = Pattern.compile("\"?([\\w-]+)\"?\\s*=\\s*(" + TomlLines.STRING + ")");

    @Override
    public JsonNode entry(String name) throws InstallException {
        TomlLines toml = new TomlLines(text, key, name);
        List<Line> own = toml.all().stream().filter(toml::own).toList();
        if (own.isEmpty()) {
            return null;
        }
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        ObjectNode environment = JsonNodeFactory.instance.objectNode();
        for (Line line : own) {
            String content = line.text().strip();
            if (toml.head(line) && content.startsWith("command")) {
                strings(content).forEach(command -> entry.put("command", command));
            } else if (toml.head(line) && content.startsWith("args")) {
                strings(content).forEach(entry.withArray("args")::add);
            } else if (toml.environment(line)) {
                PAIR.matcher(content.replaceFirst("^env\\s*=\\s*\\{", ""))
                        .results()
                        .forEach(pair -> environment.put(pair.group(1), plain(pair.group(2))));
            }
        }
        if (!environment.isEmpty()) {
            entry.set("env", environment);
        }
        return entry;
    }

    @Override
    public String with(String name, ObjectNode entry) throws InstallException {
        TomlLines toml = new TomlLines(text, key, name);
        List<Line> all = toml.all();
        String eol = text.contains("\r\n") ? "\r\n" : "\n";
        StringBuilder table = new StringBuilder("[" + toml.table() + "]" + eol)
                .append("command = ")
                .append(quoted(entry.path("command").asString()))
                .append(eol)
                .append("args = ")
                .append(entry.path("args")
                        .valueStream()
                        .map(argument -> quoted(argument.asString()))
                        .collect(Collectors.joining(", ", "[", "]")))
                .append(eol);
        all.stream().filter(line -> toml.head(line) && !written(toml, line)).forEach(line -> table.append(line.text()));
        if (entry.path("env").isObject()) {
            trimmed(table, eol).append(eol).append("[" + toml.table() + ".env]").append(eol);
            entry.path("env")
                    .properties()
                    .forEach(variable -> table.append(variable.getKey())
                            .append(" = ")
                            .append(quoted(variable.getValue().asString()))
                            .append(eol));
        }
        all.stream()
                .filter(line -> toml.own(line) && !toml.head(line) && !written(toml, line))
                .forEach(line -> table.append(line.text()));
        StringBuilder changed = new StringBuilder();
        boolean placed = false;
        for (Line line : all) {
            if (!toml.own(line)) {
                changed.append(line.text());
            } else if (!placed) {
                placed = true;
                changed.append(table);
                table.setLength(0);
            }
        }
        if (placed) {
            return changed.toString();
        }
        if (!changed.isEmpty()) {
            changed.append(changed.toString().endsWith("\n") ? eol : eol + eol);
        }
        return changed.append(table).toString();
    }

    @Override
    public String without(String name) throws InstallException {
        TomlLines toml = new TomlLines(text, key, name);
        List<Line> all = toml.all();
        int first = all.indexOf(all.stream().filter(toml::own).findFirst().orElseThrow());
        boolean spaced = first > 0 && all.get(first - 1).text().isBlank() && toml.own(all.getLast());
        StringBuilder changed = new StringBuilder();
        for (int i = 0; i < all.size(); i++) {
            if (!toml.own(all.get(i)) && !(spaced && i == first - 1)) {
                changed.append(all.get(i).text());
            }
        }
        return changed.toString();
    }

    private static StringBuilder trimmed(StringBuilder changed, String eol) {
        changed.setLength(changed.toString().stripTrailing().length());
        return changed.append(eol);
    }

    /// Whether a line is one that [#with] writes itself.
    private static boolean written(TomlLines toml, Line line) {
        String content = line.text().strip();
        return toml.environment(line)
                || (toml.head(line) && (content.isEmpty() || content.matches("(?s)(command|args)\\s*=.*|\\[.*")));
    }

    private static List<String> strings(String text) {
        return STRINGS.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(TomlServers::plain)
                .toList();
    }

    private static String plain(String quoted) {
        String inner = quoted.substring(1, quoted.length() - 1);
        return quoted.startsWith("'") ? inner : inner.replaceAll("\\\\([\"\\\\])", "$1");
    }

    private static String quoted(String plain) {
        return "\"" + plain.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
