package dev.ghlmcp.cli.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

    private ImportReport report(OutputFormat format) {
        return new ImportReport(
                format, new PrintStream(printed, true, StandardCharsets.UTF_8), List.of("line", "state", "id"));
    }
}
