package dev.ghlmcp.sync.csv;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectReader;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;
import tools.jackson.dataformat.csv.CsvSchema;

/// Reads records one by one. After a broken one it goes on with the next line of the file, so a quote that nobody
/// closed takes no other line with it. Libraries read on to the next quote, or end; therefore Jackson gets one record
/// at a time.
final class CsvRecords implements AutoCloseable {
    /// A record of more lines or characters is taken for one whose quote is not closed.
    static final int MAX_LINES = 1000;

    static final int MAX_CHARS = 1 << 18;

    /// What a decoder puts in the place of bytes that are no character.
    static final char REPLACEMENT = '\uFFFD';

    private record Line(long number, String text) {}

    private final BufferedReader in;
    private final ObjectReader parser;
    private final Deque<Line> again = new ArrayDeque<>();
    private long read;

    CsvRecords(Reader in, char delimiter) {
        this.in = new BufferedReader(in);
        this.parser = CsvMapper.builder()
                .build()
                .readerForListOf(String.class)
                .with(CsvReadFeature.WRAP_AS_ARRAY)
                .with(CsvSchema.emptySchema().withColumnSeparator(delimiter));
    }

    /// The next record that is not blank; null after the last.
    CsvRecord next() throws IOException {
        for (Line line = line(); line != null; line = line()) {
            CsvRecord record = record(line);
            if (!record.blank()) {
                return record;
            }
        }
        return null;
    }

    private CsvRecord record(Line first) throws IOException {
        StringBuilder text = new StringBuilder(first.text());
        List<String> cells = cells(first.text());
        Deque<Line> more = new ArrayDeque<>();
        boolean open = cells == null && open(text);
        while (open && text.length() < MAX_CHARS && more.size() < MAX_LINES) {
            Line line = line();
            if (line == null) {
                break;
            }
            more.add(line);
            text.append('\n').append(line.text());
            if (line.text().indexOf('"') >= 0) {
                cells = cells(text.toString());
                open = cells == null && open(text);
            }
        }
        String problem = text.length() >= MAX_CHARS && more.isEmpty()
                ? "is longer than " + MAX_CHARS + " characters"
                : cells == null
                        ? open(first.text())
                                ? "opens a quote that is not closed"
                                : "has text after a closing quote: a quote inside a quoted field is written twice"
                        : text.indexOf(String.valueOf(REPLACEMENT)) >= 0
                                ? "has bytes that are no characters in the encoding of the file"
                                : null;
        if (problem == null) {
            return new CsvRecord(first.number(), cells, null);
        }
        if (cells == null) {
            more.descendingIterator().forEachRemaining(again::addFirst);
        }
        return CsvRecord.broken(first.number(), problem);
    }

    /// The fields; null if this is not one whole record.
    private List<String> cells(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        try (MappingIterator<List<String>> records = parser.readValues(text)) {
            return records.next();
        } catch (JacksonException _) {
            return null;
        }
    }

    /// Whether the text ends inside quotes.
    private boolean open(CharSequence text) {
        return cells(text + "\"") != null;
    }

    private Line line() throws IOException {
        if (!again.isEmpty()) {
            return again.removeFirst();
        }
        StringBuilder line = new StringBuilder();
        int c = in.read();
        if (c < 0) {
            return null;
        }
        for (; c >= 0 && c != '\n' && c != '\r'; c = in.read()) {
            if (line.length() < MAX_CHARS) {
                line.append((char) c);
            }
        }
        if (c == '\r') {
            in.mark(1);
            if (in.read() != '\n') {
                in.reset();
            }
        }
        read++;
        return new Line(read, line.toString());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
