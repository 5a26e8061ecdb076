package dev.ghlmcp.sandbox.conversations;

import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.store.SandboxStore;
import dev.ghlmcp.sandbox.store.SearchHits;
import dev.ghlmcp.sandbox.store.SortOrder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints under `/conversations`, except for the search and for recorded calls.
public record ConversationRoutes(SandboxStore store) {
    /// The API names the types in a search and numbers them in a conversation.
    private static final Map<String, Integer> TYPES =
            Map.of("TYPE_PHONE", 1, "TYPE_EMAIL", 2, "TYPE_FB_MESSENGER", 3, "TYPE_REVIEW", 4, "TYPE_GROUP_SMS", 5);

    public List<Route> routes() {
        return Stream.concat(
                        Stream.of(
                                Route.get("/conversations/search", new ConversationSearch(store)::search),
                                Route.get(
                                        "/conversations/messages/email/{id}",
                                        call -> read(call, "emailMessage", "emails")),
                                Route.get("/conversations/messages/{id}", call -> read(call, "message", "messages")),
                                Route.put("/conversations/messages/{messageId}/status", this::updateStatus),
                                Route.post("/conversations/providers/live-chat/typing", this::typing),
                                Route.get("/conversations/{conversationId}/messages", this::messages),
                                Route.get("/conversations/{conversationId}", this::conversation)),
                        Stream.concat(
                                new CallRecordingRoutes(store).routes().stream(),
                                new MessageRoutes(store).routes().stream()))
                .toList();
    }

    private ObjectNode read(RouteCall call, String key, String collection) {
        return Documents.of(key, store.records(collection).find(call, "id"));
    }

    private ObjectNode conversation(RouteCall call) {
        ObjectNode conversation = store.records("conversations").find(call, "conversationId");
        return conversation
                .deepCopy()
                .put("type", TYPES.get(conversation.path("type").asString()));
    }

    /// Newest first; `lastMessageId` is the oldest of a page and asks for what comes before it.
    private ObjectNode messages(RouteCall call) {
        String id = store.records("conversations")
                .find(call, "conversationId")
                .get("id")
                .asString();
        ObjectNode query = call.query();
        SortOrder ordering = SortOrder.by("dateAdded", false);
        SearchHits hits = SearchHits.of(
                store.records("messages")
                        .where("conversationId", id)
                        .filter(message -> call.lists("type", message.path("messageType"))),
                ordering);
        int skip = 0;
        if (query.has("lastMessageId")) {
            ObjectNode last = store.records("messages")
                    .require(call, query.get("lastMessageId").asString());
            skip = hits.upTo(ordering.cursor(last), ordering);
        }
        int limit = query.path("limit").asInt(20);
        List<SearchHits.Hit> page = hits.page(skip, limit);
        ObjectNode nested = Documents.empty();
        if (!page.isEmpty()) {
            nested.set("lastMessageId", page.getLast().document().get("id"));
        }
        nested.put("nextPage", skip + page.size() < hits.total())
                .set("messages", Documents.array(page.stream().map(SearchHits.Hit::document)));
        // Nested, unlike the document says.
        return Documents.of("messages", nested);
    }

    /// Only the provider of a conversation may tell what became of a message. The one that the sandbox knows is taken
    /// for the caller's own.
    private ObjectNode updateStatus(RouteCall call) {
        ObjectNode message = store.records("messages").find(call, "messageId");
        ObjectNode body = call.body();
        if (!message.has("conversationProviderId")) {
            throw ApiError.unauthorized("The token is not authorized for this scope.");
        }
        message.set("status", body.get("status"));
        return Documents.of("conversationId", message.get("conversationId"))
                .set("messageId", message.get("id"))
                .put("msg", "Message status updated successfully.")
                .set("status", body.get("status"));
    }

    private ObjectNode typing(RouteCall call) {
        store.records("conversations")
                .require(call, call.body().get("conversationId").asString());
        return Documents.done("success");
    }
}
