package dev.ghlmcp.mcp.confirm;

import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.endpoint.Endpoint;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.highlevel.reply.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Finds the name of a record by its id, for a question. It calls the tool that reads one record and whose path ends in
/// this argument. All reads for one question together have a time limit.
final class RecordNames {
    private static final Duration MAX_DURATION = Duration.ofSeconds(5);
    private static final int MAX_NAME = 80;

    /// Arguments that the reading tools call by another name.
    private static final Map<String, String> SYNONYMS = Map.of(
            "appointmentId", "eventId",
            "contacts", "contactId",
            "ids", "contactId",
            "followers", "userId",
            "id", "opportunityId");

    /// Members that name a record, the best first.
    private static final List<String> NAMES =
            List.of("name", "contactName", "fullName", "title", "subject", "body", "email", "phone", "key");

    private final HighLevelClient client;
    private final List<ToolDefinition> callable;
    private final Deadline deadline = Deadline.in(MAX_DURATION);

    RecordNames(HighLevelClient client, List<ToolDefinition> callable) {
        this.client = client;
        this.callable = callable;
    }

    /// Whether the argument holds ids.
    boolean names(String argument) {
        return argument.endsWith("Id") || SYNONYMS.containsKey(argument);
    }

    /// The sub-account, if the call names one; else null.
    String location(ObjectNode arguments) {
        JsonNode id = arguments.path(Declaration.LOCATION_ID);
        if (!id.isString()) {
            return null;
        }
        String name = client.locations().name(id.stringValue());
        String shown = Declaration.LOCATION_ID + " " + SafeText.of(id.stringValue(), MAX_NAME);
        return name == null ? shown : SafeText.of(name, MAX_NAME) + " (" + shown + ")";
    }

    /// The name of one record, cleaned and cut; null if it cannot be read.
    ///
    /// @param arguments of the call, which fill the rest of the path
    String name(String argument, JsonNode id, ObjectNode arguments) {
        String hole = SYNONYMS.getOrDefault(argument, argument);
        ObjectNode given = arguments.deepCopy();
        given.set(hole, id);
        ToolDefinition tool = callable.stream()
                .filter(candidate -> reads(candidate, hole, given))
                .findFirst()
                .orElse(null);
        Duration left = deadline.left();
        if (tool == null || left.isNegative() || left.isZero()) {
            return null;
        }
        try {
            return client.within(left).call(tool, tool.endpoint(), given) instanceof Reply.Answer answer
                    ? name(answer.body())
                    : null;
        } catch (JacksonException _) {
            return null;
        }
    }

    private boolean reads(ToolDefinition tool, String hole, ObjectNode given) {
        if (!tool.hints().readOnly() || tool.endpoints().isEmpty() || tool.composite() || tool.listing() != null) {
            return false;
        }
        Endpoint at = tool.endpoint();
        List<String> holes = at.path().holes();
        return at.method().equals("GET")
                && !holes.isEmpty()
                && holes.getLast().equals(hole)
                && at.path().toString().endsWith("{" + hole + "}")
                && holes.stream().allMatch(given::hasNonNull);
    }

    /// The name of the record, which is the body or a member of it.
    private static String name(JsonNode body) {
        return Stream.concat(Stream.of(body), body.valueStream().filter(JsonNode::isObject))
                .map(RecordNames::ownName)
                .filter(name -> name != null && !name.isBlank())
                .findFirst()
                .orElse(null);
    }

    private static String ownName(JsonNode record) {
        String full = (record.path("firstName").asString("") + " "
                        + record.path("lastName").asString(""))
                .strip();
        if (!full.isEmpty()) {
            return SafeText.of(full, MAX_NAME);
        }
        return NAMES.stream()
                .map(record::path)
                .filter(JsonNode::isString)
                .map(name -> SafeText.of(name.stringValue(), MAX_NAME))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse(null);
    }
}
