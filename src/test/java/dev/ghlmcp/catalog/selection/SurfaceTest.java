package dev.ghlmcp.catalog.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Discovery;
import dev.ghlmcp.catalog.Overview;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the definitions cost an assistant before anybody has asked anything.
class SurfaceTest {
    /// In bytes of what a model reads: names, descriptions and input schemas.
    private static final int ALL = 85_000;

    private static final int PRESET = 50_000;
    private static final int SEARCH = 12_000;
    private static final int DISCOVERY = 4_000;

    /// Bytes of JSON to one token, roughly.
    private static final int BYTES_PER_TOKEN = 4;

    private final ToolView all = ToolView.load();

    @Test
    void everySurfaceAndPresetKeepsToItsBudget() {
        Map<String, ToolView> lists = new LinkedHashMap<>();
        List<ToolDefinition> tools = new ArrayList<>(Catalog.load().tools());
        tools.addAll(Overview.tools(all.entries()));
        for (Preset preset : Preset.values()) {
            Selection selection = new Selection(preset, List.of(), List.of(), List.of(), false);
            lists.put(preset.name(), all.without(selection.hidden(tools)));
        }
        lists.put("SEARCH", Surface.SEARCH.of(all));
        List<String> over = new ArrayList<>();
        lists.forEach((name, list) -> {
            int bytes =
                    list.entries().values().stream().mapToInt(SurfaceTest::read).sum();
            System.out.printf(
                    "tools/list %-10s %3d tools %7d bytes, about %5d tokens%n",
                    name, list.listed().size(), bytes, bytes / BYTES_PER_TOKEN);
            int max = name.equals("ALL") ? ALL : name.equals("SEARCH") ? SEARCH : PRESET;
            if (bytes > max) {
                over.add(name + " has " + bytes + " bytes, more than " + max);
            }
        });
        assertEquals(List.of(), over);
    }

    private static int read(JsonNode entry) {
        JsonNode read = ((ObjectNode) entry.deepCopy()).retain("name", "description", "inputSchema");
        return read.toString().getBytes(StandardCharsets.UTF_8).length + 1;
    }

    @Test
    void theTwoThatLeadToAllOthersAreShort() {
        int bytes = Discovery.entries().stream()
                .mapToInt(entry -> entry.toString().getBytes(StandardCharsets.UTF_8).length)
                .sum();
        assertTrue(bytes <= DISCOVERY, () -> bytes + " bytes");
    }

    @Test
    void theSearchSurfaceListsThemBeforeTheMostUsed() {
        ToolView list = Surface.SEARCH.of(all);
        assertEquals(
                List.of(Discovery.SEARCH, Discovery.DESCRIBE, Discovery.CALL),
                list.listed().subList(0, 3));
        assertEquals(13, list.listed().size());
        assertEquals(
                list.listed(),
                Json.MAPPER
                        .readTree(list.json())
                        .valueStream()
                        .map(entry -> entry.path("name").asString())
                        .toList());
        JsonNode direct = list.entries().get("get_contact_overview");
        assertEquals(all.entries().get("get_contact_overview"), direct);
        assertEquals("get_user is not listed: call it through call_tool.", list.refusal("get_user"));
    }

    @Test
    void theyYieldTheIdsThatTheyNeed() {
        List<String> listed = Surface.SEARCH.of(all).listed();
        List<String> missing = new ArrayList<>();
        Surface.SEARCH
                .of(all)
                .entries()
                .forEach((name, entry) -> entry.at("/inputSchema/required")
                        .forEach(argument -> Pattern.compile("From ([a-z_]+)")
                                .matcher(entry.at("/inputSchema/properties/" + argument.asString() + "/description")
                                        .asString())
                                .results()
                                .map(from -> from.group(1))
                                .filter(from -> !listed.contains(from))
                                .forEach(from -> missing.add(name + " needs " + from))));
        assertEquals(List.of(), missing);
    }

    @Test
    void whatIsHiddenStaysHiddenBehindTheSearch() {
        ToolView list = Surface.SEARCH.of(all.without(Map.of("search_contacts", "Hidden.", "get_user", "Hidden too.")));
        assertEquals(12, list.listed().size());
        assertEquals("Hidden.", list.refusal("search_contacts"));
        assertEquals("Hidden too.", list.refusal("get_user"));
    }
}
