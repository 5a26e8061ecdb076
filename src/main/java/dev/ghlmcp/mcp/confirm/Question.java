package dev.ghlmcp.mcp.confirm;

import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.catalog.ToolDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The question before a call, such as `Delete contact: "Maria Lopez" (contactId ouXv...)?` Names are read from
/// HighLevel; if that fails or takes too long, the id stands alone.
///
/// @param reader    finds names
/// @param tool      that is about to be called
/// @param arguments of the call
record Question(RecordNames reader, ToolDefinition tool, ObjectNode arguments) {
    private static final int MAX_VALUE = 60;
    private static final int MAX = 700;
    private static final int MAX_NAMED = 3;

    String text() {
        List<String> parts = new ArrayList<>();
        List<String> holes = new ArrayList<>(tool.endpoints().getFirst().path().holes());
        // The last hole names the record of the call, those before it the records around it.
        Collections.reverse(holes);
        holes.forEach(name -> add(parts, name));
        arguments.propertyNames().stream()
                .filter(name -> !holes.contains(name) && !name.equals(Declaration.LOCATION_ID))
                .forEach(name -> add(parts, name));
        String location = reader.location(arguments);
        String text = tool.title()
                + (parts.isEmpty() ? "" : ": " + String.join(", ", parts))
                + (location == null ? "" : ", in " + location);
        return SafeText.of(text, MAX) + "?";
    }

    private void add(List<String> parts, String name) {
        JsonNode value = arguments.path(name);
        if (value.isMissingNode() || name.equals(Declaration.LOCATION_ID)) {
            return;
        }
        if (value.isNull() || value.equals(tool.traits().clear().get(name))) {
            String meaning = tool.traits().nullable(name);
            parts.add(name + (meaning == null ? " is EMPTIED" : " none: " + meaning));
            return;
        }
        List<JsonNode> ids = value.isArray() ? List.copyOf(value.asArray().elements()) : List.of(value);
        if (!reader.names(name)) {
            parts.add(name + " " + SafeText.of(value.toString(), MAX_VALUE));
            return;
        }
        ids.stream().limit(MAX_NAMED).forEach(id -> parts.add(named(name, id)));
        if (ids.size() > MAX_NAMED) {
            parts.add((ids.size() - MAX_NAMED) + " more of " + name);
        }
    }

    private String named(String argument, JsonNode id) {
        String shown = argument + " " + SafeText.of(id.asString(""), MAX_VALUE);
        String name = reader.name(argument, id, arguments);
        return name == null ? shown : "\"" + name.replace('"', '\'') + "\" (" + shown + ")";
    }
}
