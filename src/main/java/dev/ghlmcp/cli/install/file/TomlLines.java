package dev.ghlmcp.cli.install.file;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.toml.TomlMapper;

/// Codex's TOML by lines, read as far as it takes to find one server's table and to see that the file is sound.
///
/// @param text of the file
/// @param key  of the table that holds the servers
/// @param name of the server
record TomlLines(String text, String key, String name) {
    /// A text in quotes.
    static final String STRING = "\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'";

    private static final Pattern STRINGS = Pattern.compile(STRING);
    private static final Pattern HEADER = Pattern.compile("\\s*\\[([^\\[\\]]+)]\\s*(?:#.*)?");
    private static final Pattern OTHER_HEADER = Pattern.compile("\\s*\\[\\[.*");

    /// A line with its end, and the table that it stands in.
    record Line(String text, String table) {}

    /// The file's lines; values over several lines count as one.
    List<Line> all() throws InstallException {
        demandToml();
        List<Line> lines = new ArrayList<>();
        String table = "";
        StringBuilder open = new StringBuilder();
        for (String line : text.split("(?<=\n)", -1)) {
            open.append(line);
            if (unfinished(open.toString())) {
                continue;
            }
            String whole = open.toString();
            open.setLength(0);
            Matcher header = HEADER.matcher(whole.strip());
            if (header.matches()) {
                String next = header.group(1).replaceAll("[\"'\\s]", "");
                leave(lines, next);
                table = next;
            } else if (OTHER_HEADER.matcher(whole.strip()).matches()) {
                leave(lines, "[");
                table = "[";
                if (whole.matches("(?s)\\s*\\[\\[\\s*[\"']?" + key + "[\"']?\\s*[.\\]].*")) {
                    throw new InstallException("has " + key + " as a list of tables: mend it first");
                }
            }
            if (!whole.isEmpty()) {
                lines.add(new Line(whole, table));
            }
            check(whole.strip(), table);
        }
        return lines;
    }

    /// The sentence quotes nothing: the line may hold a secret.
    private void demandToml() throws InstallException {
        try {
            new TomlMapper().readTree(text);
        } catch (JacksonException e) {
            throw new InstallException("is no TOML in line " + e.getLocation().getLineNr() + ": mend it first");
        }
    }

    /// The comments above a table that is not ours belong to it, and not to ours before it.
    private void leave(List<Line> lines, String next) {
        for (int i = lines.size() - 1; i >= 0 && lines.get(i).text().strip().matches("(#.*)?"); i--) {
            if (!own(new Line("", next))) {
                lines.set(i, new Line(lines.get(i).text(), next));
            }
        }
    }

    /// A server may be written in other ways than as a table, which are not edited here.
    private void check(String line, String table) throws InstallException {
        boolean inline = table.isEmpty() && line.matches("(?s)\"?" + key + "\"?\\s*[.=].*");
        if (inline || (table.equals(key) && line.matches("(?s)[\"']?" + Pattern.quote(name) + "[\"']?\\s*[.=].*"))) {
            throw new InstallException("has " + key + " in another form than [" + table() + "]: edit it by hand");
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

    /// Whether a line is of the server's table or of one below it.
    boolean own(Line line) {
        return head(line) || line.table().startsWith(table() + ".");
    }

    /// Whether a line is of the server's table itself.
    boolean head(Line line) {
        return line.table().equals(table());
    }

    /// Whether a line says something of the server's environment.
    boolean environment(Line line) {
        return line.table().equals(table() + ".env")
                || (head(line) && line.text().strip().matches("(?s)env\\s*=.*"));
    }

    /// The server's table.
    String table() {
        return key + "." + name;
    }
}
