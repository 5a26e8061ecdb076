package dev.ghlmcp.highlevel.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.catalog.Catalog;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `ghl-mcp auth login` asks for.
class AppScopesTest {
    @Test
    void areThoseOfAllToolsAndTheAgencys() {
        assertEquals(
                List.of("""
                        associations.readonly associations.write associations/relation.readonly
                        associations/relation.write blogs/author.readonly blogs/category.readonly
                        blogs/check-slug.readonly blogs/list.readonly blogs/post-update.write blogs/post.write
                        blogs/posts.readonly businesses.readonly businesses.write calendars.readonly calendars.write
                        calendars/events.readonly calendars/events.write calendars/groups.readonly
                        calendars/groups.write calendars/resources.readonly calendars/resources.write
                        campaigns.readonly companies.readonly contacts.readonly contacts.write conversations.readonly
                        conversations/livechat.write conversations/message.readonly conversations/message.write
                        invoices.write locations.readonly locations.write locations/customFields.readonly
                        oauth.readonly oauth.write opportunities.readonly opportunities.write snapshots.readonly
                        users.readonly users.write workflows.readonly""".split("\\s+", -1)),
                OAuthApp.scopesFor(Catalog.load().tools()));
    }
}
