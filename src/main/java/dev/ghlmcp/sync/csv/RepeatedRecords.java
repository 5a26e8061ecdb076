package dev.ghlmcp.sync.csv;

import dev.ghlmcp.sync.Sync;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// Records that a file has on several lines. If those differ, every import of the file writes each of them again:
/// what is equal is not written, and the line before is not equal.
public final class RepeatedRecords {
    private static final int SHOWN = 10;

    /// The last line of a record, with the hash of what the mapping reads of it. Long files have many.
    private record Last(long line, int values) {}

    private final boolean versions;
    private final List<String> unused;
    private final Map<UUID, Last> records = new HashMap<>();
    private final List<String> differing = new ArrayList<>();
    private long more;

    /// @param versions whether messages tell which is the newer one
    /// @param unused   columns that the mapping does not read
    RepeatedRecords(boolean versions, List<String> unused) {
        this.versions = versions;
        this.unused = unused;
    }

    /// Those of a file.
    public static RepeatedRecords of(Sync sync, CsvFile file) {
        return new RepeatedRecords(sync.version() != null, CsvColumns.unused(sync, file.headings()));
    }

    /// Notes a line.
    ///
    /// @return whether its record was on a line before
    public boolean add(long line, String id, ObjectNode values) {
        Last now = new Last(line, values.remove(unused).hashCode());
        Last before = records.put(UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)), now);
        if (before != null && before.values() != now.values()) {
            if (differing.size() < SHOWN) {
                differing.add(before.line() + " and " + line);
            } else {
                more++;
            }
        }
        return before != null;
    }

    /// What is to be said of lines that differ; empty if there are none.
    public String sentence() {
        return versions || differing.isEmpty()
                ? ""
                : "these lines are about one record and differ: " + String.join(", ", differing)
                        + (more == 0 ? "" : " and " + more + " more")
                        + ". The last line stays, but every import of the file writes each of them: leave one";
    }
}
