package dev.ghlmcp.sync.csv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The names of the columns, as a mapping uses them. An empty heading becomes `column 3`, and one that was there before
/// gets a number: `Phone`, `Phone 2`.
///
/// @param names   one for each column, none twice
/// @param renamed the numbers of the columns, from 1, whose heading is not what the file has, with their names
record CsvHeadings(List<String> names, Map<Integer, String> renamed) {
    static CsvHeadings of(List<String> cells) {
        List<String> wanted = cells.stream().map(CsvHeadings::clean).toList();
        Set<String> taken = new HashSet<>(wanted);
        Set<String> used = new HashSet<>();
        List<String> names = new ArrayList<>();
        Map<Integer, String> renamed = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            String name = wanted.get(i);
            if (name.isEmpty()) {
                name = free("column " + (i + 1), taken);
                renamed.put(i + 1, name);
            } else if (used.contains(name)) {
                for (int n = 2; taken.contains(name); n++) {
                    name = wanted.get(i) + " " + n;
                }
                renamed.put(i + 1, name);
            }
            taken.add(name);
            used.add(name);
            names.add(name);
        }
        return new CsvHeadings(List.copyOf(names), renamed);
    }

    /// Those of a file that has none.
    static CsvHeadings numbered(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            names.add("column " + i);
        }
        return new CsvHeadings(names, Map.of());
    }

    private static String free(String name, Set<String> taken) {
        return taken.contains(name) ? free(name + " (empty)", taken) : name;
    }

    /// A line end inside a heading would be hard to write in a mapping.
    private static String clean(String cell) {
        return cell.replaceAll("[\\s\\u00a0\\ufeff]+", " ").strip();
    }
}
