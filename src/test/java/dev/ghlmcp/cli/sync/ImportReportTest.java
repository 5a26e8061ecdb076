package dev.ghlmcp.cli.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.cli.output.OutputFormat;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImportReportTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void whatMayHaveBeenCarriedOutIsNotForReplayAll() {
        ImportReport report = report(OutputFormat.jsonl);
        assertEquals(List.of(), report.remedies("a"));
        report.line(ImportReport.row(2, "dead", "x").put("reason", "uncertain"));
        assertEquals(1, report.remedies("a").size());
        assertTrue(report.remedies("a").getFirst().startsWith("1 line may have been carried out: look in HighLevel"));
        report.line(ImportReport.row(3, "dead", "y").put("reason", "rejected"));
        assertEquals(2, report.remedies("a").size());
        assertTrue(report.remedies("a").getFirst().startsWith("`ghl-mcp sync replay a --all`"));
    }

    @Test
    void csvHasTheRowsInTheOrderOfTheLinesAndWhatWasNotEnded() {
        ImportReport report = report(OutputFormat.csv);
        for (long line = 2; line < 7; line++) {
            report.begin(line);
        }
        report.line(ImportReport.row(4, "done", "c"));
        report.line(ImportReport.row(3, "dead", "b"));
        report.line(ImportReport.row(2, "done", "a\u0007z"));
        assertEquals("line,state,id\n2,done,a z\n3,dead,b\n4,done,c\n", text());
        report.line(ImportReport.row(6, "done", "e"));
        report.unread(7);
        report.close();
        assertTrue(text().endsWith("c\n5,left,\n6,done,e\n7,left,\n"), text());
        assertEquals("done 3, left 2, dead 1", report.summary());
        assertEquals(6, report.lines());
    }

    @Test
    void aTableCountsTheLinesThatWereNotRead() {
        ImportReport report = report(OutputFormat.table);
        report.begin(2);
        report.line(ImportReport.row(2, "done", "a"));
        report.unread(3);
        report.unread(4);
        report.close();
        assertEquals("done 1, left 2", report.summary());
        assertFalse(report.clean());
        assertTrue(text().matches("state +lines\ndone +1\nleft +2\n"), text());
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    private ImportReport report(OutputFormat format) {
        return new ImportReport(
                format, new PrintStream(printed, true, StandardCharsets.UTF_8), List.of("line", "state", "id"));
    }
}
