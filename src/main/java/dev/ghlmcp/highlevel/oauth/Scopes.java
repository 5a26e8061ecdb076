package dev.ghlmcp.highlevel.oauth;

import java.util.List;

/// What an app asks for unless a setting says otherwise.
public final class Scopes {
    /// What the tools need, and what it takes to reach an agency's sub-accounts.
    public static final List<String> OF_THE_TOOLS = List.of("""
            associations.readonly associations.write associations/relation.readonly associations/relation.write
            blogs/author.readonly blogs/category.readonly blogs/check-slug.readonly blogs/list.readonly
            blogs/post-update.write blogs/post.write blogs/posts.readonly businesses.readonly businesses.write
            calendars.readonly calendars.write calendars/events.readonly calendars/events.write
            calendars/groups.readonly calendars/groups.write calendars/resources.readonly calendars/resources.write
            campaigns.readonly companies.readonly contacts.readonly contacts.write conversations.readonly
            conversations/livechat.write conversations/message.readonly conversations/message.write invoices.write
            locations.readonly locations.write locations/customFields.readonly oauth.readonly oauth.write
            opportunities.readonly opportunities.write snapshots.readonly users.readonly users.write
            workflows.readonly""".split("\\s+", -1));

    private Scopes() {}
}
