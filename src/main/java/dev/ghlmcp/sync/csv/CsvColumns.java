package dev.ghlmcp.sync.csv;

import dev.ghlmcp.sync.Expression;
import dev.ghlmcp.sync.Sync;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The columns that a sync reads, by what its expressions name. It is a hint for people: an expression may put a name
/// together, or read a member of something else.
public final class CsvColumns {
    private static final String NAME = "(?:`([^`]+)`|([A-Za-z_]\\w*+))";

    /// Texts, comments, patterns, variables and members of members are no columns. `$$` is the whole record.
    private static final Pattern TOKEN = Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"|'(?:[^'\\\\]++|\\\\.)*+'"
            + "|/\\*.*?\\*/|(?<=[(,]|[(,]\\s)/(?:[^/\\\\]++|\\\\.)++/|\\$\\$\\s*\\.\\s*" + NAME
            + "|\\$\\w*+|\\.\\s*(?:`[^`]+`|[A-Za-z_]\\w*+)|\\d\\w*+|" + NAME);

    private static final Set<String> WORDS = Set.of("and", "or", "in", "true", "false", "null", "function");

    private CsvColumns() {}

    /// Names that a sync reads and a file does not have.
    public static List<String> missing(Sync sync, List<String> headings) {
        List<String> missing = new ArrayList<>(read(sync));
        missing.removeAll(headings);
        return missing;
    }

    /// Columns of a file that a sync does not read.
    public static List<String> unused(Sync sync, List<String> headings) {
        List<String> unused = new ArrayList<>(headings);
        unused.removeAll(read(sync));
        return unused;
    }

    private static Set<String> read(Sync sync) {
        List<Expression> all = new ArrayList<>();
        all.add(sync.id());
        all.add(sync.version());
        all.add(sync.onlyIf());
        all.add(sync.location());
        if (sync.needs() != null) {
            all.add(sync.needs().id());
            all.add(sync.needs().with());
        }
        sync.steps().forEach(step -> {
            all.add(step.onlyIf());
            all.add(step.with());
            all.addAll(step.remember().values());
        });
        Set<String> names = new LinkedHashSet<>();
        all.stream().filter(Objects::nonNull).forEach(expression -> read(expression.toString(), names));
        return names;
    }

    private static void read(String expression, Set<String> names) {
        Matcher matcher = TOKEN.matcher(expression);
        while (matcher.find()) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
                String name = matcher.group(group);
                if (name != null && !WORDS.contains(name)) {
                    names.add(name);
                }
            }
        }
    }
}
