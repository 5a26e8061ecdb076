package dev.ghlmcp.cli.install;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
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
record TomlServers(String text, String key) implements ServerList {
    private static final String STRING = "\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'";
    private static final Pattern STRINGS = Pattern.compile(STRING);
    private static final Pattern PAIR = Pattern.compile("\"?([\\w-]+)\"?\\s*=\\s*(" + STRING + ")");
    private static final Pattern HEADER = Pattern.compile("\\s*\\[([^\\[\\]]+)]\\s*(?:#.*)?");
    private static final Pattern OTHER_HEADER = Pattern.compile("\\s*\\[\\[.*");

    private static final String KEYS = "\\s*(?:[\\w-]+|%1$s)(?:\\s*\\.\\s*(?:[\\w-]+|%1$s))*\\s*".formatted(STRING);
    private static final Pattern SOUND = Pattern.compile(
            "(?s)|#.*|\\[%1$s](\\s*#.*)?|\\[\\[%1$s]](\\s*#.*)?|%1$s=\\s*(?:[\"'\\[{+\\d-]|true|false|inf|nan).*"
                    .formatted(KEYS));

    /// A line with its end, and the table that it stands in.
    private record Line(String text, String table) {}

    @Override
    public JsonNode entry(String name) throws InstallException {
        List<Line> own = lines(name).stream().filter(line -> own(line, name)).toList();
        if (own.isEmpty()) {
            return null;
        }
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        ObjectNode environment = JsonNodeFactory.instance.objectNode();
        for (Line line : own) {
            String content = line.text().strip();
            if (line.table().equals(table(name)) && content.startsWith("command")) {
                strings(content).forEach(command -> entry.put("command", command));
            } else if (line.table().equals(table(name)) && content.startsWith("args")) {
                strings(content).forEach(entry.withArray("args")::add);
            } else if (environment(line, name)) {
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
        List<Line> all = lines(name);
        String eol = text.contains("\r\n") ? "\r\n" : "\n";
        StringBuilder table = new StringBuilder("[" + table(name) + "]" + eol)
                .append("command = ")
                .append(quoted(entry.path("command").asString()))
                .append(eol)
                .append("args = ")
                .append(entry.path("args")
                        .valueStream()
                        .map(argument -> quoted(argument.asString()))
                        .collect(Collectors.joining(", ", "[", "]")))
                .append(eol);
        all.stream()
                .filter(line -> line.table().equals(table(name)) && !written(line, name))
                .forEach(line -> table.append(line.text()));
        if (entry.path("env").isObject()) {
            trimmed(table, eol).append(eol).append("[" + table(name) + ".env]").append(eol);
            entry.path("env")
                    .properties()
                    .forEach(variable -> table.append(variable.getKey())
                            .append(" = ")
                            .append(quoted(variable.getValue().asString()))
                            .append(eol));
        }
        all.stream()
                .filter(line -> own(line, name) && !line.table().equals(table(name)) && !written(line, name))
                .forEach(line -> table.append(line.text()));
        StringBuilder changed = new StringBuilder();
        boolean placed = false;
        for (Line line : all) {
            if (!own(line, name)) {
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
        List<Line> all = lines(name);
        int first = all.indexOf(
                all.stream().filter(line -> own(line, name)).findFirst().orElseThrow());
        boolean spaced = first > 0 && all.get(first - 1).text().isBlank() && own(all.getLast(), name);
        StringBuilder changed = new StringBuilder();
        for (int i = 0; i < all.size(); i++) {
            if (!own(all.get(i), name) && !(spaced && i == first - 1)) {
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
    private boolean written(Line line, String name) {
        String content = line.text().strip();
        return environment(line, name)
                || (line.table().equals(table(name))
                        && (content.isEmpty() || content.matches("(?s)(command|args)\\s*=.*|\\[.*")));
    }

    private boolean environment(Line line, String name) {
        return line.table().equals(table(name) + ".env")
                || (line.table().equals(table(name)) && line.text().strip().matches("(?s)env\\s*=.*"));
    }

    private boolean own(Line line, String name) {
        return line.table().equals(table(name)) || line.table().startsWith(table(name) + ".");
    }

    private String table(String name) {
        return key + "." + name;
    }

    /// The file's lines; values over several lines count as one.
    private List<Line> lines(String name) throws InstallException {
        List<Line> lines = new ArrayList<>();
        String table = "";
        Set<String> headers = new HashSet<>();
        StringBuilder open = new StringBuilder();
        for (String line : text.split("(?<=\n)", -1)) {
            open.append(line);
            if (unfinished(open.toString())) {
                continue;
            }
            String whole = open.toString();
            open.setLength(0);
            if (!SOUND.matcher(whole.strip()).matches()) {
                // The line itself may hold a secret.
                long before = lines.stream()
                        .mapToLong(each -> count(each.text(), '\n'))
                        .sum();
                throw new InstallException("is no TOML in line " + (before + 1) + ": mend it first");
            }
            Matcher header = HEADER.matcher(whole.strip());
            if (header.matches()) {
                String next = header.group(1).replaceAll("[\"'\\s]", "");
                leave(lines, next, name);
                table = next;
                if (!headers.add(next)) {
                    throw new InstallException("has the table [" + next + "] twice: mend it first");
                }
            } else if (OTHER_HEADER.matcher(whole.strip()).matches()) {
                leave(lines, "[", name);
                table = "[";
                headers.clear();
                if (whole.matches("(?s)\\s*\\[\\[\\s*[\"']?" + key + "[\"']?\\s*[.\\]].*")) {
                    throw new InstallException("has " + key + " as a list of tables: mend it first");
                }
            }
            if (!whole.isEmpty()) {
                lines.add(new Line(whole, table));
            }
            check(whole.strip(), table, name);
        }
        if (!open.isEmpty()) {
            throw new InstallException("has a text or list that does not end: mend it first");
        }
        return lines;
    }

    /// The comments above a table that is not ours belong to it, and not to ours before it.
    private void leave(List<Line> lines, String next, String name) {
        for (int i = lines.size() - 1; i >= 0 && lines.get(i).text().strip().matches("(#.*)?"); i--) {
            if (!own(new Line("", next), name)) {
                lines.set(i, new Line(lines.get(i).text(), next));
            }
        }
    }

    /// A server may be written in other ways than as a table, which are not edited here.
    private void check(String line, String table, String name) throws InstallException {
        boolean inline = table.isEmpty() && line.matches("(?s)\"?" + key + "\"?\\s*[.=].*");
        if (inline || (table.equals(key) && line.matches("(?s)[\"']?" + Pattern.quote(name) + "[\"']?\\s*[.=].*"))) {
            throw new InstallException("has " + key + " in another form than [" + table(name) + "]: edit it by hand");
        }
    }

    private static boolean unfinished(String value) {
        String bare = value.replaceAll("(?s)\"\"\".*?\"\"\"|'''.*?'''", "");
        if (bare.contains("\"\"\"") || bare.contains("'''")) {
            return true;
        }
        String marks = STRINGS.matcher(bare).replaceAll("").replaceAll("#[^\n]*", "");
        return marks.contains("=") && count(marks, '[') + count(marks, '{') > count(marks, ']') + count(marks, '}');
    }

    private static long count(String text, char mark) {
        return text.chars().filter(c -> c == mark).count();
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
