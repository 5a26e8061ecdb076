package dev.ghlmcp.mcp.prompt;

import dev.ghlmcp.mcp.lookup.RecordKind;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Conversations that wait for an answer.
final class InboxTriage {
    private static final int MAX = 25;
    private static final int READ = 6;

    static final Prompt PROMPT = new Prompt(
            "inbox_triage",
            "Triage the inbox",
            "Unread conversations by urgency, with drafts of answers.",
            List.of(
                    PromptInput.naming(RecordKind.USER, "Whose conversations, by name or id; all if omitted"),
                    PromptInput.number("limit", "Conversations, from 1 to 50; 25 if omitted", 1, 50),
                    PromptInput.LOCATION),
            List.of("search_conversations", "list_conversation_messages"),
            List.of(
                    "list_conversation_messages",
                    "get_email_message",
                    "get_contact",
                    "create_contact_task",
                    "create_contact_note",
                    "add_contact_tags"),
            """
            Triage my unread conversations with the data above.

            1. Sort them: answer today, answer this week, nothing to do (automatic messages, advertising, thanks).
            2. For each to answer: contact, channel, what is asked, since when it waits.
            3. A draft for each that is to be answered today, in the language of the contact. Read more of the \
            conversation where the data does not tell what it is about.

            No tool here sends messages: I send the drafts myself. Create tasks, notes or tags only after I agree.""",
            InboxTriage::gather);

    private InboxTriage() {}

    private static void gather(PromptData data) {
        int max = data.number("limit", MAX);
        String user = data.id(RecordKind.USER);
        JsonNode unread = data.call("search_conversations")
                .with("status", "unread")
                .with("assignedTo", user == null ? null : List.of(user))
                .with("sortBy", "last_message_date")
                .with("sort", "desc")
                .with("limit", max)
                .fields(
                        "conversations",
                        "contactId contactName fullName unreadCount assignedTo tags lastMessageBody"
                                + " lastMessageType lastMessageDirection lastMessageDate")
                .under("Unread conversations, the newest first");
        unread.path("conversations").valueStream().limit(READ).forEach(conversation -> {
            String id = conversation.path("id").asString();
            data.messages(id, 6).under("Messages of the conversation " + id + ", the newest first");
        });
    }
}
