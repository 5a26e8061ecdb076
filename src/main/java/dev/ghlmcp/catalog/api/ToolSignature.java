package dev.ghlmcp.catalog.api;

import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.catalog.ToolDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The arguments of a tool in the words of TypeScript: `get_thing({thingId: string, limit?: integer})`. It says what a
/// schema does in half as many tokens.
public final class ToolSignature {
    /// Arguments of many tools, which the instructions explain.
    private static final Set<String> COMMON =
            Set.of(Declaration.LOCATION_ID, Declaration.COMPANY_ID, "fields", "dryRun", "confirm");

    private static final String FILE = "string /* path */|{filename: string, dataBase64: string}";

    private final ToolDefinition tool;

    private ToolSignature(ToolDefinition tool) {
        this.tool = tool;
    }

    /// The signature of a tool.
    ///
    /// @param entry what `tools/list` says of it
    public static String of(ToolDefinition tool, JsonNode entry) {
        String arguments = new ToolSignature(tool).members(entry.path("inputSchema"), "");
        return tool.name() + "(" + (arguments.equals("{}") ? "" : arguments) + ")";
    }

    /// The arguments that the signature leaves out because many tools have them; empty for none.
    public static String common(JsonNode entry) {
        return entry.at("/inputSchema/properties")
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(COMMON::contains)
                .collect(Collectors.joining(", "));
    }

    private String members(JsonNode schema, String at) {
        List<String> required =
                schema.path("required").valueStream().map(JsonNode::asString).toList();
        StringJoiner members = new StringJoiner(", ", "{", "}");
        schema.path("properties").properties().forEach(member -> {
            String name = member.getKey();
            JsonNode type = member.getValue();
            if (at.isEmpty() && COMMON.contains(name) && !required.contains(name)) {
                return;
            }
            boolean needed = required.contains(name)
                    || type.path("description").asString("").contains(ApiSchema.ADVISED);
            members.add(name + (needed ? ": " : "?: ") + type(type, at.isEmpty() ? name : at + "." + name));
        });
        return members.toString();
    }

    private String type(JsonNode schema, String at) {
        if (schema.path("description").asString("").startsWith(ApiSchema.FILE)) {
            return FILE;
        }
        if (schema.path("description").asString("").startsWith(ApiSchema.FILES)) {
            return "{[part: string]: " + FILE + "}";
        }
        if (tool.traits().of(at).mixed() != null) {
            return "any";
        }
        if (schema.has("enum")) {
            return schema.path("enum")
                    .valueStream()
                    .map(word -> '"' + word.asString() + '"')
                    .collect(Collectors.joining("|"));
        }
        return switch (schema.path("type").asString("")) {
            case "array" -> list(type(schema.path("items"), at + "[]"));
            case "object" -> schema.path("properties").isEmpty() ? "object" : members(schema, at);
            case "string" -> schema.has("format") ? schema.path("format").asString() : "string";
            case String type -> type;
        };
    }

    private static String list(String item) {
        return item.contains("|") ? "(" + item + ")[]" : item + "[]";
    }
}
