package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Conversations and their messages.
class SandboxConversationsTest {
    private static final String SEARCH = "/conversations/search?locationId=LOC";

    @AutoClose
    private final Wire wire = Wire.start();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                | Kenji Priya Walter Leo Theo Ruth
            &sort=asc                                         | Ruth Theo Leo Walter Priya Kenji
            &sortBy=last_manual_message_date                  | Priya Walter Leo Theo Ruth Kenji
            &lastMessageAction=automated                      | Kenji
            &contactId=1IiLIkznpw7JnQKbv1Yz                   | Leo
            &assignedTo=unassigned,7KWyWfty6uEvcdZQoaZr       | Priya Leo Ruth
            &followers=knnVmnbSF0d57Iq6S0qv                   | Priya
            &query=TOOTH                                      | Ruth
            &lastMessageType=TYPE_CALL                        | Walter
            &lastMessageDirection=outbound                    | Kenji Walter Theo
            &status=unread                                    | Priya Leo Ruth
            &status=starred                                   | Priya Theo
            &startDate=1793000000000                          | Leo Theo
            &limit=2                                          | Kenji Priya
            """)
    void searches(String query, String names) {
        assertEquals(names, wire.get(SEARCH + query).firsts("conversations", "fullName"));
    }

    @Test
    void searchesOnAfterTheLast() {
        StringBuilder names = new StringBuilder();
        String after = "";
        for (int page = 0; page < 3; page++) {
            Wire.Answer answer = wire.get(SEARCH + "&limit=2" + after);
            assertEquals(6, answer.body().get("total").asInt());
            names.append(answer.firsts("conversations", "fullName")).append(' ');
            JsonNode conversations = answer.body().get("conversations");
            JsonNode last = conversations.get(conversations.size() - 1);
            assertEquals(last.get("lastMessageDate"), last.at("/sort/0"));
            after = "&startAfterDate=" + last.at("/sort/0").asLong();
        }
        assertEquals("Kenji Priya Walter Leo Theo Ruth ", names.toString());
    }

    @Test
    void readsAConversation() {
        JsonNode conversation =
                wire.get("/conversations/" + conversation("Priya")).body();
        assertEquals(1, conversation.get("type").asInt());
        assertEquals(1, conversation.get("unreadCount").asInt());
        assertFalse(conversation.has("dateAdded"));
        assertEquals(
                "Conversation with id unknown not found",
                wire.get("/conversations/unknown").message());
    }

    @Test
    void listsMessagesNewestFirst() {
        String path = "/conversations/" + conversation("Priya") + "/messages";
        JsonNode first = wire.get(path + "?limit=3").body().get("messages");
        assertTrue(first.get("nextPage").asBoolean());
        assertEquals(
                "Thanks! Can I come at 18:00 instead?",
                first.at("/messages/0/body").asString());
        String last = first.get("lastMessageId").asString();
        assertEquals(last, first.at("/messages/2/id").asString());
        JsonNode rest = wire.get(path + "?limit=3&lastMessageId=" + last).body().get("messages");
        assertFalse(rest.get("nextPage").asBoolean());
        assertEquals(1, rest.get("messages").size());
        JsonNode emails = wire.get(path + "?type=TYPE_EMAIL,TYPE_CALL").body().at("/messages/messages");
        assertEquals(1, emails.size());
        assertFalse(emails.get(0).has("body"));
    }

    @Test
    void readsMessagesAndTheTextOfEmails() {
        JsonNode email = message("Priya", "TYPE_EMAIL");
        assertEquals(
                email,
                wire.get("/conversations/messages/" + email.get("id").asString())
                        .body()
                        .get("message"));
        JsonNode text = wire.get("/conversations/messages/email/"
                        + email.at("/meta/email/messageIds/0").asString())
                .body()
                .get("emailMessage");
        assertEquals("Your payment plan", text.get("subject").asString());
        assertEquals(
                "Message with id unknown not found",
                wire.get("/conversations/messages/unknown").message());
    }

    @Test
    void letsOnlyTheProviderUpdateAStatus() {
        String sms = status(message("Ruth", "TYPE_SMS"));
        Wire.Answer refused = wire.send("PUT", sms, "{'status':'read'}");
        assertEquals(401, refused.status());
        assertEquals("The token is not authorized for this scope.", refused.message());
        JsonNode own = message("Theo", "TYPE_CUSTOM_PROVIDER_SMS");
        Wire.Answer taken = wire.send("PUT", status(own), "{'status':'delivered'}");
        assertEquals(200, taken.status());
        assertEquals(own.get("id"), taken.body().get("messageId"));
        assertEquals(
                "delivered",
                message("Theo", "TYPE_CUSTOM_PROVIDER_SMS").get("status").asString());
        Wire.Answer wrong = wire.send("PUT", status(own), "{'status':'unread','error':{}}");
        assertEquals(422, wrong.status());
    }

    @ParameterizedTest
    @CsvSource({"true, 201", "'''false''', 201", "1, 422"})
    void showsTyping(String typing, int status) {
        Wire.Answer answer = wire.send(
                "POST",
                "/conversations/providers/live-chat/typing",
                "{'locationId':'LOC','isTyping':%s,'visitorId':'v','conversationId':'%s'}"
                        .formatted(typing, conversation("Leo")));
        assertEquals(status, answer.status());
        assertEquals(status == 201, answer.body().path("success").asBoolean(false));
    }

    @Test
    void goesWithItsContact() {
        String path = "/conversations/" + conversation("Leo");
        String message = message("Leo", "TYPE_LIVE_CHAT").get("id").asString();
        wire.send("DELETE", "/contacts/1IiLIkznpw7JnQKbv1Yz", null);
        assertEquals(400, wire.get(path).status());
        assertEquals(400, wire.get("/conversations/messages/" + message).status());
        assertEquals("Kenji Priya Walter Theo Ruth", wire.get(SEARCH).firsts("conversations", "fullName"));
    }

    private String conversation(String name) {
        return wire.get(SEARCH + "&query=" + name)
                .body()
                .at("/conversations/0/id")
                .asString();
    }

    /// The newest of this type.
    private JsonNode message(String name, String type) {
        return wire.get("/conversations/%s/messages".formatted(conversation(name)))
                .body()
                .at("/messages/messages")
                .valueStream()
                .filter(message -> message.path("messageType").asString().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static String status(JsonNode message) {
        return "/conversations/messages/%s/status".formatted(message.get("id").asString());
    }
}
