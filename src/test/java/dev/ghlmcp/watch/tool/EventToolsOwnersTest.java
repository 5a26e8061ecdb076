package dev.ghlmcp.watch.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.account.FixedTokens;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.store.Commit.Event;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Whose watches are whose.
class EventToolsOwnersTest extends EventToolsFixture {
    /// In the address of the agency's admin.
    private static final String AGENCY = "tidewateragency";

    @Test
    void nobodySeesOrStopsAnothersWatchAndTheSameQuestionIsPolledOnce() {
        Caller ada = own("ada");
        Caller ben = own("ben");
        String id = call(ada, "watch", "{'operation':'list_calendars'}")
                .path("watch")
                .asString();
        for (String tool : List.of("read_events", "stop_watch")) {
            assertTrue(failure(ben, ALL, tool, of(id, null)).contains("is no watch of yours"));
        }
        assertTrue(call(ben, "list_watches", "{}").path("watches").isEmpty());
        assertEquals(
                id,
                call(ben, "watch", "{'operation':'list_calendars'}")
                        .path("watch")
                        .asString(),
                "one for both");
        assertEquals(1, store.watches().size());
        assertEquals(
                "stopped", call(ada, "stop_watch", of(id, null)).path("state").asString(), "she is not told of Ben");
        assertTrue(failure(ada, ALL, "read_events", of(id, null)).contains("is no watch of yours"));
        assertEquals(List.of(), changes(call(ben, "read_events", of(id, null))));
    }

    @Test
    void anotherAccountHasWatchesOfItsOwnThoughItNamesTheSameSubAccount() {
        Caller ada = own("ada");
        String id = call(ada, "watch", "{'operation':'list_calendars'}")
                .path("watch")
                .asString();
        Access access = new Access(
                new FixedTokens(new Secret(SampleAccount.AGENCY_TOKEN), null, SampleAccount.LOCATION_ID),
                new AccountLocations(SampleAccount.LOCATION_ID),
                null);
        Caller other = new Caller("ada", access);
        assertTrue(failure(other, ALL, "read_events", of(id, null)).contains("another account"));
        assertTrue(call(other, "list_watches", "{}").path("watches").isEmpty());
        failure(other, ALL, "watch", "{'operation':'list_calendars'}");
        assertEquals(1, store.watches().size(), "what cannot be read is not watched");
        Caller nobody = new Caller("eve", new Access(new FixedTokens(null, null, null), access.locations(), null));
        assertTrue(
                failure(nobody, ALL, "watch", "{'operation':'list_calendars'}").contains("None of your tokens"));
    }

    @Test
    void aCallerOfOneSubAccountSeesNoOther() {
        AccountLocations fenced =
                new AccountLocations("AnotherLocation00000", Map.of(), Set.of("AnotherLocation00000"));
        Caller tenant = new Caller("ada", new Access(dispatcher.access().credentials(), fenced, null));
        String id = call(own("ada"), "watch", "{'operation':'list_calendars'}")
                .path("watch")
                .asString();
        assertTrue(failure(tenant, ALL, "read_events", of(id, null)).contains("another account"));
        String named = call(
                        own("ada"),
                        "watch",
                        "{'operation':'list_calendars','locationId':'" + SampleAccount.LOCATION_ID + "'}")
                .path("watch")
                .asString();
        assertNotEquals(id, named);
        assertTrue(failure(tenant, ALL, "read_events", of(named, null)).contains("may not be touched"));
        assertTrue(call(tenant, "list_watches", "{}").path("watches").isEmpty());
    }

    @Test
    void aFencedTenantOfTheSettingsTokensSeesByAWatchWhatItsCallsSee() throws Exception {
        Caller ada = own("ada");
        AccountLocations one =
                new AccountLocations(SampleAccount.LOCATION_ID, Map.of(), Set.of(SampleAccount.LOCATION_ID));
        Access settings = dispatcher.access();
        Caller acme = new Caller("acme", new Access(settings.credentials(), one, settings.companyId()));
        for (String[] asked :
                List.of(new String[] {"list_locations", "{}"}, new String[] {"search_users", "{}"}, new String[] {
                    "get_user", "{'userId':'6RfHk7hp3ILTgK2y3mH3'}"
                })) {
            String watched = "{'operation':'" + asked[0] + "','arguments':" + asked[1] + "}";
            String open = call(ada, "watch", watched).path("watch").asString();
            String samples = samples(ada, open);
            assertTrue(
                    samples.contains(SampleAccount.SECOND_LOCATION_ID) || samples.contains(AGENCY),
                    asked[0] + " shows all to one without a fence: " + samples);
            ToolResult called = run(acme, ALL, asked[0], asked[1]);
            ToolResult fenced = run(acme, ALL, "watch", watched);
            assertEquals(called.error(), fenced.error(), () -> asked[0] + ": " + called.text() + fenced.text());
            String seen = fenced.text();
            if (!fenced.error()) {
                String id = fenced.json().path("watch").asString();
                assertNotEquals(open, id);
                seen += samples(acme, id);
            }
            assertFalse(seen.contains(SampleAccount.SECOND_LOCATION_ID), seen);
            assertFalse(seen.contains(SampleAccount.THIRD_LOCATION_ID), seen);
            assertFalse(seen.contains(AGENCY), seen);
        }
        assertEquals(3, call(ada, "list_watches", "{}").path("watches").size());
    }

    private String samples(Caller caller, String watch) throws InterruptedException {
        return watches.sample(new CallerTools(dispatcher, caller, ALL), watch, 100).stream()
                .map(Event::body)
                .toList()
                .toString();
    }

    @Test
    void onlyWhatMayBeCalledMayBeWatched() {
        Caller ada = own("ada");
        String id = call(ada, "watch", "{'operation':'list_calendars'}")
                .path("watch")
                .asString();
        ToolView fewer = ALL.without(Map.of("list_calendars", "list_calendars is hidden by a setting."));
        for (String tool : List.of("read_events", "stop_watch")) {
            assertEquals("list_calendars is hidden by a setting.", failure(ada, fewer, tool, of(id, null)));
        }
        assertEquals(
                "list_calendars is hidden by a setting.",
                failure(ada, fewer, "watch", "{'operation':'list_calendars'}"));
        JsonNode list = run(ada, fewer, "list_watches", "{'operations':true}").json();
        assertTrue(list.path("watches").isEmpty(), list::toString);
        assertFalse(list.path("canBeWatched").toString().contains("list_calendars"));
        assertEquals(
                55,
                call(ada, "list_watches", "{'operations':true}")
                        .path("canBeWatched")
                        .size());
    }

    @Test
    void theWatchesOfOthersDoNotCountAgainstACaller() {
        Caller ada = own("ada");
        Caller ben = own("ben");
        CallerTools bens = new CallerTools(dispatcher, ben, ALL);
        ObjectNode arguments = Json.MAPPER.createObjectNode();
        for (int index = 0; index < 100; index++) {
            watches.enter(bens, "search_contacts", arguments.put("query", "q" + index), null);
        }
        refused(ben, "watch", "{'operation':'list_calendars'}", "You have 100 watches already");
        call(ben, "watch", "{'operation':'search_contacts','arguments':{'query':'q7'}}");
        call(ada, "watch", "{'operation':'list_calendars'}");
    }
}
