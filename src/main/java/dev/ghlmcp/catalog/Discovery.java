package dev.ghlmcp.catalog;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.operation.annotation.Default;
import dev.ghlmcp.operation.annotation.Doc;
import dev.ghlmcp.operation.annotation.Limit;
import dev.ghlmcp.operation.annotation.OneOf;
import dev.ghlmcp.operation.annotation.Required;
import dev.ghlmcp.operation.annotation.Tool;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The three tools that lead to all others, for clients that do not want to read every definition, and to the
/// operations of the API that no list has. They are not operations: `search_tools` and `describe_tool` send nothing to
/// HighLevel, and `call_tool` runs the tool that it names.
public sealed interface Discovery {
    /// The tool that finds tools.
    String SEARCH = "search_tools";

    /// The tool that describes tools.
    String DESCRIBE = "describe_tool";

    /// The tool that calls tools.
    String CALL = "call_tool";

    /// What declares them, in the order in which they are listed.
    List<Class<? extends Discovery>> RECORDS = List.of(SearchTools.class, DescribeTool.class, CallTool.class);

    /// What `tools/list` says of one of them.
    static JsonNode entry(String name) {
        return Json.MAPPER.readTree(ToolView.resource(name + ".json"));
    }

    /// What `tools/list` says of them.
    static List<JsonNode> entries() {
        return List.of(entry(SEARCH), entry(DESCRIBE), entry(CALL));
    }

    /// The same where nothing can be called but what reads.
    static List<JsonNode> reading() {
        ObjectNode call = (ObjectNode) entry(CALL);
        call.putObject("annotations").put("readOnlyHint", true);
        return List.of(entry(SEARCH), entry(DESCRIBE), call);
    }

    /// What the schema of a tool cannot say: the arguments for another tool are an object, or the text of one.
    static ArgumentTraits traits(String name) {
        return switch (name) {
            case CALL -> ArgumentTraits.of(CallTool.class);
            case EventTool.WATCH -> ArgumentTraits.of(EventTool.Watch.class);
            default -> ArgumentTraits.NONE;
        };
    }

    /// Arguments that most tools have, and that models also give beside `arguments`: they are meant for the tool that
    /// is
    /// called.
    static List<String> beside(String name) {
        return switch (name) {
            case CALL -> List.of("confirm", "dryRun", "fields", "locationId");
            case EventTool.WATCH -> List.of("locationId");
            default -> List.of();
        };
    }

    @Tool(
            value = "Find HighLevel tools by what they should do; the best comes with its input schema for call_tool.",
            readOnly = true)
    record SearchTools(
            @Doc("A few words, such as: move a booking, unread texts, won deals") @Required
            String query,

            @Doc("How many input schemas, as far as they fit") @Default("1") @Limit(min = 1, max = 10)
            Integer limit)
            implements Discovery {}

    @Tool(value = "Show the arguments of tools, and what calls do.", readOnly = true)
    record DescribeTool(
            @Doc("From search_tools") @Required List<String> names,

            @OneOf({"signature", "schema"}) String format) implements Discovery {}

    @Tool(
            value = "Call any HighLevel tool that search_tools found; it answers as if called directly.",
            destructive = true)
    record CallTool(
            @Doc("From search_tools") @Required String name,

            @Doc("JSON object, as the tool's inputSchema says")
            Map<String, Object> arguments)
            implements Discovery {}
}
