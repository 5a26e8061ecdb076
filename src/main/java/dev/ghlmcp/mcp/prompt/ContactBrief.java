package dev.ghlmcp.mcp.prompt;

import dev.ghlmcp.mcp.lookup.RecordKind;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What there is to know about a person before a call.
final class ContactBrief {
    static final Prompt PROMPT = new Prompt(
            "contact_brief",
            "Brief me on a contact",
            "Who a contact is, what was said last, what is open, and what to bring up.",
            List.of(
                    PromptInput.needed(RecordKind.CONTACT, "The contact: a name, email address or id, as completed"),
                    PromptInput.LOCATION),
            List.of("search_contacts", "get_contact_overview"),
            List.of(
                    "get_contact",
                    "list_conversation_messages",
                    "get_email_message",
                    "create_contact_note",
                    "create_contact_task",
                    "update_contact",
                    "get_free_slots",
                    "create_appointment"),
            """
            Brief me on this contact with the data above, on one screen.

            1. Who it is, and since when we know each other.
            2. Deals, appointments and open tasks, with dates.
            3. The last conversation in three sentences: what was asked, what was promised, who is to answer.
            4. What I should bring up next, and what I should not (do not disturb, complaints, missed appointments).

            Tell apart what the data says and what you infer. Change nothing unless I ask for it.""",
            ContactBrief::gather);

    private ContactBrief() {}

    private static void gather(PromptData data) {
        String contact = data.id(RecordKind.CONTACT);
        JsonNode overview =
                data.call("get_contact_overview").with("contactId", contact).under("Contact");
        String id = overview.at("/lastMessage/conversationId").asString("");
        if (!id.isEmpty()) {
            data.messages(id, 15).under("Last messages, the newest first");
        }
    }
}
