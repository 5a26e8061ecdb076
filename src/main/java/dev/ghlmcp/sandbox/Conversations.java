package dev.ghlmcp.sandbox;

import dev.ghlmcp.catalog.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints under `/conversations`, except for the search and for recorded calls.
record Conversations(Store store, SandboxOptions options) {
    /// The API names the types in a search and numbers them in a conversation.
    private static final Map<String, Integer> TYPES =
            Map.of("TYPE_PHONE", 1, "TYPE_EMAIL", 2, "TYPE_FB_MESSENGER", 3, "TYPE_REVIEW", 4, "TYPE_GROUP_SMS", 5);

    private static final Fields ERROR = Fields.of("code:string! type:string! message:string!");

    List<Route> routes() {
        List<Route> routes = new ArrayList<>(new ConversationSearch(store).routes());
        routes.addAll(new CallRecordings(store).routes());
        routes.addAll(List.of(
                Route.get("/conversations/messages/email/{id}", this::email),
                Route.get(
                        "/conversations/messages/{id}",
                        call -> OwnedRecords.wrapped(
                                "message", owned("messages").find(call, "id"))),
                Route.put(
                        "/conversations/messages/{messageId}/status",
                        Fields.of("status:delivered|failed|pending|read! error:object emailMessageId:string"
                                + " recipients:string[]"),
                        this::updateStatus),
                Route.post(
                        "/conversations/providers/live-chat/typing",
                        Fields.of("locationId:string! isTyping:flag! visitorId:string! conversationId:string!"),
                        this::typing),
                Route.get("/conversations/{conversationId}/messages", this::messages)
                        .query(Fields.of("lastMessageId:string limit:digits1..100 type:string")),
                Route.get("/conversations/{conversationId}", this::conversation)));
        return routes;
    }

    private ObjectNode conversation(Call call) {
        ObjectNode conversation = owned("conversations").find(call, "conversationId");
        ObjectNode view = Json.MAPPER.createObjectNode();
        for (String field : List.of(
                "id", "contactId", "locationId", "deleted", "inbox", "type", "unreadCount", "assignedTo", "starred")) {
            if (conversation.has(field)) {
                view.set(field, conversation.get(field));
            }
        }
        return view.put("type", TYPES.get(conversation.path("type").asString()));
    }

    private ObjectNode email(Call call) {
        return OwnedRecords.wrapped("emailMessage", owned("emails").find(call, "id"));
    }

    /// Newest first; `lastMessageId` is the oldest of a page and asks for what comes before it.
    private ObjectNode messages(Call call) {
        String id =
                owned("conversations").find(call, "conversationId").get("id").asString();
        ObjectNode query = call.query();
        List<String> types =
                query.has("type") ? List.of(query.get("type").asString().split(",", -1)) : List.of();
        Ordering ordering = Ordering.by("dateAdded", false);
        Hits hits = Hits.of(
                store.records("messages").stream()
                        .filter(message ->
                                message.path("conversationId").asString().equals(id))
                        .filter(message -> types.isEmpty()
                                || types.contains(message.path("messageType").asString())),
                ordering);
        int skip = 0;
        if (query.has("lastMessageId")) {
            ObjectNode last =
                    owned("messages").require(call, query.get("lastMessageId").asString());
            skip = hits.upTo(ordering.cursor(last), ordering);
        }
        int limit = query.path("limit").asInt(20);
        List<Hits.Hit> page = hits.page(skip, limit);
        ObjectNode answer = Json.MAPPER.createObjectNode();
        // Nested, unlike the document says.
        ObjectNode nested = answer.putObject("messages");
        if (!page.isEmpty()) {
            nested.set("lastMessageId", page.getLast().document().get("id"));
        }
        nested.put("nextPage", skip + page.size() < hits.total());
        ArrayNode list = nested.putArray("messages");
        page.forEach(hit -> list.add(hit.document()));
        return answer;
    }

    /// Only the provider of a conversation may tell what became of a message. The one that the sandbox knows is taken
    /// for the caller's own.
    private ObjectNode updateStatus(Call call) {
        ObjectNode message = owned("messages").find(call, "messageId");
        ObjectNode body = call.body();
        if (body.get("error") instanceof ObjectNode error) {
            List<String> violations = ERROR.violations("error", error);
            if (!violations.isEmpty()) {
                throw Refusal.unprocessable(violations);
            }
        }
        if (!message.has("conversationProviderId")) {
            throw Refusal.unauthorized("The token is not authorized for this scope.");
        }
        message.set("status", body.get("status"));
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.set("conversationId", message.get("conversationId"));
        answer.set("messageId", message.get("id"));
        return answer.put("msg", "Message status updated successfully.").set("status", body.get("status"));
    }

    private ObjectNode typing(Call call) {
        owned("conversations").require(call, call.body().get("conversationId").asString());
        return Json.MAPPER.createObjectNode().put("success", true);
    }

    private OwnedRecords owned(String collection) {
        return new OwnedRecords(store, "locationId", collection, options.clock());
    }
}
