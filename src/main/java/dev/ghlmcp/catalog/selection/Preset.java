package dev.ghlmcp.catalog.selection;

import dev.ghlmcp.catalog.EventTool;
import dev.ghlmcp.catalog.ToolDefinition;
import java.util.Set;

/// Ready-made selections for what people most often do with an assistant.
public enum Preset {
    /// Every tool but those that are off unless they are named.
    ALL("", ""),

    /// Leads and deals: who they are, where they stand, what to do next.
    SALES("contacts opportunities businesses", """
            list_calendars get_free_slots list_calendar_events create_appointment
            search_conversations list_conversation_messages get_email_message
            list_custom_fields list_campaigns list_workflows search_users upsert_invoice"""),

    /// Calendars and bookings, and the people who book.
    SCHEDULING("calendars", """
            search_contacts get_contact get_contact_overview find_contact upsert_contact list_contact_appointments
            get_location search_users get_user"""),

    /// Conversations, and what an answer to a customer needs.
    SUPPORT("conversations", """
            search_contacts get_contact get_contact_overview find_contact update_contact add_contact_tags remove_contact_tags
            list_contact_notes create_contact_note list_contact_tasks create_contact_task complete_contact_task
            list_contact_appointments get_appointment update_appointment add_contact_to_workflow list_workflows
            list_custom_fields search_opportunities search_users""");

    private final String toolsets;
    private final String tools;

    Preset(String toolsets, String tools) {
        this.toolsets = toolsets;
        this.tools = tools;
    }

    /// Whole categories.
    public Set<String> toolsets() {
        return words(toolsets);
    }

    /// Single tools of other categories.
    public Set<String> tools() {
        return words(tools);
    }

    boolean has(ToolDefinition tool) {
        return (this == ALL && !tool.toolset().equals(EventTool.TOOLSET))
                || toolsets().contains(tool.toolset())
                || tools().contains(tool.name());
    }

    private static Set<String> words(String text) {
        return text.isEmpty() ? Set.of() : Set.of(text.split("\\s+"));
    }
}
