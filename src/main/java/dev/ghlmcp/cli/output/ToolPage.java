package dev.ghlmcp.cli.output;

import dev.ghlmcp.catalog.Clearing;
import dev.ghlmcp.catalog.RareArguments;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.api.ApiTools;
import dev.ghlmcp.catalog.api.ToolSignature;
import dev.ghlmcp.catalog.endpoint.ToolHints;
import dev.ghlmcp.catalog.example.ToolExamples;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The help page of one tool.
///
/// @param tool  the one shown
/// @param entry what `tools/list` says of it
public record ToolPage(ToolDefinition tool, JsonNode entry) {
    /// The page, whose last line is a call that works as it stands, on the sandbox.
    public String text() {
        StringJoiner page = new StringJoiner("\n");
        page.add(tool.name() + ": " + tool.text());
        page.add("");
        page.add("Toolset " + tool.toolset() + ". "
                + (tool.indexed() && ApiTools.never(tool.name())
                        ? "Described, but never called."
                        : hints(tool.hints())));
        if (!tool.endpoints().isEmpty()) {
            page.add((tool.scopes().isEmpty()
                            ? "HighLevel's documents name no scope"
                            : "Scope " + String.join(", ", tool.scopes()))
                    + ". Token of the "
                    + String.join(
                            " or the ",
                            tool.endpoints().getFirst().tokens().stream()
                                    .map(token -> token.name()
                                            .toLowerCase(Locale.ROOT)
                                            .replace('_', '-'))
                                    .toList())
                    + ".");
        }
        page.add("");
        page.add("Arguments (* must be given"
                + (tool.anyOf().isEmpty() ? "" : "; and one of " + String.join(", ", tool.anyOf())) + "):");
        List<String> required = required();
        ObjectNode known =
                (ObjectNode) RareArguments.full(tool.name(), tool.hints().readOnly(), entry.path("inputSchema"))
                        .path("properties");
        known.remove(RareArguments.ARGUMENT);
        int width = known.propertyNames().stream()
                .mapToInt(name -> CallArguments.flag(name).length())
                .max()
                .orElse(0);
        known.properties()
                .forEach(argument -> page.add(("  --%-" + width + "s %s %s")
                        .formatted(
                                CallArguments.flag(argument.getKey()),
                                required.contains(argument.getKey()) ? "*" : " ",
                                described(argument.getKey(), argument.getValue()))
                        .stripTrailing()));
        page.add("");
        if (tool.toolset().startsWith(ApiTools.TOOLSET)) {
            page.add("Signature: " + ToolSignature.of(tool, entry));
        } else {
            page.add("Example, which works as it stands:");
            page.add("  " + example());
        }
        return page.toString();
    }

    private List<String> required() {
        return entry.at("/inputSchema/required")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private static String hints(ToolHints hints) {
        return hints.readOnly()
                ? "Reads only."
                : (hints.destructive() ? "Changes or removes what is there" : "Writes")
                        + (hints.idempotent() ? "; a second identical call changes nothing more." : ".");
    }

    private String described(String name, JsonNode schema) {
        List<String> parts = new ArrayList<>(List.of(type(schema)));
        if (name.equals(Clearing.ARGUMENT)) {
            parts.add("any of " + String.join(", ", tool.traits().clear().keySet()));
        }
        JsonNode words = schema.has("enum") ? schema.path("enum") : schema.at("/items/enum");
        if (!words.isEmpty()) {
            parts.add("one of "
                    + String.join(
                            ", ", words.valueStream().map(JsonNode::asString).toList()));
        }
        if (schema.has("minimum") || schema.has("maximum")) {
            parts.add(schema.path("minimum").asString("") + ".."
                    + schema.path("maximum").asString(""));
        }
        if (schema.has("default")) {
            parts.add("default " + word(schema.path("default")));
        }
        String description = schema.path("description").asString("");
        return String.join(", ", parts) + (description.isEmpty() ? "" : ". " + description);
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        String name = type.isArray() ? type.path(0).asString("") : type.asString("");
        return switch (name) {
            case "" -> "any value";
            case "string" -> schema.path("format").asString("text");
            case "array" -> "list of " + type(schema.path("items"));
            case "object" -> {
                List<String> members = List.copyOf(schema.path("properties").propertyNames());
                yield members.isEmpty() ? "object" : "object with " + String.join(", ", members);
            }
            default -> name;
        };
    }

    private String example() {
        StringBuilder line = new StringBuilder("ghl-mcp --sandbox call " + tool.name());
        ToolExamples.load()
                .of(tool.name(), entry.path("inputSchema"))
                .properties()
                .forEach(argument -> {
                    JsonNode value = argument.getValue();
                    if (value.isArray() && value.valueStream().allMatch(JsonNode::isValueNode)) {
                        value.forEach(item -> line.append(flag(argument.getKey(), item.asString())));
                    } else {
                        line.append(flag(argument.getKey(), word(value)));
                    }
                });
        return line.toString();
    }

    private static String word(JsonNode value) {
        return value.isContainer() ? value.toString() : value.asString();
    }

    private static String flag(String name, String value) {
        return " --" + CallArguments.flag(name) + " "
                + (value.matches("[\\w@%+:,./-]+") ? value : "'" + value.replace("'", "'\\''") + "'");
    }
}
