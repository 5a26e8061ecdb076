package dev.ghlmcp.cli.calls;

import dev.ghlmcp.catalog.Json;
import dev.ghlmcp.mcp.Items;
import dev.ghlmcp.mcp.ToolResult;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One call, or one for each page, and what came of it in a person's format.
///
/// @param session whose tool is called
/// @param format  of what is printed
/// @param select  the dot paths to keep; empty for all
/// @param all     follow the pages to the last
record Pages(Session session, Format format, List<String> select, boolean all) {
    private static final List<String> SIZES = List.of("pageLimit", "limit");

    /// HighLevel's largest pages take it long; pages of a hundred use few requests too.
    private static final int LARGEST = 100;

    /// Calls and prints.
    ///
    /// @param schema the arguments that the tool takes
    /// @return the exit code
    int run(ObjectNode arguments, JsonNode schema, PrintStream out, PrintStream err) {
        Shape shape = new Shape(select);
        AtomicLong count = new AtomicLong();
        AtomicLong total = new AtomicLong(-1);
        Set<ObjectNode> asked = new HashSet<>();
        ObjectNode next = all ? sized(arguments, schema) : arguments;
        ObjectNode whole = null;
        Output output = Output.of(format, out, format.cells() ? select : List.of(), true);
        try (Progress progress =
                Progress.start(count::get, total::get, () -> session.budgets().left())) {
            while (next != null) {
                ToolResult result = session.call(next);
                if (result.error()) {
                    err.println(result.text());
                    if (all) {
                        err.println("ghl-mcp: stopped after " + count + " items; the page asked for was " + next);
                    }
                    // What came before is printed all the same; JSON that lacks its end is not.
                    if (format != Format.json) {
                        output.close();
                    }
                    return exit(result);
                }
                ObjectNode json = (ObjectNode) Json.MAPPER.readTree(result.json());
                JsonNode paging = json.path("paging");
                ArrayNode items = Items.of(session.tool(), json);
                count.addAndGet(items.size());
                total.set(paging.path("total").asLong(-1));
                asked.add(next);
                next = all && paging.path("next") instanceof ObjectNode more && asked.add(more) ? more : null;
                ObjectNode shaped = shape.of(result);
                if (format == Format.json) {
                    whole = whole == null ? shaped : joined(whole, shaped);
                } else {
                    progress.around(() -> rows(shaped, output));
                }
                if (output.lost()) {
                    return 1;
                }
            }
        }
        if (format == Format.json) {
            out.println(all ? closed(whole, count.get()) : whole);
        } else {
            output.close();
        }
        return 0;
    }

    /// Wrong arguments are 2, as a wrong command line is.
    static int exit(ToolResult result) {
        return List.of("invalid", "unknown", "denied", "unasked").contains(result.outcome()) ? 2 : 1;
    }

    private void rows(ObjectNode shaped, Output output) {
        if (Items.path(session.tool(), shaped).isEmpty()) {
            output.row(format.cells() ? Cells.row(shaped) : shaped);
            return;
        }
        for (JsonNode item : Items.of(session.tool(), shaped)) {
            output.row(
                    item instanceof ObjectNode object
                            ? object
                            : Json.MAPPER.createObjectNode().set("value", item));
        }
    }

    private ObjectNode joined(ObjectNode whole, ObjectNode page) {
        Items.of(session.tool(), whole).addAll(Items.of(session.tool(), page));
        return whole;
    }

    private static ObjectNode closed(ObjectNode whole, long count) {
        if (whole.path("paging") instanceof ObjectNode paging) {
            paging.put("count", count).remove("next");
        }
        return whole;
    }

    private static ObjectNode sized(ObjectNode arguments, JsonNode schema) {
        for (String size : SIZES) {
            JsonNode most = schema.path(size).path("maximum");
            if (most.isNumber() && !arguments.has(size)) {
                return arguments.deepCopy().put(size, Math.min(LARGEST, most.asInt()));
            }
        }
        return arguments;
    }
}
