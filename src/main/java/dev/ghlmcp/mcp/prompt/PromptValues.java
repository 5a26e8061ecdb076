package dev.ghlmcp.mcp.prompt;

import dev.ghlmcp.catalog.ArgumentTraits;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.input.ArgumentSchema;
import dev.ghlmcp.mcp.input.ArgumentSchema.Arguments;
import dev.ghlmcp.mcp.input.ArgumentValidator;
import dev.ghlmcp.mcp.input.Complaints;
import dev.ghlmcp.mcp.lookup.NameLookup;
import dev.ghlmcp.mcp.lookup.RecordKind;
import dev.ghlmcp.mcp.time.DateTimes;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the arguments of a prompt by the rules for the arguments of tools.
record PromptValues(Prompt prompt, CallerTools tools, NameLookup names) {
    private static final String LOCATION = PromptInput.LOCATION.name();

    /// The values, with ids where the person gave names.
    ///
    /// @throws IllegalArgumentException with all complaints
    /// @throws dev.ghlmcp.mcp.lookup.LookupException if the tool that lists the names fails
    ObjectNode read(Map<String, String> given) {
        Arguments read = schema().read(Json.MAPPER.valueToTree(given));
        ObjectNode values = read.values();
        Complaints complaints = read.complaints();
        if (complaints.isEmpty() && values.has(LOCATION)) {
            resolve(PromptInput.LOCATION, values, complaints);
        }
        if (complaints.isEmpty()) {
            prompt.arguments().stream()
                    .filter(input -> values.has(input.name()) && !input.equals(PromptInput.LOCATION))
                    .forEach(input -> resolve(input, values, complaints));
        }
        if (!complaints.isEmpty()) {
            throw new IllegalArgumentException(
                    ArgumentValidator.invalid(prompt.name(), complaints).text());
        }
        return values;
    }

    private ArgumentSchema schema() {
        ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (PromptInput input : prompt.arguments()) {
            properties.set(input.name(), input.schema().deepCopy().put("description", input.text()));
            if (input.required()) {
                required.add(input.name());
            }
        }
        return new ArgumentSchema(schema, ArgumentTraits.NONE, true);
    }

    private void resolve(PromptInput input, ObjectNode values, Complaints complaints) {
        String name = input.name();
        String text = values.path(name).asString();
        String location = values.path(LOCATION).asString(null);
        try {
            if (input.kind() == RecordKind.LOCATION) {
                values.put(name, tools.access().locations().id(name, text));
            } else if (input.kind() != null) {
                String pipeline = values.path(RecordKind.PIPELINE.toString()).asString(null);
                values.put(name, names.id(tools, input.kind(), text, location, pipeline));
            } else if (input.isDay()) {
                values.put(name, DateTimes.day(name, text, () -> tools.zone(location)));
            }
        } catch (IllegalArgumentException e) {
            complaints.add(e.getMessage());
        }
    }
}
