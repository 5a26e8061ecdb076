package dev.ghlmcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.operation.annotation.Risk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The reviewed class of every tool stands in one table, which `-Dupdate=true` rewrites: a change of it shows in
/// review.
class ConsentTableTest {
    private static final Path PAGE = Path.of("docs/consent.md");
    private static final List<Risk> ORDER = List.of(Risk.IRREVERSIBLE, Risk.OUTWARD, Risk.MONEY, Risk.WRITES);
    private static final String BEGIN = "<!-- classes -->\n";
    private static final String END = "<!-- /classes -->";

    @Test
    void theTableHasTheClassOfEveryTool() throws IOException {
        List<ToolDefinition> tools = Catalog.load().tools();
        String rows = tools.stream()
                .filter(tool -> !tool.hints().readOnly())
                .sorted(Comparator.comparingInt(
                        tool -> ORDER.indexOf(tool.hints().consent().risk())))
                .map(ConsentTableTest::row)
                .collect(Collectors.joining());
        long reads = tools.stream().filter(tool -> tool.hints().readOnly()).count();
        String table = "\nThe other " + reads + " tools only read.\n\n| tool | class | in calls with |\n|---|---|---|\n"
                + rows + "\n";
        String page = Files.readString(PAGE);
        String wanted = page.replaceFirst("(?s)" + BEGIN + ".*" + END, Matcher.quoteReplacement(BEGIN + table + END));
        if (Boolean.getBoolean("update")) {
            Files.writeString(PAGE, wanted);
        }
        assertEquals(wanted, page, "Expected once after an update");
    }

    private static String row(ToolDefinition tool) {
        List<String> when = tool.hints().consent().when();
        return "| `" + tool.name() + "` | " + tool.hints().consent().risk().word() + " | "
                + (when.isEmpty() ? "" : "`" + String.join("`, `", when) + "`") + " |\n";
    }
}
