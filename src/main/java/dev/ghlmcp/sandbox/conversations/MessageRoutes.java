package dev.ghlmcp.sandbox.conversations;

import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.store.RecordCollection;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Starts conversations and puts messages into them. Nothing leaves the sandbox.
record MessageRoutes(SandboxStore store) {
    private static final Map<String, Integer> TYPES = Map.of("TYPE_CALL", 1, "TYPE_SMS", 2, "TYPE_EMAIL", 3);

    List<Route> routes() {
        return List.of(
                Route.post("/conversations/", this::start),
                Route.post("/conversations/messages", this::send),
                Route.post("/conversations/messages/inbound", call -> add(call, "inbound")),
                Route.post("/conversations/messages/outbound", call -> add(call, "outbound")));
    }

    /// A contact has one conversation.
    private ObjectNode start(RouteCall call) {
        return Documents.done("success")
                .set(
                        "conversation",
                        conversation(call, call.body().get("contactId").asString()));
    }

    private ObjectNode send(RouteCall call) {
        ObjectNode body = call.body();
        ObjectNode contact =
                store.records("contacts").require(call, body.get("contactId").asString());
        String channel = body.get("type").asString().equals("Email") ? "email" : "phone";
        if (List.of("SMS", "Email").contains(body.get("type").asString()) && !contact.hasNonNull(channel)) {
            throw ApiError.badRequest("The contact has no " + channel);
        }
        ObjectNode message = message(call, conversation(call, contact.get("id").asString()), "outbound");
        return Documents.of("conversationId", message.get("conversationId"))
                .set("messageId", message.get("id"))
                .put("msg", "Message queued successfully.")
                .put("status", message.get("status").asString());
    }

    private ObjectNode add(RouteCall call, String direction) {
        ObjectNode conversation = store.records("conversations")
                .require(call, call.body().get("conversationId").asString());
        ObjectNode message = message(call, conversation, direction);
        return Documents.done("success")
                .set("conversationId", conversation.get("id"))
                .set("messageId", message.get("id"))
                .set("contactId", message.get("contactId"))
                .set("dateAdded", message.get("dateAdded"));
    }

    private ObjectNode conversation(RouteCall call, String contactId) {
        store.records("contacts").require(call, contactId);
        RecordCollection conversations = store.records("conversations");
        return conversations
                .all(call)
                .filter(each -> each.path("contactId").asString("").equals(contactId))
                .findFirst()
                .map(conversations::draft)
                .orElseGet(() -> {
                    ObjectNode fresh = store.stamp(
                            Documents.empty()
                                    .put("contactId", contactId)
                                    .put("type", "TYPE_PHONE")
                                    .put("unreadCount", 0)
                                    .put("starred", false)
                                    .put("inbox", true)
                                    .put("deleted", false),
                            "dateAdded",
                            "dateUpdated");
                    return conversations.add(call, fresh);
                });
    }

    private ObjectNode message(RouteCall call, ObjectNode conversation, String direction) {
        ObjectNode body = call.body();
        String type = "TYPE_" + body.get("type").asString().toUpperCase(Locale.ROOT);
        boolean planned = body.hasNonNull("scheduledTimestamp");
        boolean inbound = direction.equals("inbound");
        ObjectNode message = store.stamp(
                Documents.empty()
                        .put("type", TYPES.getOrDefault(type, 2))
                        .put("messageType", type)
                        .put("contactId", conversation.get("contactId").asString())
                        .put("conversationId", conversation.get("id").asString())
                        .put(
                                "body",
                                body.path("message").asString(body.path("html").asString("")))
                        .put("direction", direction)
                        .put("status", planned ? "scheduled" : inbound ? "delivered" : "sent")
                        .put("contentType", body.has("html") ? "text/html" : "text/plain")
                        .put("source", "app"),
                "dateAdded");
        message.setAll(Documents.pick(body, "subject conversationProviderId"));
        message.set("attachments", Documents.array(body.path("attachments").valueStream()));
        store.stamp(conversation, "dateUpdated")
                .put("unreadCount", inbound ? conversation.path("unreadCount").asInt(0) + 1 : 0);
        if (type.equals("TYPE_EMAIL")) {
            ObjectNode email =
                    store.records("emails").add(call, message.deepCopy().without("messageType"));
            message.without("body")
                    .withObjectProperty("meta")
                    .withObjectProperty("email")
                    .withArrayProperty("messageIds")
                    .add(email.get("id"));
        }
        return store.records("messages").add(call, message);
    }
}
