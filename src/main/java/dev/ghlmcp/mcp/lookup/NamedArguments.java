package dev.ghlmcp.mcp.lookup;

import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.api.ApiTools;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.CallableTools;
import dev.ghlmcp.mcp.input.Complaints;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Puts ids where the arguments of a call have names, so that nobody needs a call to look them up. What writes
/// takes whole names only, as HighLevel has them at that moment.
public record NamedArguments(NameLookup names) {
    private static final Map<String, RecordKind> KINDS = Map.ofEntries(
            Map.entry("contactId", RecordKind.CONTACT),
            Map.entry("opportunityId", RecordKind.OPPORTUNITY),
            Map.entry("calendarId", RecordKind.CALENDAR),
            Map.entry("pipelineId", RecordKind.PIPELINE),
            Map.entry("pipelineStageId", RecordKind.STAGE),
            Map.entry("assignedTo", RecordKind.USER),
            Map.entry("assignedUserId", RecordKind.USER),
            Map.entry("userId", RecordKind.USER),
            Map.entry("userIds", RecordKind.USER),
            Map.entry("followers", RecordKind.USER),
            Map.entry("workflowId", RecordKind.WORKFLOW),
            Map.entry("campaignId", RecordKind.CAMPAIGN));

    /// One word of letters, which are too few for an id, or what has a blank or an @ in it.
    private static final Pattern NAME = Pattern.compile("(?Us)(?!unassigned$)[\\p{L}.'’&-]{2,16}|\\s*\\S+[\\s@]+\\S.*");

    /// Whether an argument takes names.
    public static boolean takes(String argument) {
        return KINDS.containsKey(argument);
    }

    private record Call(
            CallableTools tools, ToolDefinition tool, ObjectNode arguments, Complaints complaints, ObjectNode meant) {}

    /// Changes the arguments in place.
    ///
    /// @param complaints gets a sentence for each name that is none, or may be several
    /// @return the records that were meant, by argument; null if there were no names
    public ObjectNode read(CallableTools tools, ToolDefinition tool, ObjectNode arguments, Complaints complaints) {
        Call call = null;
        if (!complaints.isEmpty()) {
            return null;
        }
        for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
            RecordKind kind = KINDS.get(argument.getKey());
            if (kind == null || (kind == RecordKind.CAMPAIGN && tool.toolset().startsWith(ApiTools.TOOLSET))) {
                // Campaigns of advertisements are others.
                continue;
            }
            if (named(argument.getValue())) {
                call = call == null ? call(tools, tool, arguments, complaints) : call;
                argument.setValue(id(call, kind, argument.getKey(), argument.getValue()));
            } else if (argument.getValue() instanceof ArrayNode list) {
                for (int at = 0; at < list.size(); at++) {
                    if (named(list.get(at))) {
                        call = call == null ? call(tools, tool, arguments, complaints) : call;
                        list.set(at, id(call, kind, argument.getKey() + "[" + at + "]", list.get(at)));
                    }
                }
            }
        }
        return call == null ? null : call.meant();
    }

    private static Call call(CallableTools tools, ToolDefinition tool, ObjectNode arguments, Complaints complaints) {
        return new Call(tools, tool, arguments, complaints, Json.MAPPER.createObjectNode());
    }

    private static boolean named(JsonNode value) {
        return value.isString() && NAME.matcher(value.stringValue()).matches();
    }

    private JsonNode id(Call call, RecordKind kind, String argument, JsonNode value) {
        String location = call.arguments().path(Declaration.LOCATION_ID).asString(null);
        String pipeline = call.arguments().path("pipelineId").asString(null);
        try {
            boolean whole = !call.tool().hints().readOnly();
            NamedRecord found = names.now(call.tools(), kind, value.stringValue(), location, pipeline, whole);
            call.meant().putObject(argument).put("id", found.id()).put("name", found.name());
            return StringNode.valueOf(found.id());
        } catch (IllegalArgumentException | LookupException e) {
            call.complaints().add(argument + ": " + e.getMessage().replaceFirst("\\.$", ""));
            return value;
        }
    }
}
