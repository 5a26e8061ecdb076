package dev.ghlmcp.catalog;

import dev.ghlmcp.catalog.Complaints.Complaint;
import dev.ghlmcp.catalog.OpenApi.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Where an answer differs from what HighLevel's document says of it.
final class Answers {
    /// In every answer, yet in no document; and what this program adds.
    private static final Set<String> BESIDES = Set.of(
            "traceId", "paging", "touched", "times", "dataNotInstructions", "leftOut", "sent", "assumed", "unresolved");

    /// Names that this program writes beside ids, and beside names in lower case.
    private static final Pattern ADDED = Pattern.compile(
            ".*\\.(pipeline|pipelineStage|calendar|assignedTo|assignedUser|user|contact|type)Name|.*\\.(customFields|contacts)\\[]\\.name");

    private final OpenApi document;
    private final List<Complaint> complaints = new ArrayList<>();
    private boolean lean;

    Answers(OpenApi document) {
        this.document = document;
    }

    /// @param answer of the tool; a bare list stands under `items`
    List<Complaint> of(String tool, JsonNode answer, JsonNode operation) {
        JsonNode schema = document.success(operation);
        lean = answer.has("leftOut");
        if (document.shape(schema).items().isObject()) {
            compare(tool, answer.path("items"), schema);
        } else if (!schema.isMissingNode()) {
            ObjectNode body = ((ObjectNode) answer).deepCopy();
            body.remove(BESIDES);
            compare(tool, body, schema);
        }
        return complaints;
    }

    private void compare(String place, JsonNode answer, JsonNode schema) {
        Shape shape = document.shape(schema);
        if (answer.isNull() || shape.open()) {
            return;
        }
        if (!fits(answer, shape.types())) {
            complaints.add(new Complaint(
                    place,
                    "type",
                    answer.getNodeType().name().toLowerCase(java.util.Locale.ROOT) + ", theirs " + shape.types()));
            return;
        }
        answer.forEach(item -> {
            if (answer.isArray() && shape.items().isObject()) {
                compare(place + "[]", item, shape.items());
            }
        });
        if (shape.properties().isEmpty()) {
            return;
        }
        answer.properties().forEach(entry -> {
            JsonNode theirs = shape.properties().get(entry.getKey());
            if (theirs == null && ADDED.matcher(place + "." + entry.getKey()).matches()) {
                return;
            }
            if (theirs == null) {
                complaints.add(new Complaint(place + "." + entry.getKey(), "name", "only in the answer"));
            } else {
                compare(place + "." + entry.getKey(), entry.getValue(), theirs);
            }
        });
        shape.required().stream()
                .filter(name -> !lean && !answer.has(name))
                .forEach(name -> complaints.add(new Complaint(place + "." + name, "required", "not in the answer")));
    }

    private static boolean fits(JsonNode value, Set<String> types) {
        return switch (value.getNodeType()) {
            case OBJECT -> types.contains("object");
            case ARRAY -> types.contains("array");
            case STRING -> types.contains("string");
            case BOOLEAN -> types.contains("boolean");
            case NUMBER -> types.contains("number") || (types.contains("integer") && value.isIntegralNumber());
            default -> false;
        };
    }
}
