package dev.ghlmcp.sync.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.sync.SyncCsv;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files as they come from spreadsheets and other programs.
class CsvFileTest {
    private static final String BROKEN = "opens a quote that is not closed";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void theDelimiterIsFound(String delimiter) {
        assertEquals(
                List.of("2 {\"Name\":\"Ada; Lovelace, A.|\\t\",\"Email\":\"a@x.example\",\"Note\":\"\"}"),
                read(String.join(delimiter, "Name", "Email", "Note") + "\r\n"
                        + String.join(delimiter, "\"Ada; Lovelace, A.|\t\"", "a@x.example", "") + "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"504b0304140000000800", "d0cf11e0a1b11ae10000"})
    void aSpreadsheetIsNoCsv(String head) {
        String said = assertThrows(
                        IllegalArgumentException.class,
                        () -> open(HexFormat.of().parseHex(head), "auto", true, "utf-8"))
                .getMessage();
        assertTrue(said.endsWith("open it there and save it as CSV (UTF-8) first"), said);
    }

    @Test
    void lineEndsOfOldMacsAreLineEndsInQuotesToo() {
        List<String> lines = List.of("2 {\"a\":\"one\\ntwo\",\"b\":\"x\"}", "4 {\"a\":\"next\",\"b\":\"y\"}");
        assertEquals(lines, read("a,b\r\"one\rtwo\",x\rnext,y\r"));
        assertEquals(lines, read("a,b\r\"one\ntwo\",x\rnext,y\r"));
        assertEquals(lines, read("a,b\r\"one\r\ntwo\",x\rnext,y\r"));
        assertEquals(lines, read("a,b\r\n\"one\rtwo\",x\r\nnext,y\r\n"));
    }

    @Test
    void aSpreadsheetsLineNamesTheDelimiter() {
        assertEquals(List.of("3 {\"a,b\":\"1\",\"c,d\":\"2\"}"), read("sep=;\na,b;c,d\n1;2\n"));
    }

    @Test
    void oneColumnNeedsNoDelimiter() {
        assertEquals(List.of("2 {\"Email\":\"a@x.example\"}"), read("Email\na@x.example"));
    }

    @Test
    void aQuotedFieldHoldsLineEndsQuotesAndDelimiters() {
        assertEquals(
                List.of(
                        "2 {\"a\":\"one\\ntwo, \\\"three\\\"\\n\\nfour\",\"b\":\"x\"}",
                        "6 {\"a\":\"next\",\"b\":\"y\"}"),
                read("a,b\r\n\"one\r\ntwo, \"\"three\"\"\r\n\r\nfour\",x\r\nnext,y\r\n"));
    }

    @Test
    void aQuoteThatNobodyClosesTakesItsLineAlone() {
        assertEquals(
                List.of(
                        "2 {\"a\":\"1\",\"b\":\"2\"}",
                        "3 " + BROKEN,
                        "4 {\"a\":\"5\",\"b\":\"6\"}",
                        "5 {\"a\":\"7\",\"b\":\"8\"}"),
                read("a,b\n1,2\n3,\"4\n5,6\n7,8\n"));
    }

    @Test
    void aFileMayEndInsideQuotes() {
        assertEquals(List.of("2 {\"a\":\"1\",\"b\":\"2\"}", "3 " + BROKEN), read("a,b\n1,2\n3,\"it was cut off"));
    }

    @Test
    void anUnclosedQuoteBeforeAQuotedLineLosesOnlyItself() {
        assertEquals(
                List.of("2 " + BROKEN, "3 {\"a\":\"Bob\",\"b\":\"Elm St, 4\"}"),
                read("a,b\nAda,\"Main St 3\n\"Bob\",\"Elm St, 4\"\n"));
    }

    @Test
    void inchesInAnUnquotedFieldAreText() {
        assertEquals(List.of("2 {\"a\":\"12\\\" screen\",\"b\":\"x\"}"), read("a,b\n12\" screen,x\n"));
        assertEquals(
                List.of(
                        "2 has text after a closing quote: a quote inside a quoted field is written twice",
                        "3 {\"a\":\"1\",\"b\":\"2\"}"),
                read("a,b\n\"12\" screen\",x\n1,2\n"));
    }

    @Test
    void moreOrFewerFieldsThanColumnsAreNamed() {
        assertEquals(
                List.of(
                        "2 has 1 field, and there are 3 columns",
                        "3 has 4 fields, and there are 3 columns",
                        "4 {\"a\":\"1\",\"b\":\"2\",\"c\":\"3\"}",
                        "7 {\"a\":\"4\",\"b\":\"\",\"c\":\"\"}"),
                read("a,b,c\n1\n1,2,3,4\n1,2,3,,\n\n,,\n4,,\n"));
    }

    @Test
    void emptyAndDoubledHeadingsGetNames() {
        CsvFile file = open(" Name ,,Phone,Phone,Phone 2,Two\u00a0words,\n1,2,3,4,5,6,7\n", "auto", true, "utf-8");
        assertEquals(
                List.of("Name", "column 2", "Phone", "Phone 3", "Phone 2", "Two words", "column 7"), file.headings());
        assertEquals(Map.of(2, "column 2", 4, "Phone 3", 7, "column 7"), file.renamed());
    }

    @Test
    void aFileWithoutHeadingsHasNumberedColumns() {
        CsvFile file = open("1,2\n3,4\n", "auto", false, "utf-8");
        assertEquals(List.of("column 1", "column 2"), file.headings());
        assertEquals(
                List.of("1 {\"column 1\":\"1\",\"column 2\":\"2\"}", "2 {\"column 1\":\"3\",\"column 2\":\"4\"}"),
                records(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aByteOrderMarkIsNoPartOfTheFirstHeading(String charset) {
        CsvFile file = open("\ufeffNäme;b\nJürgen;x\n".getBytes(Charset.forName(charset)), "auto", true, "utf-8");
        assertEquals(List.of("2 {\"Näme\":\"Jürgen\",\"b\":\"x\"}"), records(file));
        assertEquals(charset.equals("UTF-8") ? null : charset.toLowerCase(Locale.ROOT), file.foundEncoding());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "windows-1252"})
    void anEncodingIsFoundWithoutAMark(String charset) {
        CsvFile file = open("Näme,b\n\"Jürgen “€”\",x\n".getBytes(Charset.forName(charset)), "auto", true, "utf-8");
        assertEquals(List.of("2 {\"Näme\":\"Jürgen “€”\",\"b\":\"x\"}"), records(file));
        assertEquals(charset.toLowerCase(Locale.ROOT), file.foundEncoding());
    }

    @Test
    void anEncodingIsNamed() {
        byte[] latin2 = "a,b\nŁódź,x\n".getBytes(Charset.forName("ISO-8859-2"));
        assertEquals(List.of("2 {\"a\":\"Łódź\",\"b\":\"x\"}"), records(open(latin2, "auto", true, "iso-8859-2")));
    }

    @Test
    void oneLineInAnotherEncodingIsNamedAndTheOthersStay() {
        byte[] start = "a,b\nJürgen,ö\n".getBytes(StandardCharsets.UTF_8);
        byte[] foreign = "Zoë,1\n".getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = new byte[start.length + foreign.length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(foreign, 0, whole, start.length, foreign.length);
        CsvFile file = open(whole, "auto", true, "utf-8");
        assertEquals(
                List.of(
                        "2 {\"a\":\"Jürgen\",\"b\":\"ö\"}",
                        "3 has bytes that are no characters in the encoding of the file"),
                records(file));
        assertNull(file.foundEncoding());
    }

    @Test
    void oldMacintoshLineEndsCount() {
        assertEquals(List.of("2 {\"a\":\"1\",\"b\":\"2\"}", "3 {\"a\":\"3\",\"b\":\"4\"}"), read("a,b\r1,2\r3,4\r"));
    }

    @Test
    void aLineLongerThanAMessageIsNamedAndNotHeld() {
        assertEquals(
                List.of("2 is longer than 262144 characters", "3 {\"a\":\"1\",\"b\":\"2\"}"),
                read("a,b\n" + "x".repeat(300_000) + ",2\n1,2\n"));
    }

    @Test
    void manyOpenQuotesCostLittle() {
        // Every line could go on in the next, up to the limit.
        String file = "a,b\n" + "1,\"x \"\"y\"\" z\n".repeat(3000);
        assertEquals(3000, read(file).size());
    }

    @Test
    void tenThousandLinesComeOneByOne() {
        StringBuilder text = new StringBuilder("a,b\n");
        for (int i = 0; i < 10_000; i++) {
            text.append(i).append(",\"x, ").append(i).append("\"\n");
        }
        List<String> all = read(text.toString());
        assertEquals(10_000, all.size());
        assertEquals("10001 {\"a\":\"9999\",\"b\":\"x, 9999\"}", all.getLast());
    }

    @Test
    void whatCannotBeReadIsSaid() {
        assertTrue(refusal("", "auto", "utf-8").endsWith("is empty"));
        assertTrue(refusal("\n\n", "auto", "utf-8").endsWith("is empty"));
        assertTrue(refusal("a,\"b\n1,2", "auto", "utf-8").endsWith("line 1, the headings, " + BROKEN));
        assertEquals(
                "csv.encoding: 'windows-1225' is no encoding; did you mean windows-1255?",
                refusal("a", "auto", "windows-1225"));
        assertEquals("csv.delimiter is one character, tab or auto, got ';;'", refusal("a", ";;", "utf-8"));
        assertTrue(assertThrows(
                        IllegalArgumentException.class, () -> new CsvFile(folder.resolve("gone.csv"), SyncCsv.STANDARD))
                .getMessage()
                .endsWith("gone.csv is not there"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new CsvFile(folder, SyncCsv.STANDARD))
                .getMessage()
                .endsWith("is no ordinary file: save what it holds first"));
    }

    private String refusal(String text, String delimiter, String encoding) {
        return assertThrows(IllegalArgumentException.class, () -> open(text, delimiter, true, encoding))
                .getMessage();
    }

    private List<String> read(String text) {
        return records(open(text, "auto", true, "utf-8"));
    }

    private static List<String> records(CsvFile opened) {
        List<String> all = new ArrayList<>();
        try (CsvFile file = opened) {
            for (CsvRecord record = file.next(); record != null; record = file.next()) {
                all.add(record.line() + " "
                        + (record.problem() == null ? file.object(record).toString() : record.problem()));
            }
        }
        return all;
    }

    private CsvFile open(String text, String delimiter, boolean header, String encoding) {
        return open(text.getBytes(StandardCharsets.UTF_8), delimiter, header, encoding);
    }

    private CsvFile open(byte[] bytes, String delimiter, boolean header, String encoding) {
        try {
            return new CsvFile(Files.write(folder.resolve("in.csv"), bytes), new SyncCsv(delimiter, header, encoding));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
