package dev.ghlmcp.sync.csv;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.sync.SyncCsv;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// A file of comma-separated values as it comes from a spreadsheet or another program: with a byte order mark or
/// without, in an encoding and with a delimiter that are found. Reads it record by record.
public final class CsvFile implements AutoCloseable {
    private static final char[] DELIMITERS = {',', ';', '\t', '|'};
    private static final int SAMPLE = 20;

    private final Path path;
    private final CsvEncoding encoding;
    private final char delimiter;
    private final CsvHeadings headings;
    private final CsvRecords records;
    private CsvRecord held;

    /// Opens a file and reads its headings.
    ///
    /// @param as how it is read, unless it shows otherwise itself; a delimiter may be `tab`
    /// @throws IllegalArgumentException with a sentence if it cannot be read, or has nothing in it
    public CsvFile(Path path, SyncCsv as) {
        this.path = path;
        try {
            if (!Files.isRegularFile(path)) {
                throw new IllegalArgumentException(path
                        + (Files.exists(path) ? " is no ordinary file: save what it holds first" : " is not there"));
            }
            this.encoding = CsvEncoding.of(path, as.encoding());
            char told = spreadsheets();
            this.delimiter = told != 0 ? told : as.delimiter().equals("auto") ? found() : character(as.delimiter());
            this.records = new CsvRecords(encoding.open(path), this.delimiter);
            CsvRecord first = told == 0 ? records.next() : second();
            if (first == null) {
                throw new IllegalArgumentException(path + " is empty");
            }
            if (as.header() && first.problem() != null) {
                throw new IllegalArgumentException(
                        path + " line " + first.line() + ", the headings, " + first.problem());
            }
            this.held = as.header() ? null : first;
            this.headings = as.header()
                    ? CsvHeadings.of(first.cells())
                    : CsvHeadings.numbered(first.cells().size());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private CsvRecord second() throws IOException {
        records.next();
        return records.next();
    }

    /// The next record that is not blank, broken if its fields are not as many as the headings; null after the last.
    public CsvRecord next() {
        try {
            CsvRecord record = held == null ? records.next() : held;
            held = null;
            if (record == null || record.problem() != null) {
                return record;
            }
            int count = record.cells().size();
            int wanted = headings.names().size();
            boolean more = record.cells().stream().skip(wanted).anyMatch(cell -> !cell.isBlank());
            return count < wanted || more
                    ? CsvRecord.broken(
                            record.line(),
                            "has " + count + (count == 1 ? " field" : " fields") + ", and there are " + wanted
                                    + " columns")
                    : record;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// A record as the object that a mapping reads: a text for each column.
    public ObjectNode object(CsvRecord record) {
        ObjectNode object = Json.MAPPER.createObjectNode();
        for (int i = 0; i < headings.names().size(); i++) {
            object.put(headings.names().get(i), record.cells().get(i));
        }
        return object;
    }

    /// The names of the columns.
    public List<String> headings() {
        return headings.names();
    }

    /// The columns, by number from 1, whose heading was empty or had been there before, with the names they got.
    public Map<Integer, String> renamed() {
        return headings.renamed();
    }

    /// The encoding that the file shows; null if it is read as the settings say.
    public String foundEncoding() {
        return encoding.found() ? encoding.charset().name().toLowerCase(Locale.ROOT) : null;
    }

    /// The character between fields.
    public char delimiter() {
        return delimiter;
    }

    /// The delimiter that a first line such as `sep=;` tells a spreadsheet; 0 if there is no such line.
    private char spreadsheets() throws IOException {
        try (CsvRecords sample = new CsvRecords(encoding.open(path), '\0')) {
            CsvRecord first = sample.next();
            String line = first == null || first.cells().isEmpty()
                    ? ""
                    : first.cells().getFirst();
            return line.matches("(?i)sep=[^\"]") ? line.charAt(4) : 0;
        }
    }

    /// The delimiter that cuts the first records into most fields, and all into as many.
    private char found() throws IOException {
        char best = ',';
        int most = 0;
        for (char candidate : DELIMITERS) {
            int score = score(candidate);
            if (score > most) {
                best = candidate;
                most = score;
            }
        }
        return best;
    }

    private int score(char candidate) throws IOException {
        try (CsvRecords sample = new CsvRecords(encoding.open(path), candidate)) {
            CsvRecord first = sample.next();
            int fields = first == null ? 0 : first.cells().size();
            int alike = 0;
            for (int i = 0; i < SAMPLE && fields > 1; i++) {
                CsvRecord record = sample.next();
                alike += record != null && record.cells().size() == fields ? 1 : 0;
            }
            return fields > 1 ? (alike + 1) * fields : 0;
        }
    }

    private static char character(String delimiter) {
        String one = delimiter.equalsIgnoreCase("tab") || delimiter.equals("\\t") ? "\t" : delimiter;
        if (one.length() != 1 || "\"\r\n".contains(one)) {
            throw new IllegalArgumentException("csv.delimiter is one character, tab or auto, got '" + delimiter + "'");
        }
        return one.charAt(0);
    }

    private IllegalArgumentException unreadable(IOException e) {
        return new IllegalArgumentException(
                path + " cannot be read" + (e instanceof AccessDeniedException ? ": you may not" : ""), e);
    }

    @Override
    public void close() {
        try {
            records.close();
        } catch (IOException _) {
            // It was only read.
        }
    }
}
