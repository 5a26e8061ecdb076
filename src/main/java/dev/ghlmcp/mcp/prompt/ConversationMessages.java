package dev.ghlmcp.mcp.prompt;

/// The messages of a conversation.
final class ConversationMessages {
    private ConversationMessages() {}

    static PromptData.Call of(PromptData data, String conversation, int max) {
        return data.call("list_conversation_messages")
                .with("conversationId", conversation)
                .with("limit", max)
                .fields("messages.messages", "body subject direction messageType dateAdded status");
    }
}
