package dev.ghlmcp.mcp.composite;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.json.Json;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The code of tools that choose among several requests, or whose endpoint v3 replaced.
///
/// @param highLevel sends the requests
/// @param tool      that is called
/// @param arguments valid against its schema
public record Composites(HighLevelClient highLevel, ToolDefinition tool, ObjectNode arguments) {
    /// Sends the request of a tool, whether one endpoint makes it or code of its own.
    public static Reply send(HighLevelClient client, ToolDefinition tool, ObjectNode arguments) {
        return tool.composite()
                ? new Composites(client, tool, arguments).call()
                : client.call(tool, tool.endpoint(), arguments);
    }

    /// Finds what a call is about, before a person is asked: an invoice of a known number is replaced.
    ///
    /// @param arguments valid against its schema, changed in place
    /// @return why nothing may be sent; null if it may
    public static Failure resolve(HighLevelClient client, ToolDefinition tool, ObjectNode arguments) {
        return tool.name().equals("upsert_invoice") ? new InvoiceNumber(client, tool, arguments).resolve() : null;
    }

    public Reply call() {
        return switch (tool.name()) {
            case "find_contact" -> findContact();
            case "upsert_invoice" -> new InvoiceUpsert(highLevel, tool, arguments).call();
            case "list_contacts" -> listContacts();
            case "list_location_users" -> listLocationUsers();
            default -> throw new IllegalStateException(tool.name() + " is a composite without code");
        };
    }

    /// Answers `{contacts, total}` however the contact was found. The search index lags behind writes, so the duplicate
    /// check, which knows the newest contacts, looks for what the search does not find.
    private Reply findContact() {
        if (arguments.hasNonNull("contactId")) {
            return found(highLevel.call(tool, tool.endpoints().getFirst(), arguments));
        }
        ObjectNode search = Json.MAPPER.createObjectNode().put("page", 1);
        ArrayNode either =
                search.putArray("filters").addObject().put("group", "OR").putArray("filters");
        ObjectNode duplicate = Json.MAPPER.createObjectNode();
        copy("email", either, duplicate, "email");
        copy("phone", either, duplicate, "number");
        if (arguments.has("locationId")) {
            search.set("locationId", arguments.get("locationId"));
            duplicate.set("locationId", arguments.get("locationId"));
        }
        Reply reply = highLevel.call(tool, tool.endpoints().get(1), search);
        return reply instanceof Reply.Answer answer
                        && answer.body().path("contacts").isEmpty()
                ? found(highLevel.call(tool, tool.endpoints().get(2), duplicate))
                : reply;
    }

    private void copy(String argument, ArrayNode filters, ObjectNode duplicate, String number) {
        if (arguments.hasNonNull(argument)) {
            JsonNode value = arguments.get(argument);
            filters.addObject().put("field", argument).put("operator", "eq").set("value", value);
            duplicate.set(number, value);
        }
    }

    private static Reply found(Reply reply) {
        return answer(reply, body -> {
            ObjectNode found = Json.MAPPER.createObjectNode();
            ArrayNode contacts = found.putArray("contacts");
            if (body.path("contact").isObject()) {
                contacts.add(body.path("contact"));
            }
            return found.put("total", contacts.size());
        });
    }

    private Reply listContacts() {
        ObjectNode search = arguments.deepCopy();
        JsonNode limit = search.remove("limit");
        search.set("pageLimit", limit == null ? Json.MAPPER.getNodeFactory().numberNode(20) : limit);
        JsonNode startAfter = search.remove("startAfter");
        JsonNode startAfterId = search.remove("startAfterId");
        if (startAfter != null && startAfterId != null) {
            search.putArray("searchAfter").add(startAfter).add(startAfterId);
        }
        return answer(
                highLevel.call(tool, tool.endpoints().getFirst(), search),
                body -> likeList(body, search.path("pageLimit").asInt()));
    }

    /// Adds the cursor that the endpoint of the dated versions answers.
    private static JsonNode likeList(JsonNode body, int limit) {
        JsonNode contacts = body.path("contacts");
        JsonNode cursor = contacts.path(contacts.size() - 1).path("searchAfter");
        ObjectNode list = body.asObject();
        ObjectNode meta = list.putObject("meta");
        meta.set("total", body.path("total"));
        if (contacts.size() >= limit && cursor.size() == 2) {
            meta.set("startAfter", cursor.get(0)).set("startAfterId", cursor.get(1));
            meta.put("nextPage", 2);
        }
        return list;
    }

    private Reply listLocationUsers() {
        if (!arguments.hasNonNull("locationId")) {
            if (highLevel.locations().standard() == null) {
                return new Failure.Unsendable("locationId is missing: give it as an argument, or set GHL_LOCATION_ID");
            }
            // The search does not need the id, but the result names the sub-account from the arguments.
            arguments.put("locationId", highLevel.locations().standard());
        }
        ObjectNode search = arguments.deepCopy().put("limit", 100);
        return highLevel.call(tool, tool.endpoints().getFirst(), search);
    }

    private static Reply answer(Reply reply, Function<JsonNode, JsonNode> shape) {
        return reply instanceof Reply.Answer answer
                ? new Reply.Answer(answer.status(), shape.apply(answer.body()))
                : reply;
    }
}
