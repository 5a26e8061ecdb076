package dev.ghlmcp.mcp.prompt;

/// The messages of a conversation.
final class Messages {
    private Messages() {}

    static Gathering.Call of(Gathering data, String conversation, int most) {
        return data.call("list_conversation_messages")
                .with("conversationId", conversation)
                .with("limit", most)
                .fields(
                        "messages.messages.body",
                        "messages.messages.subject",
                        "messages.messages.direction",
                        "messages.messages.messageType",
                        "messages.messages.dateAdded",
                        "messages.messages.status");
    }
}
