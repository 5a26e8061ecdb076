package dev.ghlmcp.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.cli.GhlMcp;
import dev.ghlmcp.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// Rows as cells, with what contacts may have written into them.
class RowOutputTest {
    private static final List<String> ROWS = List.of(
            "{'name':'=HYPERLINK(\"http://evil\")','phone':'+12075550100','value':-5,'tags':['a','b']}",
            "{'name':'@SUM(1)','phone':'+1-2','value':1.5,'address':{'city':'Bath','lines':['x, y','z']}}",
            "{'name':'|cmd','phone':'\\t=1','value':'\\r@x'}",
            "{'name':'two\\nlines \\u001b[31mred','phone':'-cmd','extra':null,'list':[{'a':1}]}");

    @Test
    void csvHasNoFormulas() {
        assertEquals("""
                name,phone,value,tags,address,extra,list
                "'=HYPERLINK(""http://evil"")",+12075550100,-5,a; b,,,
                '@SUM(1),'+1-2,1.5,,"{""city"":""Bath"",""lines"":[""x, y"",""z""]}",,
                '|cmd,'\t=1,"'\r@x",,,,
                "two
                lines  [31mred",'-cmd,,,,,"[{""a"":1}]"
                """, printed(OutputFormat.csv, List.of()));
        assertEquals("""
                name,address.city,address.lines,value
                "'=HYPERLINK(""http://evil"")",,,-5
                '@SUM(1),Bath,"x, y; z",1.5
                '|cmd,,,"'\r@x"
                "two
                lines  [31mred",,,
                """, printed(OutputFormat.csv, List.of("name", "address.city", "address.lines", "value")));
    }

    @Test
    void tablesMoveNoCursor() {
        assertEquals("""
                name                       value
                =HYPERLINK("http://evil")  -5
                @SUM(1)                    1.5
                |cmd                        @x
                two lines  [31mred
                """, printed(OutputFormat.table, List.of("name", "value")));
    }

    @Test
    void jsonIsAnArray() {
        assertEquals(
                4, Json.MAPPER.readTree(printed(OutputFormat.json, List.of())).size());
        assertEquals(4, printed(OutputFormat.jsonl, List.of()).lines().count());
    }

    @Test
    void progressSaysHowLongItTakes() {
        assertEquals(
                "[#####...............] 250 of 1000, 9.8/s, 1 min 17 s left, budget 4 of 100",
                ProgressLine.line(250, 1000, 9.8, "budget 4 of 100"));
        assertEquals("12, 0.0/s", ProgressLine.line(12, -1, 0, ""));
    }

    @Test
    void progressStaysOnOneLineOfTheTerminal() {
        String line = ProgressLine.line(250, 1000, 9.8, "budget 4 of 100");
        assertEquals("[#####...............] 250 of 1000, 9.8/s, 1 min 1", ProgressLine.cut(line, 51));
        assertEquals(line, ProgressLine.cut(line, 100));
        assertEquals(50, TerminalWidth.of("24 50\n"));
        assertEquals(80, TerminalWidth.of("0 0\n"));
        assertEquals(80, TerminalWidth.of("stty: standard input: Not a tty"));
    }

    /// Only these two are options as well, and mean the same there.
    @Test
    void noArgumentOfAToolIsTakenForAnOption() {
        Set<String> options = GhlMcp.commands()
                .getSubcommands()
                .get("call")
                .getCommandSpec()
                .optionsMap()
                .keySet();
        Set<String> same = new TreeSet<>();
        ToolView.load()
                .entries()
                .values()
                .forEach(entry -> entry.at("/inputSchema/properties")
                        .propertyNames()
                        .forEach(name -> {
                            if (options.contains("--" + CallArguments.flag(name))) {
                                same.add(name);
                            }
                        }));
        assertFalse(options.isEmpty());
        assertEquals(Set.of("companyId", "locationId"), same);
    }

    private static String printed(OutputFormat format, List<String> columns) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RowOutput output =
                RowOutput.of(format, new PrintStream(out, false, StandardCharsets.UTF_8), columns, true)) {
            SelectedFields selected = new SelectedFields(Catalog.load().find("search_contacts"), columns);
            ObjectNode result = (ObjectNode) Json.MAPPER.readTree("{'contacts':["
                    .concat(String.join(",", ROWS) + "]}")
                    .replace('\'', '"')
                    .replace("(\"http://evil\")", "(\\\"http://evil\\\")"));
            selected.rows(result, "200", true).forEach(output::row);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
