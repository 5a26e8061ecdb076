package dev.ghlmcp.catalog.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.EventTool;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Which tools are left, and who hides the others.
class SelectionTest {
    private static final Catalog CATALOG = Catalog.load();

    @Test
    void everythingIsTheDefault() {
        Selection all = new Selection(Preset.ALL, List.of(), List.of(), List.of(), false);
        assertTrue(all.everything());
        assertEquals(Map.of(), all.hidden(CATALOG.tools()));
    }

    @Test
    void excludeComesBeforeReadOnlyBeforeIncludeBeforeGroups() {
        Selection selection = new Selection(
                Preset.ALL,
                List.of("contacts"),
                List.of("get_user", "delete_user", "get_company"),
                List.of("get_contact", "companies"),
                true);
        Map<String, String> hidden = selection.hidden(CATALOG.tools());
        assertEquals("exclude", hidden.get("get_contact"), "though its toolset is named");
        assertEquals("exclude", hidden.get("get_company"), "by its toolset, though the tool is included");
        assertEquals("read-only", hidden.get("delete_user"), "though it is included");
        assertEquals("read-only", hidden.get("create_contact"));
        assertEquals("toolsets", hidden.get("list_calendars"));
        assertFalse(hidden.containsKey("get_user"), "it is included");
        assertFalse(hidden.containsKey("search_contacts"), "its toolset is named");
    }

    @Test
    void toolsForEventsAreOffUnlessNamedAndNamingThemHidesNothing() {
        List<ToolDefinition> all = Stream.concat(CATALOG.tools().stream(), EventTool.tools().stream())
                .toList();
        Selection sales = new Selection(Preset.SALES, List.of(), List.of(), List.of(), false);
        assertTrue(sales.hidden(all).keySet().containsAll(EventTool.NAMES));
        Selection events = new Selection(Preset.ALL, List.of("events"), List.of(), List.of(), false);
        assertEquals(Map.of(), events.hidden(all));
        Selection two = new Selection(Preset.ALL, List.of(), List.of("watch", "read_events"), List.of(), false);
        assertEquals(Set.of("list_watches", "stop_watch"), two.hidden(all).keySet());
        Selection contacts = new Selection(Preset.ALL, List.of("contacts", "events"), List.of(), List.of(), false);
        assertTrue(contacts.hidden(all).containsKey("list_calendars"));
        assertFalse(contacts.hidden(all).containsKey("watch"));
        Selection reading = new Selection(Preset.ALL, List.of("events"), List.of(), List.of("list_watches"), true);
        assertEquals("read-only", reading.hidden(all).get("watch"));
        assertEquals("read-only", reading.hidden(all).get("stop_watch"));
        assertEquals("exclude", reading.hidden(all).get("list_watches"));
        assertFalse(reading.hidden(all).containsKey("read_events"));
    }

    @Test
    void toolsAloneAreTheOnlyOnes() {
        assertEquals(
                Set.of("get_contact", "get_user"),
                shown(new Selection(Preset.ALL, List.of(), List.of("get_user", "get_contact"), List.of(), false)));
    }

    @Test
    void namesAreAddedToAPreset() {
        Set<String> support = shown(new Selection(Preset.SUPPORT, List.of(), List.of(), List.of(), false));
        Set<String> more =
                shown(new Selection(Preset.SUPPORT, List.of("blogs"), List.of("get_user"), List.of(), false));
        assertTrue(more.containsAll(support));
        assertTrue(more.containsAll(Set.of("get_user", "list_blogs")));
        assertEquals(support.size() + 8, more.size());
        assertEquals(
                "preset",
                new Selection(Preset.SUPPORT, List.of("blogs"), List.of(), List.of(), false)
                        .hidden(CATALOG.tools())
                        .get("delete_contact"));
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void presetsNameWhatExists(Preset preset) {
        List<String> names = ToolView.load().listed();
        Set<String> toolsets =
                CATALOG.tools().stream().map(ToolDefinition::toolset).collect(Collectors.toSet());
        assertTrue(names.containsAll(preset.tools()), preset.tools()::toString);
        assertTrue(toolsets.containsAll(preset.toolsets()), preset.toolsets()::toString);
        for (String tool :
                preset.tools().stream().filter(CATALOG.names()::contains).toList()) {
            assertFalse(preset.toolsets().contains(CATALOG.find(tool).toolset()), tool + " is there twice");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    contcts  |              |           | toolsets: there is no toolset 'contcts'; did you mean contacts?
                    get_user |              |           | toolsets: there is no toolset 'get_user', only a tool: name it in include
                    mail     |              |           | toolsets: there is no toolset 'mail'; there are contacts, calendars, opportunities, users, conversations, businesses, workflows, snapshots, campaigns, locations, companies, associations, blogs, invoices
                             | get_contract |           | include: there is no tool 'get_contract'; did you mean get_contact?
                             | blogs        |           | include: there is no tool 'blogs', only a toolset: name it in toolsets
                             | send_fax_now |           | include: there is no tool 'send_fax_now'; `ghl-mcp tools` lists them
                             |              | delete_al | exclude: there is no tool or toolset 'delete_al'; `ghl-mcp tools` lists them
                             | get_user     | users     | exclude, read-only, include, toolsets and preset leave no tool at all
                    """)
    void anUnknownNameIsToldWithTheNearest(String toolset, String tool, String exclude, String sentence) {
        Selection selection = new Selection(Preset.ALL, list(toolset), list(tool), list(exclude), false);
        assertEquals(
                sentence,
                assertThrows(IllegalArgumentException.class, () -> selection.hidden(CATALOG.tools()))
                        .getMessage());
    }

    @Test
    void aListTellsWhyAToolIsNotThere() {
        ToolView list = ToolView.load().without(Map.of("get_user", "Because."));
        assertEquals("Because.", list.refusal("get_user"));
        assertEquals("Unknown tool: get_usr", list.refusal("get_usr").substring(0, 21));
        assertEquals(null, list.refusal("get_contact"));
        assertEquals("Because.", list.without(Map.of("get_contact", "No.")).refusal("get_user"));
    }

    private static List<String> list(String name) {
        return name == null ? List.of() : List.of(name);
    }

    private static Set<String> shown(Selection selection) {
        Set<String> names =
                CATALOG.tools().stream().map(ToolDefinition::name).collect(Collectors.toCollection(TreeSet::new));
        names.removeAll(selection.hidden(CATALOG.tools()).keySet());
        return names;
    }
}
