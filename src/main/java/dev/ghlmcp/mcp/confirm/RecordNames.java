package dev.ghlmcp.mcp.confirm;

import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.endpoint.Endpoint;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.text.ForeignText;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Finds the names of records by their ids, for a question. It calls the tool that reads one record and whose path ends
/// in this argument, or one that lists them.
///
/// @param client of the call
/// @param reads  of the question
record RecordNames(HighLevelClient client, TimedReads reads) {
    static final int MAX_NAME = 80;

    /// Arguments that the reading tools call by another name.
    private static final Map<String, String> SYNONYMS = Map.of(
            "appointmentId", "eventId",
            "assignedTo", "userId",
            "contacts", "contactId",
            "ids", "contactId",
            "followers", "userId",
            "id", "opportunityId");

    /// What lists the records that no tool reads by their id.
    private static final Map<String, String> LISTS = Map.of(
            "campaignId", "list_campaigns",
            "groupId", "list_calendar_groups",
            "noteId", "list_appointment_notes",
            "pipelineId", "list_pipelines",
            "workflowId", "list_workflows");

    private static final String CONTACT = "contactId";

    /// A record whose name is being read.
    ///
    /// @param read   null if no tool tells its name
    /// @param listed among others
    record Wanted(String argument, JsonNode id, Future<Reply> read, boolean listed) {}

    /// Whether the argument holds ids.
    boolean names(String argument) {
        return argument.endsWith("Id") || argument.endsWith("Ids") || SYNONYMS.containsKey(argument);
    }

    /// The sub-account, if the call names one; else null.
    String location(ObjectNode arguments) {
        JsonNode id = arguments.path(Declaration.LOCATION_ID);
        if (!id.isString()) {
            return null;
        }
        String name = client.locations().name(id.stringValue());
        String shown = Declaration.LOCATION_ID + " " + ForeignText.quoted(id.stringValue(), MAX_NAME);
        return name == null ? shown : ForeignText.quoted(name, MAX_NAME) + " (" + shown + ")";
    }

    /// Begins to read the name of one record.
    ///
    /// @param called    whose argument it is
    /// @param arguments of the call, which fill the rest of the path
    Wanted start(ToolDefinition called, String argument, JsonNode id, ObjectNode arguments) {
        String hole =
                called.indexed() ? argument.replaceFirst("Ids$", "Id") : SYNONYMS.getOrDefault(argument, argument);
        ObjectNode given = arguments.deepCopy();
        given.set(hole, id);
        ToolDefinition one = reads.callable().stream()
                .filter(tool -> reads(tool, hole, given) && (!called.indexed() || leads(tool, called, hole)))
                .findFirst()
                .orElse(null);
        ToolDefinition list = one != null || called.indexed()
                ? one
                : reads.callable().stream()
                        .filter(tool -> tool.name().equals(LISTS.get(hole)) && filled(tool.endpoint(), given))
                        .findFirst()
                        .orElse(null);
        return new Wanted(argument, id, list == null ? null : reads.start(list, holes(list, given)), one == null);
    }

    /// Whether what a tool reads is what the path of an operation of the API names there: many holes are named alike.
    private static boolean leads(ToolDefinition tool, ToolDefinition called, String hole) {
        String path = tool.endpoint().path().toString();
        return hole.equals(Declaration.LOCATION_ID)
                || !called.endpoint().path().holes().contains(hole)
                || (called.endpoint().path() + "/").startsWith(path + "/");
    }

    private static boolean reads(ToolDefinition tool, String hole, ObjectNode given) {
        if (!tool.hints().readOnly() || tool.endpoints().isEmpty() || tool.composite() || tool.listing() != null) {
            return false;
        }
        Endpoint at = tool.endpoint();
        return at.method().equals("GET") && at.path().toString().endsWith("{" + hole + "}") && filled(at, given);
    }

    private static boolean filled(Endpoint at, ObjectNode given) {
        return at.path().holes().stream().allMatch(given::hasNonNull);
    }

    private static ObjectNode holes(ToolDefinition tool, ObjectNode given) {
        ObjectNode filling = Json.MAPPER.createObjectNode();
        tool.endpoint().path().holes().forEach(hole -> filling.set(hole, given.get(hole)));
        return filling;
    }

    /// Whether HighLevel says that there is no such record. A list may be behind, so it never says so.
    boolean absent(Wanted wanted) {
        return !wanted.listed() && reads.reply(wanted.read()) instanceof Failure failure && failure.noSuchRecord();
    }

    /// Whether the record was read, which may be one without a name.
    boolean read(Wanted wanted) {
        return records(wanted).findAny().isPresent();
    }

    /// The name of the record, cleaned and cut; null if it cannot be read.
    String name(Wanted wanted) {
        return records(wanted)
                .map(RecordText::name)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElseGet(() -> records(wanted)
                        .map(record -> record.path(CONTACT))
                        .filter(JsonNode::isString)
                        .findFirst()
                        .map(this::contactName)
                        .orElse(null));
    }

    /// Of a record without a name, such as a conversation, the contact's says which it is.
    private String contactName(JsonNode id) {
        JsonNode answer = reads.start("get_contact", CONTACT, id).of("get_contact");
        String name = answer == null ? "" : RecordText.name(answer.path("contact"));
        return name.isEmpty() ? null : name;
    }

    private Stream<JsonNode> records(Wanted wanted) {
        if (!(reads.reply(wanted.read()) instanceof Reply.Answer(int _, JsonNode body))) {
            return Stream.of();
        }
        return wanted.listed()
                ? body.valueStream()
                        .flatMap(JsonNode::valueStream)
                        .filter(each -> each.path("id").equals(wanted.id()))
                : Stream.concat(Stream.of(body), body.valueStream()).filter(JsonNode::isObject);
    }

    /// What of a record of money a person has to know beside its name; empty of others.
    String facts(Wanted wanted) {
        return records(wanted).map(RecordText::facts).collect(Collectors.joining());
    }
}
