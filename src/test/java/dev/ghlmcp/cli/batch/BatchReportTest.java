package dev.ghlmcp.cli.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.cli.output.OutputFormat;
import dev.ghlmcp.cli.output.RowOutput;
import dev.ghlmcp.cli.output.SelectedFields;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// What `--each` prints of each line's result.
class BatchReportTest {
    private static final String NOBODY = "{\"contacts\":[],\"total\":0,\"paging\":{\"count\":0}}";
    private static final String TWO =
            "{\"contacts\":[{\"id\":\"1\",\"email\":\"a@b.c\"},{\"id\":\"2\",\"email\":\"d@e.f\"}],\"total\":2}";

    @Test
    void eachListedItemIsARowAndWhereNothingIsListedThereIsNone() {
        assertEquals(
                List.of("line,email,error", "2,a@b.c,", "2,d@e.f,", "3,,no"),
                report("search_contacts", OutputFormat.csv, List.of("line", "email", "error")));
    }

    @Test
    void aLineOfJsonHasTheWholeResult() {
        assertEquals(
                List.of(
                        "{\"line\":1,\"result\":{\"contacts\":[],\"total\":0,\"paging\":{\"count\":0}}}",
                        "{\"line\":2,\"result\":{\"contacts\":[{\"id\":\"1\",\"email\":\"a@b.c\"},"
                                + "{\"id\":\"2\",\"email\":\"d@e.f\"}],\"total\":2}}",
                        "{\"line\":3,\"error\":\"no\",\"outcome\":\"400\"}"),
                report("search_contacts", OutputFormat.jsonl, List.of()));
    }

    private static List<String> report(String tool, OutputFormat format, List<String> columns) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (BatchReport report = new BatchReport(
                RowOutput.of(format, new PrintStream(out, true, StandardCharsets.UTF_8), columns, true),
                new SelectedFields(Catalog.load().find(tool), List.of("email")),
                format.cells(),
                3,
                null)) {
            report.done(1, result(NOBODY));
            report.done(2, result(TWO));
            report.failed(3, "no", "400");
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static ToolResult result(String json) {
        return ToolResult.answer("200", (ObjectNode) Json.MAPPER.readTree(json));
    }
}
