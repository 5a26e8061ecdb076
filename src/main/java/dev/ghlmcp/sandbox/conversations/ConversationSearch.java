package dev.ghlmcp.sandbox.conversations;

import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.api.TextList;
import dev.ghlmcp.sandbox.api.Timestamps;
import dev.ghlmcp.sandbox.store.SandboxStore;
import dev.ghlmcp.sandbox.store.SearchHits;
import dev.ghlmcp.sandbox.store.SortOrder;
import dev.ghlmcp.sandbox.view.ContactViews;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Finds conversations by what was last said in them.
record ConversationSearch(SandboxStore store) {
    /// The sources of messages that nobody wrote by hand.
    private static final Set<String> AUTOMATIC = Set.of("workflow", "campaign", "bulk_actions");

    ObjectNode search(RouteCall call) {
        ObjectNode query = call.query();
        boolean manual = query.path("sortBy").asString().equals("last_manual_message_date");
        boolean ascending = query.path("sort").asString().equals("asc");
        SortOrder ordering = SortOrder.by(manual ? "lastManualMessageDate" : "lastMessageDate", ascending);
        SearchHits hits = SearchHits.of(
                store.records("conversations").all(call).map(this::shown).filter(shown -> wanted(shown, query)),
                ordering);
        long after = query.path("startAfterDate").asLong(ascending ? Long.MIN_VALUE : Long.MAX_VALUE);
        Stream<ObjectNode> page = hits.all().stream()
                .filter(hit -> {
                    long value = hit.cursor().path(0).asLong(0);
                    return ascending ? value > after : value < after;
                })
                .limit(query.path("limit").asInt(20))
                .map(hit -> hit.document()
                        .set("sort", Documents.array(Stream.of(hit.cursor().get(0)))));
        return Documents.list("conversations", page).put("total", hits.total());
    }

    private static boolean wanted(ObjectNode shown, ObjectNode query) {
        boolean status = switch (query.path("status").asString()) {
            case "read" -> shown.path("unreadCount").asInt() == 0;
            case "unread" -> shown.path("unreadCount").asInt() > 0;
            case "starred" -> shown.path("starred").asBoolean(false);
            default -> true;
        };
        long added = shown.get("dateAdded").asLong();
        return status
                && Documents.matches(query, shown, "id", "contactId", "lastMessageType")
                && Documents.matches(query, shown, "lastMessageDirection", "lastMessageAction")
                && added >= query.path("startDate").asLong(0)
                && added <= query.path("endDate").asLong(Long.MAX_VALUE)
                && oneOf(query.path("assignedTo"), shown.path("assignedTo"))
                && oneOf(query.path("followers"), shown.path("followers"))
                && oneOf(query.path("mentions"), shown.path("mentions"))
                && Documents.mentions(
                        shown, query.path("query").asString(), "fullName", "email", "phone", "lastMessageBody");
    }

    /// Whether the user, or one of the users, is among those of a list separated by commas.
    private static boolean oneOf(JsonNode asked, JsonNode users) {
        if (asked.isMissingNode()) {
            return true;
        }
        List<String> ids = TextList.texts(asked);
        return users.isMissingNode()
                ? ids.contains("unassigned")
                : Stream.concat(users.valueStream(), Stream.of(users))
                        .anyMatch(user -> ids.contains(user.asString("")));
    }

    private ObjectNode shown(ObjectNode conversation) {
        ObjectNode view = conversation.deepCopy();
        ObjectNode contact =
                store.records("contacts").require(conversation.get("contactId").asString());
        view.put("fullName", ContactViews.name(contact)).put("contactName", ContactViews.name(contact));
        view.setAll(Documents.pick(contact, "email phone tags companyName"));
        millis(view, "dateAdded", conversation);
        millis(view, "dateUpdated", conversation);
        store.records("messages")
                .where("conversationId", conversation.get("id").asString())
                .sorted((one, other) -> Documents.compare(one.get("dateAdded"), other.get("dateAdded")))
                .forEach(message -> {
                    boolean manual = !AUTOMATIC.contains(message.path("source").asString());
                    view.put("lastMessageBody", message.path("body").asString())
                            .put("lastMessageType", message.path("messageType").asString())
                            .put(
                                    "lastMessageDirection",
                                    message.path("direction").asString())
                            .put("lastMessageAction", manual ? "manual" : "automated");
                    view.put(
                            "lastMessageDate",
                            Timestamps.of(message.get("dateAdded")).toEpochMilli());
                    if (manual) {
                        view.set("lastManualMessageDate", view.get("lastMessageDate"));
                    }
                });
        return view;
    }

    private static void millis(ObjectNode view, String field, ObjectNode conversation) {
        view.put(field, Timestamps.of(conversation.get(field)).toEpochMilli());
    }
}
